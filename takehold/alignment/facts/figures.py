"""The figure that shows a goal, and how figures move beside each other, as they leave the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from takehold.analysis.facts import Period
from takehold.analysis.joint import JointMovement
from takehold.initiatives.facts.reports import ReportAsked


class FigureKind(StrEnum):
    """The share of a behaviour, or a value of a performance report."""

    BEHAVIOUR = "behaviour"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure that is kept of a change: its number, the addresses of the change and of itself, and its name.

    ``asked``: how a report's values are asked for, None where the names of teams in it are not settled; ``unit``: of them.
    """

    kind: FigureKind
    id: int
    slug: str
    key: str
    name: str
    unit: str = ""
    asked: ReportAsked | None = None

    @property
    def code(self) -> str:
        """As a form sends it."""
        return f"{self.kind.value}/{self.slug}/{self.key}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A series of everybody the change is for. ``unit`` is empty for a share, whose values are 0 to 1.

    ``values`` by the first day of the period: weeks, or months where one of those beside it has no weeks.
    """

    name: str
    kind: FigureKind
    unit: str
    values: Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Pairing:
    """How two of them moved beside each other."""

    one: str
    other: str
    movement: JointMovement


@dataclass(frozen=True, slots=True)
class Beside:
    """Figures on one grid, and of each two that are to be compared how they moved. ``days``: periods that all have."""

    period: Period
    figures: tuple[Figure, ...]
    pairings: tuple[Pairing, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """First days of the periods that all of them have a value for."""
        several = [set(each.values) for each in self.figures]
        return tuple(sorted(set.intersection(*several))) if several else ()
