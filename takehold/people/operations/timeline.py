"""Rows with dates that follow each other: what a file says is laid over what is stored. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """A value valid from the day it is filed under, up to and not on ``to``; None = open."""

    value: Value
    to: date | None


def laid_over(
    stored: Mapping[date, Span[Value]], said: Mapping[date, Span[Value]]
) -> dict[date, Span[Value]]:
    """The spans by first day after ``said`` was laid over ``stored``: the next beginning ends the one before.

    Doing it twice changes nothing the second time.
    """
    merged = {**stored, **said}
    starts = sorted(merged)
    result: dict[date, Span[Value]] = {}
    for at, start in enumerate(starts):
        span = merged[start]
        following = starts[at + 1] if at + 1 < len(starts) else None
        ends = [day for day in (span.to, following) if day is not None]
        result[start] = Span(span.value, min(ends) if ends else None)
    return result
