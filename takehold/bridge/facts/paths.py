"""Old paths as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PathState(StrEnum):
    """Whether the old way can still be gone here."""

    OPEN = "open"
    HARDER = "harder"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PathInput:
    """What a person says of an old path. ``body``: which body or role decided; ``exception``: downtime, safety."""

    name: str
    state: PathState
    since: date | None
    body: str = ""
    exception: str = ""


@dataclass(frozen=True, slots=True)
class PathFact:
    """An old path with what became of it, as (day, before, after, who decided)."""

    id: int
    said: PathInput
    version: int
    turns: tuple[tuple[date, PathState, PathState, str], ...]


@dataclass(frozen=True, slots=True)
class DowntimeFact:
    """Days on which the new way could not be gone."""

    id: int
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Use:
    """How often the old way was gone in eight weeks, all groups together. ``old_way`` is None where it cannot be seen."""

    behaviour: str
    as_of: date
    chances: int
    old_way: int | None
    days_out: int

    @property
    def rate(self) -> float | None:
        """The share, None where it cannot be seen or nothing was counted."""
        return self.old_way / self.chances if self.old_way is not None and self.chances else None


@dataclass(frozen=True, slots=True)
class OldPaths:
    """The register of a change."""

    slug: str
    change: str
    paths: tuple[PathFact, ...]
    downtimes: tuple[DowntimeFact, ...]
    uses: tuple[Use, ...]
    may_edit: bool
