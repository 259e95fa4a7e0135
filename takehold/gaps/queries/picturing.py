"""The picture of gaps that share a root: gaps on the left, roots on the right, a line for each chain that ends there.

The order on both sides is that of the mean place of what each is joined to (Sugiyama's barycentre), so that lines cross
seldom.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from takehold.gaps.facts import GapLine
from takehold.gaps.facts.roots import Box, Picture

STEP: Final = 64
"""From one box to the next below it."""
LEFT, RIGHT = 400, 560
"""Where the boxes of gaps end and those of roots begin; the page draws them so."""
ROOM: Final = 44
"""Letters of a line in a box, of which there are two."""
SWEEPS: Final = 4
Name = TypeVar("Name", int, str)


def picture(gaps: Sequence[GapLine]) -> Picture | None:
    """None where no two gaps share a root. Drawn are the gaps that share one, with all of their roots."""
    counted: dict[str, list[int]] = {}
    for gap in gaps:
        for root in gap.roots:
            counted.setdefault(root, []).append(gap.id)
    joint = {gap for found in counted.values() if len(found) > 1 for gap in found}
    if not joint:
        return None
    names = {gap.id: gap.title for gap in gaps if gap.id in joint}
    joined = {root: [each for each in found if each in joint] for root, found in counted.items()}
    roots = {root: found for root, found in joined.items() if found}
    left, right = _ordered(list(names), roots)
    tall = max(len(left), len(right)) * STEP
    at_gap, at_root = _places(left, tall), _places(right, tall)
    return Picture(
        tuple(Box(names[each], _lines(names[each]), at_gap[each], each) for each in left),
        tuple(Box(each, _lines(each), at_root[each], 0, len(roots[each])) for each in right),
        tuple(_line(at_gap[gap], at_root[root]) for root in right for gap in roots[root]),
        tall,
    )


def _ordered(gaps: list[int], roots: Mapping[str, Sequence[int]]) -> tuple[list[int], list[str]]:
    left, right = gaps, sorted(roots, key=lambda root: (-len(roots[root]), root))
    of_gap = {gap: [root for root in right if gap in roots[root]] for gap in gaps}
    for _sweep in range(SWEEPS):
        left = sorted(left, key=lambda gap: _middle([right.index(root) for root in of_gap[gap]]))
        right = sorted(right, key=lambda root: _middle([left.index(gap) for gap in roots[root]]))
    return left, right


def _middle(places: Sequence[int]) -> float:
    return sum(places) / len(places)


def _places(names: Sequence[Name], tall: int) -> dict[Name, int]:
    """The middles of the boxes, spread evenly over the height."""
    step = tall / len(names)
    return {name: round(step * (at + 0.5)) for at, name in enumerate(names)}


def _lines(name: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, ROOM, max_lines=2, placeholder=" …"))


def _line(gap: int, root: int) -> str:
    half = (LEFT + RIGHT) // 2
    return f"M{LEFT} {gap}C{half} {gap} {half} {root} {RIGHT} {root}"
