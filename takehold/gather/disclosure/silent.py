"""What those who did not answer could change: between which ends a share lies of everybody who was asked, nothing assumed of
the silent ones. Made of released bands alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import Final

from takehold.analysis.reach import Bounds, against, bounds
from takehold.gather.disclosure.stops import edges_of, least
from takehold.gather.facts.disclosure import FigureFact, SilentFact

HALF: Final = 0.5
ELEMENT: Final = "element:"


def silent(figures: Iterable[FigureFact], asked: int) -> tuple[SilentFact, ...]:
    """Of each part that was rated, the share above the middle: of those who answered, and of all ``asked``.

    Nothing where nobody was asked by name. A figure that is of a larger group is left out.
    """
    found = []
    for figure in figures:
        if not asked or figure.group or figure.low is None or not figure.question.startswith(ELEMENT):
            continue
        low, high = edges_of(figure.low.low, figure.low.high)
        n = min(least(figure.n), asked)
        ends = [bounds(floor((1 - high) * n), n, asked), bounds(ceil((1 - low) * n), n, asked)]
        between = Bounds(ends[0].low, ends[1].high, (ends[0].share + ends[1].share) / 2, n, asked)
        found.append(
            SilentFact(
                figure.question,
                figure.title,
                (100 - figure.low.high, 100 - figure.low.low),
                (floor(100 * between.low), ceil(100 * between.high)),
                asked,
                against(between, HALF).name.lower(),
            )
        )
    return tuple(found)
