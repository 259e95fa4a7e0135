"""Which affected groups helped to shape a change, and whether those that did do it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from takehold.analysis.effect import Estimate, Share


class Part(StrEnum):
    """Whether a group helped to shape it: five or more of it took part; asked, and nobody or few; not asked."""

    HELPED = "helped"
    FEW = "few"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One reporting group. ``voted``: between two numbers, of the round in which most did; None where it was not asked."""

    name: str
    part: Part
    voted: tuple[int, int] | None
    people: int


@dataclass(frozen=True, slots=True)
class Beside:
    """One behaviour, in groups that helped to shape the change and in the others: side by side, whichever is higher, and no cause."""

    behaviour: str
    helped: Share
    others: Share
    helped_groups: int
    other_groups: int


@dataclass(frozen=True, slots=True)
class ByLots:
    """One behaviour, where lots drew who was invited. ``estimate``: None where too few groups stood in the draw."""

    behaviour: str
    invited: int
    waiting: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Shaping:
    """What those who lead read."""

    groups: tuple[GroupPart, ...]
    beside: tuple[Beside, ...]
    by_lots: tuple[ByLots, ...]

    def of(self, part: Part) -> tuple[GroupPart, ...]:
        """Groups that took this part."""
        return tuple(each for each in self.groups if each.part is part)
