"""Champions as they leave the room: who stepped forward for a change, in which team, on which shifts, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Shift(StrEnum):
    """When somebody is there to be asked."""

    DAY = "day"
    LATE = "late"
    NIGHT = "night"
    WEEKEND = "weekend"


class ChampionState(StrEnum):
    """Where it stands. ``DECLINED``: was asked and said no; may still step forward at any time."""

    INVITED = "invited"
    SERVING = "serving"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StepInput:
    """What somebody says who steps forward: for which own team, on which shifts, until when (None: open)."""

    team_id: int | None
    shifts: tuple[Shift, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Thanks:
    """A thank-you as the person who got it reads it. ``by``: empty where whoever gave it is not known here any more."""

    on: date
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A person's own part in one change. ``hours``: (day, half hours), the newest first. ``elsewhere``: the person is not
    in that team any more."""

    id: int
    slug: str
    change: str
    state: ChampionState
    team_id: int | None
    shifts: tuple[Shift, ...]
    since: date | None
    until: date | None
    asked_by: str
    hours: tuple[tuple[date, int], ...]
    thanks: tuple[Thanks, ...]
    version: int
    elsewhere: bool = False

    @property
    def asked(self) -> bool:
        """Whether somebody waits for the person's answer."""
        return self.state is ChampionState.INVITED

    @property
    def serves(self) -> bool:
        """Whether the person is a champion of this change."""
        return self.state is ChampionState.SERVING


@dataclass(frozen=True, slots=True)
class Named:
    """A champion as those see it who may ask them: number, name, own shifts."""

    id: int
    name: str
    shifts: tuple[Shift, ...]
    mine: bool = False


@dataclass(frozen=True, slots=True)
class GroupCover:
    """One reporting group: its champions, the shifts it works (none said: empty), and those on which nobody is there."""

    name: str
    champions: tuple[Named, ...]
    worked: tuple[Shift, ...]
    missing: tuple[Shift, ...]

    @property
    def holes(self) -> int:
        """How many champions are missing: one a shift without, or one where there is none at all."""
        return len(self.missing) or int(not self.champions)


@dataclass(frozen=True, slots=True)
class Relief:
    """What one champion noted in a month, for making time for it; read by that person and those who lead the change."""

    month: date
    name: str
    halves: int


@dataclass(frozen=True, slots=True)
class Worked:
    """That a shift is worked, by which groups (numbers of reporting groups; none: by all the change is for)."""

    shift: Shift
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Champions:
    """The page of a change. ``months`` (first day, half hours of all) and ``relief``, ``invited``: for those who lead.

    ``may_praise``: the viewer leads the change or manages the group of a champion, and so may thank one in public.
    """

    slug: str
    change: str
    groups: tuple[GroupCover, ...]
    worked: tuple[Worked, ...]
    mine: OwnPart | None
    own_teams: tuple[tuple[int, str], ...]
    may_edit: bool
    months: tuple[tuple[date, int], ...] = ()
    relief: tuple[Relief, ...] = ()
    invited: tuple[tuple[str, date], ...] = ()
    may_praise: bool = False

    @property
    def holes(self) -> int:
        """How many champions are missing in the groups that this viewer reads."""
        return sum(each.holes for each in self.groups)
