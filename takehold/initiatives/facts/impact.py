"""Who is affected, how much, from when: the lines of the impact sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final


class GroupKind(StrEnum):
    """What a line of the impact sheet is about: one team, a team with all below it, or a job across teams."""

    TEAM = "team"
    PLACE = "place"
    JOB = "job"


class HowMuch(IntEnum):
    """How much of one side of their work changes for a group."""

    NONE = 0
    LITTLE = 1
    LOT = 2
    ALL = 3


ASPECTS: Final = ("process", "tool", "role", "place", "skills", "reporting")
"""The sides of work that a change can touch, in the order of ``levels``."""


@dataclass(frozen=True, slots=True)
class ImpactInput:
    """One line as a person says it. ``levels`` in the order of ``ASPECTS``, 0 to 3; ``team_id`` or ``job`` by kind."""

    kind: GroupKind
    team_id: int | None
    job: str
    levels: tuple[int, ...]
    from_on: date | None = None
    note: str = ""

    @property
    def group(self) -> tuple[str, int | None, str]:
        """What the line is about: no two lines of a sheet are about the same."""
        return (self.kind.value, self.team_id, self.job)


@dataclass(frozen=True, slots=True)
class AffectedGroup:
    """One line of the sheet. ``team_ids``: the teams it means today, ``people`` how many, as a band."""

    said: ImpactInput
    name: str
    team_ids: frozenset[int]
    people: str

    @property
    def affected(self) -> bool:
        """Whether anything changes for this group."""
        return any(self.said.levels)


@dataclass(frozen=True, slots=True)
class ImpactSheet:
    """Who is affected and how. ``version`` is of its content: what was read must be what is written over."""

    groups: tuple[AffectedGroup, ...]
    version: str
    may_edit: bool

    @property
    def team_ids(self) -> frozenset[int]:
        """Every team that a line with anything in it means."""
        return frozenset(team for each in self.groups if each.affected for team in each.team_ids)


@dataclass(frozen=True, slots=True)
class AudienceDifference:
    """What taking the sheet as the change's audience would do, by names of teams. ``team_ids`` would be ticked."""

    team_ids: frozenset[int]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Need:
    """What a group needs before its day. ``kind``: communication, training. ``by`` is None until a day is set."""

    kind: str
    group: str
    team_ids: frozenset[int]
    by: date | None
    aspects: tuple[str, ...]
