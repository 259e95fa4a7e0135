"""Made-up series for the tests of charts."""

from __future__ import annotations

from datetime import date, timedelta

from takehold.analysis.facts import Level, Period, Trend


def trend(weeks: int = 30, *, old: bool = True, unused: tuple[int, ...] = ()) -> Trend:
    """A weekly share that rises from 10 % to 90 %, 100 chances a week."""
    starts = tuple(date(2025, 9, 1) + timedelta(weeks=at) for at in range(weeks))
    new = tuple(10 + round(80 * at / max(1, weeks - 1)) for at in range(weeks))
    was = tuple(100 - each for each in new) if old else None
    return Trend(
        Period.WEEK, starts, (100,) * weeks, new, was, tuple(at not in unused for at in range(weeks))
    )


HISTORY = (
    Level(date(2025, 9, 1), date(2025, 11, 30), 1300, 0.2, 0.8),
    Level(date(2025, 12, 1), date(2026, 3, 29), 1700, 0.7, 0.3),
)
