"""The record of approaches, searched."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.influence.facts.advocacy import Approach, AttemptFact


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: values of approach, landing and kind of audience, and words; empty: any."""

    approach: str = ""
    landed: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """How often an approach was tried, by how it landed, in the order of ``Landed``."""

    approach: Approach
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What fits: the newest of them, how many there are, and how each approach landed among all of them."""

    attempts: tuple[AttemptFact, ...]
    total: int
    landed: tuple[Tried, ...]
