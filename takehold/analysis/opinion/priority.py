"""What to show a voter next: statements that part people or bring them together and that few have seen, by lot.

Source: the comment routing of Polis (Small et al. 2021, "Comment routing"; the figures are those its server publishes as
``comment-priorities``): importance = (1 - passed) x (extremity + 1) x agreed on smoothed shares, novelty = 1 + 8 x 2^(-seen / 5),
and the priority is the square of their product. A framing statement has 49.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray
from takehold.analysis.opinion.facts import Totals

URGENT: Final = 49.0
NEW: Final = 8.0
HALVES: Final = 5.0


def priorities(totals: Totals) -> FloatArray:
    """(S,) above 0. Raises ``ValueError`` where the totals are not of the same statements."""
    seen = totals.agree + totals.disagree + totals.passed
    if totals.extremity.shape != seen.shape:
        raise ValueError("each statement has its totals and how far it parts people")
    passed, agreed = (totals.passed + 1) / (seen + 2), (totals.agree + 1) / (seen + 2)
    importance = (1 - passed) * (totals.extremity + 1) * agreed
    found: FloatArray = (importance * (1 + NEW * 2.0 ** (-seen / HALVES))) ** 2
    found[sorted(totals.urgent)] = URGENT
    return found


def next_statement(totals: Totals, left: Sequence[int], *, rng: np.random.Generator) -> int | None:
    """One of the statements that are left to a voter, drawn with its priority as weight; None where none is left.

    By lot, so that two people side by side are not led through the round in one order.
    """
    if not len(left):
        return None
    places = np.asarray(left, dtype=np.int64)
    weight = priorities(totals)[places].cumsum()
    return int(places[np.searchsorted(weight, rng.random() * weight[-1], side="right")])
