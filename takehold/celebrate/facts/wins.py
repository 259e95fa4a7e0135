"""Wins as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WinKind(StrEnum):
    """Where a win comes from: three are found in the data, one in what we got wrong and mended, one in an idea of those
    affected that is in use, one is told by somebody."""

    FIRST = "first"
    HELD = "held"
    BACK = "back"
    MENDED = "mended"
    IDEA = "idea"
    TOLD = "told"


class WinState(StrEnum):
    """Where a win stands. Only a published one is seen beyond the team and those who lead."""

    FOUND = "found"
    LEFT = "left"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class NamingState(StrEnum):
    """What somebody answered to the question whether they may be named. Nothing is told before an answer."""

    ASKED = "asked"
    NAMED = "named"
    UNNAMED = "unnamed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class NamingFact:
    """One question to the reader: ``named`` and ``unnamed`` are the lines exactly as others would read them, below ``win``."""

    id: int
    state: NamingState
    slug: str
    change: str
    win: str
    named: str
    unnamed: str
    published: bool
    asked_on: date


@dataclass(frozen=True, slots=True)
class WinFact:
    """One win. ``text``: what is read, or, until it is published, what would be. ``unit`` is empty for everybody.

    ``applause`` is a number and nothing else; ``applauded``: whether the reader is in it. ``unit_key``: the group's page,
    where this reader may read that. ``fresh``: it happened in the last weeks, so that praise still reaches it.
    ``lines``: what single people did, in their words of yes; ``asked``: of how many, who publish know, the answer is due.
    """

    id: int
    slug: str
    change: str
    kind: WinKind
    state: WinState
    unit: str
    text: str
    happened_on: date
    published_on: date | None
    applause: int
    applauded: bool
    may_publish: bool
    may_withdraw: bool
    unit_key: str
    fresh: bool
    lines: tuple[str, ...] = ()
    asked: int = 0


@dataclass(frozen=True, slots=True)
class StoryInput:
    """How a team crossed, in three answers. ``group``: the smallest team id of the writer's own reporting group."""

    group: int
    before: str
    hard: str
    helped: str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class StoryFact:
    """One story. ``by``: the writer's name, where the writer wants it told."""

    id: int
    slug: str
    unit: str
    before: str
    hard: str
    helped: str
    by: str
    state: WinState
    written_on: date
    may_publish: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ScreenFact:
    """A screen that runs. ``change`` is empty for one of the whole house."""

    id: int
    name: str
    change: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """One win on a screen: published, with the lines that may be told, and nothing that leads further. ``why``: the first
    reason of its change."""

    unit: str
    text: str
    lines: tuple[str, ...]
    change: str
    on: date
    applause: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hung:
    """A screen in the corridor. ``why``: the reasons of the change it is of; none where it is of the whole house."""

    name: str
    why: tuple[str, ...]
    wins: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A win found in the data, before it is kept. ``origin`` is the same whenever it is found again."""

    origin: str
    kind: WinKind
    behaviour_id: int | None
    unit: str
    team_ids: frozenset[int]
    happened_on: date
    as_of: date
    evidence_sha256: str
    figures: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class WinInput:
    """What a person tells. ``group``: the smallest team id of a reporting group, None for everybody."""

    text: str
    group: int | None = None
