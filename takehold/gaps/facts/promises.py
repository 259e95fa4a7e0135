"""Promises with a day, counted: how many were made, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promises:
    """``kept``: by the day. ``late``: after it. ``open``: the day has passed, and it is not done."""

    kept: int
    late: int
    open: int

    @property
    def made(self) -> int:
        """All whose day has come."""
        return self.kept + self.late + self.open
