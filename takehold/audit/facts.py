"""What leaves the audit: its lines, its head, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: who did what to what, and when."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class HeadFact:
    """The end of the chain. Kept outside (printed, mailed), it proves later that nothing was cut off."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        """As it is written down outside: ``1234:ab12...``."""
        return f"{self.sequence}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the chain is whole. ``at`` is the first line that does not fit, ``problem`` says how."""

    lines: int
    head: HeadFact
    problem: str = ""
    at: int | None = None

    @property
    def ok(self) -> bool:
        """Nothing was edited, deleted, inserted or moved."""
        return not self.problem
