"""A practice of the playbook, and what it rests on elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.bridge.facts.kinds import ActionKind, Aim, Barrier, Phase, Setting, Suit
from takehold.gaps.facts import Cause


@dataclass(frozen=True, slots=True)
class Evidence:
    """A publication (``citation``, as printed) and what it found, with its limits, as a msgid of the catalogue."""

    citation: str
    finding: str


@dataclass(frozen=True, slots=True)
class Practice:
    """Something one can do. All texts are msgids of the catalogue.

    Attributes:
        minutes: of whoever does it, each time.
        do: what is done. ``fits``: when. ``harms``: when it does harm. ``needs``: what it takes. ``say``: an opening line.
        evidence: elsewhere; None: practice knowledge without a study that we know.
    """

    key: str
    kind: ActionKind
    setting: Setting
    aim: Aim
    barriers: tuple[Barrier, ...]
    causes: tuple[Cause, ...]
    suits: tuple[Suit, ...]
    phases: tuple[Phase, ...]
    minutes: int
    name: str
    do: str
    fits: str
    harms: str
    needs: str
    say: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in the playbook; None: anything."""

    kind: ActionKind | None = None
    barrier: Barrier | None = None
    cause: Cause | None = None
    suit: Suit | None = None
    phase: Phase | None = None
    setting: Setting | None = None
    aim: Aim | None = None
