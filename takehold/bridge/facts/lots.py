"""Lots for who goes first, as they leave the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SlotInput:
    """So many groups begin on that day."""

    on: date
    places: int


@dataclass(frozen=True, slots=True)
class LotPlace:
    """How one group's lot fell. ``begins`` is None for one that waits."""

    name: str
    lot: str
    begins: date | None


@dataclass(frozen=True, slots=True)
class LotFact:
    """A draw. ``secret`` is empty until it was drawn. ``holds``: drawn again, it comes out the same.

    ``instead_on``: those who lead chose by themselves after all, for ``reason``.
    """

    announced_on: date
    names: tuple[str, ...]
    at_once: tuple[str, ...]
    slots: tuple[SlotInput, ...]
    list_sha256: str
    secret_sha256: str
    drawn_on: date | None
    words: str
    secret: str
    places: tuple[LotPlace, ...]
    instead_on: date | None
    reason: str
    holds: bool
