"""A long series in longer periods, so that a picture shows its course and not its noise. Only sums are taken."""

from __future__ import annotations

from datetime import date

from takehold.analysis.facts import Period, Trend
from takehold.analysis.series import start_of
from takehold.ui.charts.timeaxis import end_of

MOST = 130
"""Points that a chart of 550 pixels can bear: about four pixels each."""


def coarser(trend: Trend, most: int = MOST) -> Trend:
    """The trend by week or month where it has more than ``most`` periods; else the very same.

    A longer period counts what was used inside it, and is used when at least half of it was and it had a chance at all.
    """
    while len(trend.starts) > most and trend.period is not Period.MONTH:
        trend = _summed(trend, Period.WEEK if trend.period is Period.DAY else Period.MONTH)
    return trend


def _summed(trend: Trend, period: Period) -> Trend:
    inside: dict[date, list[int]] = {}
    for at, start in enumerate(trend.starts):
        inside.setdefault(start_of(start, period), []).append(at)
    used = {start: _mostly_used(trend, parts, start, period) for start, parts in inside.items()}
    counted = {
        start: [at for at in parts if trend.used[at]] if used[start] else parts
        for start, parts in inside.items()
    }
    old = trend.old_way
    return Trend(
        period=period,
        starts=tuple(inside),
        chances=tuple(sum(trend.chances[at] for at in parts) for parts in counted.values()),
        new_way=tuple(sum(trend.new_way[at] for at in parts) for parts in counted.values()),
        old_way=None if old is None else tuple(sum(old[at] for at in parts) for parts in counted.values()),
        used=tuple(used.values()),
    )


def _mostly_used(trend: Trend, parts: list[int], start: date, period: Period) -> bool:
    days = (end_of(start, period) - start).days
    covered = sum(
        (end_of(trend.starts[at], trend.period) - trend.starts[at]).days for at in parts if trend.used[at]
    )
    return covered * 2 >= days and any(trend.chances[at] for at in parts)
