"""What people voted on each other's statements: common ground, where opinion divides, and opinion groups where there are any.

The published method of Polis: Small, Bjorkegren, Erkkilä, Shaw and Megill (2021), Recerca 26(2), "Polis: Scaling deliberation
by mapping high dimensional opinion spaces".
"""

from takehold.analysis.opinion.ballots import extremities
from takehold.analysis.opinion.facts import (
    Common,
    Count,
    Divide,
    Grounds,
    GroupFigures,
    Held,
    NoGroups,
    Opinion,
    Share,
    Side,
    StatementFigures,
    Totals,
    Votes,
)
from takehold.analysis.opinion.judging import judge
from takehold.analysis.opinion.priority import next_statement, priorities

__all__ = [
    "Common",
    "Count",
    "Divide",
    "Grounds",
    "GroupFigures",
    "Held",
    "NoGroups",
    "Opinion",
    "Share",
    "Side",
    "StatementFigures",
    "Totals",
    "Votes",
    "extremities",
    "judge",
    "next_statement",
    "priorities",
]
