"""Which affected groups were reached by which way of listening, and when. Never who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Way(StrEnum):
    """A way by which a group can be heard."""

    DATA = "data"
    SURVEY = "survey"
    SAY = "say"
    NOTES = "notes"
    CHANNEL = "channel"
    TALLY = "tally"


@dataclass(frozen=True, slots=True)
class Reached:
    """When a group was last reached in one way. ``asked_only``: a survey went out, no answer of it may be told yet.

    ``on``: the day, or the first of the month where a day would say too much (``by_month``), ``before``: some time before it. ``part`` of ``of`` reporting groups in which a job is held; both 1 for a reporting group.
    """

    on: date
    by_month: bool = False
    before: bool = False
    asked_only: bool = False
    part: int = 1
    of: int = 1

    @property
    def heard(self) -> bool:
        """Whether this says that the whole group was heard."""
        return not self.asked_only and self.part == self.of


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One affected group: a reporting group, or a job across several. ``cells`` by way; None: never reached."""

    name: str
    is_job: bool
    people: str
    cells: tuple[tuple[Way, Reached | None], ...]
    own: bool = False

    @property
    def heard(self) -> bool:
        """Whether any way has reached the whole group."""
        return any(each is not None and each.heard for _way, each in self.cells)


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey that is open: between ``low`` and ``high`` of ``invited`` have answered so far."""

    title: str
    low: int
    high: int
    invited: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The map of one change. ``whole``: the viewer reads every group, not the own ones alone."""

    rows: tuple[CoverageRow, ...]
    whole: bool
    surveys: tuple[OpenSurvey, ...] = ()

    @property
    def unheard(self) -> int:
        """How many groups no way has reached."""
        return sum(not row.heard for row in self.rows)
