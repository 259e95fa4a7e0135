"""What people voted on each other's statements: common ground, where opinion divides, and opinion groups where there are any.

The published method of Polis: Small, Bjorkegren, Erkkilä, Shaw and Megill (2021), Recerca 26(2), "Polis: Scaling deliberation
by mapping high dimensional opinion spaces".
"""

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
]
