"""The time axis of a chart: months as ticks, the year where it begins, days where there are only weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from takehold.analysis.facts import Period
from takehold.ui.charts.frame import Frame
from takehold.ui.charts.palette import Palette


def end_of(start: date, period: Period) -> date:
    """The first day after the period that begins on ``start``."""
    if period is Period.DAY:
        return start + timedelta(days=1)
    if period is Period.WEEK:
        return start + timedelta(days=7)
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)


def ticks(first: date, last: date, room: int) -> list[tuple[date, bool]]:
    """At most ``room`` days to label, each with whether it stands for its month. ``last`` is exclusive."""
    months = _month_starts(first, last)
    if len(months) >= 3:
        step = next(step for step in (1, 2, 3, 6, 12, 24, 48, 120, 480) if len(months) <= step * room)
        return [(month, True) for month in months if (month.year * 12 + month.month - 1) % step == 0]
    days = (last - first).days
    stride = max(1, -(-days // room))
    if stride > 2:
        stride = -(-stride // 7) * 7
    return [(first + timedelta(days=at), False) for at in range(0, days, stride)]


def _month_starts(first: date, last: date) -> list[date]:
    month = first if first.day == 1 else end_of(first.replace(day=1), Period.MONTH)
    found = []
    while month < last:
        found.append(month)
        month = end_of(month, Period.MONTH)
    return found


def time_axis(
    first: date, last: date, frame: Frame, palette: Palette, months: tuple[str, ...]
) -> dict[str, Any]:
    """The x channel, without its field: the same scale for every layer, in UTC."""
    chosen = ticks(first, last, max(3, frame.plot_width // 56))
    labels = {}
    for at, (day, whole_month) in enumerate(chosen):
        name = months[day.month - 1]
        with_year = whole_month and (at == 0 or day.year != chosen[at - 1][0].year)
        labels[day] = f"{name} {day.year}" if with_year else name if whole_month else f"{day.day} {name}"
    axis = {
        "values": [_moment(day) for day in labels],
        "labelExpr": _lookup(labels),
        "title": None,
        "grid": False,
        "labelColor": palette.muted,
        "labelFlush": True,
        "labelOverlap": False,
    }
    scale = {"type": "utc", "domain": [_moment(first), _moment(last)]}
    return {"type": "temporal", "scale": scale, "axis": axis}


def _lookup(labels: dict[date, str]) -> str:
    """An expression from a tick to its label. Names of months come from translations, never from users' data."""
    pairs = ", ".join(
        f"'{day.isoformat()}': '{label.replace(chr(39), '’')}'" for day, label in labels.items()
    )
    return "({" + pairs + "})[utcFormat(datum.value, '%Y-%m-%d')]"


def _moment(day: date) -> dict[str, Any]:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}
