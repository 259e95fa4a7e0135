"""Performance reports: a value of each team and period, put together by n, and told as levels and shifts.

No alarm comes of them and no share: what is told is how the figure stands and when it shifted, nothing about why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from takehold.analysis.facts import Period
from takehold.analysis.history import value_stretches
from takehold.analysis.windows import thin_ends

FEWEST = 8
"""Shifts are told from so many whole periods on."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported for a period of some group. ``n``: of how many; ``sd``: their spread; None where not said."""

    mean: float
    n: int | None = None
    sd: float | None = None


@dataclass(frozen=True, slots=True)
class ValuePoint:
    """One period. ``used``: whole and not thin, so that levels and shifts rest on it."""

    start: date
    end: date
    value: Reported
    used: bool


@dataclass(frozen=True, slots=True)
class ValueLevel:
    """One stretch of the history at one level. ``n`` is None where it is not said of how many."""

    start: date
    to: date
    value: float
    periods: int
    n: int | None


@dataclass(frozen=True, slots=True)
class ValueShift:
    """A lasting change of the level; ``earliest`` to ``latest`` is the 80 % interval for ``on``."""

    on: date
    before: float
    after: float
    earliest: date
    latest: date

    @property
    def direction(self) -> str:
        """ "up" or "down"."""
        return "up" if self.after > self.before else "down"


@dataclass(frozen=True, slots=True)
class ValueStory:
    """What is told of one unit: its points, levels, shifts, and what to know beside them.

    ``why_not``: "" where it is told; "no_n" where several groups cannot be put together because it is not said of how
    many each value is; "no_data". ``missing`` counts the periods in between without a value.
    """

    unit: str
    period: Period
    points: tuple[ValuePoint, ...] = ()
    history: tuple[ValueLevel, ...] = ()
    shifts: tuple[ValueShift, ...] = ()
    why_not: str = ""
    missing: int = 0
    few: bool = False
    parts: tuple[str, ...] = field(default=())

    @property
    def last(self) -> ValuePoint | None:
        """The newest whole period."""
        return next((point for point in reversed(self.points) if point.used), None)


class NotSaid(Exception):
    """Several values cannot be put together: of one it is not said of how many."""


def together(several: Sequence[Reported]) -> Reported:
    """Values of groups that have nobody in common, as one: the mean weighted by n, the spread within and between.

    Raises:
        NotSaid: more than one value, and of one it is not said of how many.
    """
    if len(several) == 1:
        return several[0]
    sizes = [each.n for each in several if each.n is not None]
    if len(sizes) < len(several):
        raise NotSaid
    total = sum(sizes)
    mean = sum(each.mean * size for each, size in zip(several, sizes, strict=True)) / total
    spreads = [each.sd for each in several if each.sd is not None]
    if len(spreads) < len(several) or total < 2:
        return Reported(mean, total)
    within = sum((size - 1) * sd**2 for size, sd in zip(sizes, spreads, strict=True))
    between = sum(size * (each.mean - mean) ** 2 for each, size in zip(several, sizes, strict=True))
    return Reported(mean, total, float(np.sqrt((within + between) / (total - 1))))


def grain(days: Iterable[date]) -> Period:
    """The period that first days speak of, told from their spacing."""
    found = sorted(set(days))
    if len(found) > 1 and all(day.day == 1 for day in found):
        return Period.MONTH
    if len(found) > 1 and all((day - found[0]).days % 7 == 0 for day in found):
        return Period.WEEK
    return Period.DAY


def last_day(days: Iterable[date], period: Period) -> date:
    """The day with which the newest of these periods ends."""
    found = sorted(set(days))
    return _end(found[-1], period, _step(found, period))


def tell(
    unit: str,
    rows: Mapping[date, Sequence[Reported]],
    *,
    period: Period,
    as_of: date,
    parts: Sequence[str] = (),
) -> ValueStory:
    """Tell the story of one unit.

    Args:
        unit: its name.
        rows: the first day of each period, and what the groups of the unit reported for it.
        period: of the whole source.
        as_of: the day on which it is told; a period that was not over by then is shown and not used.
        parts: names of the groups, where the unit holds several.

    Source:
        Exact optimal partition with the Gaussian cost (``history.value_stretches``).
    """
    days = sorted(day for day in rows if day <= as_of)
    if not days:
        return ValueStory(unit, period, why_not="no_data", parts=tuple(parts))
    try:
        values = [together(rows[day]) for day in days]
    except NotSaid:
        return ValueStory(unit, period, why_not="no_n", parts=tuple(parts))
    step = _step(days, period)
    ends = [_end(day, period, step) for day in days]
    used = _used(values, ends, as_of)
    points = tuple(
        ValuePoint(day, end, value, use)
        for day, end, value, use in zip(days, ends, values, used, strict=True)
    )
    kept = [point for point in points if point.used]
    history, shifts = _levels(kept)
    between = (days[-1] - days[0]).days
    usual = {Period.DAY: 1.0, Period.WEEK: 7.0, Period.MONTH: 365.2425 / 12}[period] * step
    missing = max(0, round(between / usual) + 1 - len(days))
    return ValueStory(
        unit, period, points, history, shifts, missing=missing, few=len(kept) < FEWEST, parts=tuple(parts)
    )


def _step(days: Sequence[date], period: Period) -> int:
    """How many days, weeks or months lie between two values at the least: 3 for quarters, 12 for years."""
    if len(days) < 2:
        return 1
    if period is Period.MONTH:
        return min((b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(days))
    shortest = min((b - a).days for a, b in pairwise(days))
    return max(1, shortest // 7) if period is Period.WEEK else 1


def _end(start: date, period: Period, step: int) -> date:
    if period is Period.MONTH:
        months = start.year * 12 + start.month - 1 + step
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return start + timedelta(days=(7 if period is Period.WEEK else 1) * step - 1)


def _used(values: Sequence[Reported], ends: Sequence[date], as_of: date) -> list[bool]:
    """Whole periods; where n is known without the run at either end that is under a tenth of the usual."""
    over = [end <= as_of for end in ends]
    sizes = [value.n for value in values]
    if any(size is None for size in sizes):
        return over
    thin = thin_ends(np.array([size or 0 for size in sizes], dtype=np.int64))
    return [whole and not bool(end) for whole, end in zip(over, thin, strict=True)]


def _levels(kept: Sequence[ValuePoint]) -> tuple[tuple[ValueLevel, ...], tuple[ValueShift, ...]]:
    if not kept:
        return (), ()
    values = np.array([point.value.mean for point in kept])
    if len(kept) < FEWEST:
        return (_level(kept, float(values.mean())),), ()
    stretches = value_stretches(values)
    levels = tuple(_level(kept[each.begin : each.end], each.level) for each in stretches)
    shifts = tuple(
        ValueShift(
            kept[after.begin].start, before.level, after.level, kept[after.earliest].start, kept[after.latest].start
        )
        for before, after in pairwise(stretches)
    )  # fmt: skip
    return levels, shifts


def _level(points: Sequence[ValuePoint], value: float) -> ValueLevel:
    sizes = [point.value.n for point in points if point.value.n is not None]
    n = sum(sizes) if len(sizes) == len(points) else None
    return ValueLevel(points[0].start, points[-1].end, value, len(points), n)
