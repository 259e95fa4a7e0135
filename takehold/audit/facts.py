"""What leaves the audit: its lines, its head, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

WRITTEN: Final = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


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

    @classmethod
    def read(cls, written: str) -> HeadFact:
        """What ``str`` wrote down.

        Raises:
            ValueError: it is not a number, a colon and 64 hexadecimal digits.
        """
        found = WRITTEN.fullmatch(written.strip())
        if found is None:
            raise ValueError(f"{written!r} is not NUMBER:HASH")
        return cls(int(found[1]), found[2])


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
