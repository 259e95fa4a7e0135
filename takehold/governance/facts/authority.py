"""Ordered, or won over: how many of all moves were directives, by quarter and office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from takehold.analysis.rising import Rise
from takehold.governance.facts.go import GoFact


@dataclass(frozen=True, slots=True)
class Quarter:
    """The moves of a quarter: directives issued, actions begun, attempts to persuade."""

    first: date
    last: date
    directives: int
    actions: int
    attempts: int

    @property
    def moves(self) -> int:
        """All of them."""
        return self.directives + self.actions + self.attempts

    @property
    def share(self) -> float | None:
        """Which part was ordered; None where nothing was done."""
        return self.directives / self.moves if self.moves else None


@dataclass(frozen=True, slots=True)
class Authority:
    """``quarters``: oldest first. ``offices``: how many directives of each office in each quarter. ``rise``: of the last
    two against those before. ``overrides``: each "go" said although something was missing, the newest first."""

    quarters: tuple[Quarter, ...]
    offices: tuple[tuple[str, tuple[int, ...]], ...]
    rise: Rise
    overrides: tuple[GoFact, ...]
