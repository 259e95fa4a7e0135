"""The same series as a control chart: what it says in a sentence, its drawings, its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.control import Signal
from takehold.analysis.control_chart import ENOUGH, Point, Stretch, stretches
from takehold.analysis.facts import Trend, UnitVerdict
from takehold.ledger.facts import MarkFact
from takehold.overview.facts import ControlFigure, ControlRow
from takehold.overview.queries import pictures
from takehold.ui import charts, drawing
from takehold.ui.numbers import day, percent

LATELY = 8
"""Of so many of the last points the first line speaks."""


def rules() -> dict[tuple[str, bool], str]:
    """What each rule says of a point, above (rising) and below (falling)."""
    return {
        ("outside_limits", True): _("above the upper limit"),
        ("outside_limits", False): _("below the lower limit"),
        ("two_of_three_near_a_limit", True): _("one of two in three near the upper limit"),
        ("two_of_three_near_a_limit", False): _("one of two in three near the lower limit"),
        ("seven_point_trend", True): _("in a row of seven, each higher than the one before"),
        ("seven_point_trend", False): _("in a row of seven, each lower than the one before"),
        ("seven_on_one_side", True): _("in a row of seven above the average"),
        ("seven_on_one_side", False): _("in a row of seven below the average"),
    }


def charted(verdict: UnitVerdict) -> tuple[Trend, tuple[Stretch, ...]]:
    """The series as it is drawn, and its stretches; none where there are too few periods."""
    trend = charts.coarser(verdict.trend)
    return trend, stretches(trend, verdict.history)


def answer(trend: Trend, found: Sequence[Stretch]) -> str:
    """Whether lately anything differed from what chance explains."""
    if not found:
        n = sum(used and bool(n) for used, n in zip(trend.used, trend.chances, strict=True))
        return ngettext(
            "There is {n} period to draw; a control chart needs at least {enough}.",
            "There are {n} periods to draw; a control chart needs at least {enough}.",
            n,
        ).format(n=n, enough=ENOUGH)
    last = found[-1].points[-LATELY:]
    better, worse = (sum(charts.kind(point) == side for point in last) for side in ("better", "worse"))
    if better and worse:
        return _(
            "Of the last {n} points {better} differ for the better and {worse} for the worse from what chance explains."
        ).format(n=len(last), better=better, worse=worse)
    if worse == len(last):
        return _("Each of the last {n} points is worse than chance explains.").format(n=len(last))
    if better == len(last):
        return _("Each of the last {n} points is better than chance explains.").format(n=len(last))
    if worse:
        return ngettext(
            "{k} of the last {n} points is worse than chance explains.",
            "{k} of the last {n} points are worse than chance explains.",
            worse,
        ).format(k=worse, n=len(last))
    if better:
        return ngettext(
            "{k} of the last {n} points is better than chance explains.",
            "{k} of the last {n} points are better than chance explains.",
            better,
        ).format(k=better, n=len(last))
    limits = found[-1].limits
    return _("The last {n} points vary as chance does: between {low} and {high}, around {centre}.").format(
        n=len(last), low=percent(limits.low), high=percent(limits.high), centre=percent(limits.centre)
    )


def figure(
    trend: Trend, found: Sequence[Stretch], marks: Sequence[MarkFact], today: date
) -> ControlFigure | None:
    """The chart in both widths with its table, the newest first. None without limits."""
    if not found:
        return None
    notes = pictures.notes_of(marks)
    told = describe(found, today)
    drawn = {
        name: drawing.svg(
            charts.control_chart(trend, found, notes, frame=frame, words=pictures.words(), description=told),
            pictures.folder(),
        )
        for name, frame in (("wide", charts.WIDE), ("narrow", charts.CONTROL_NARROW))
    }
    words = rules()
    rows = [_row(point, each, words) for each in found for point in each.points]
    return ControlFigure(
        wide=drawn["wide"],
        narrow=drawn["narrow"],
        rows=tuple(reversed(rows)),
        stretches=len(found),
        resting_on=found[-1].resting_on,
        settled=found[-1].settled,
    )


def slide(
    trend: Trend, found: Sequence[Stretch], marks: Sequence[MarkFact], title: tuple[str, str]
) -> bytes | None:
    """The same as a picture of 1600 by 900 pixels, on white, with its title. None without limits."""
    if not found:
        return None
    spec = charts.control_chart(
        trend,
        found,
        pictures.notes_of(marks),
        frame=charts.SLIDE,
        palette=charts.LIGHT,
        words=pictures.words(),
        title=title,
        description=title[0],
    )
    return drawing.png(spec, pictures.folder())


def printed(
    trend: Trend, found: Sequence[Stretch], marks: Sequence[MarkFact], today: date
) -> tuple[str, str] | None:
    """The chart for paper: its drawing on white, and itself in a sentence. None without limits."""
    if not found:
        return None
    told = describe(found, today)
    notes = pictures.notes_of(marks)
    spec = charts.control_chart(
        trend, found, notes, palette=charts.LIGHT, words=pictures.words(), description=told
    )
    return drawing.svg(spec, pictures.folder()), told


def describe(found: Sequence[Stretch], today: date) -> str:
    """The chart in a sentence, for those who do not see it."""
    points = [point for each in found for point in each.points]
    marked = sum(point.signal is not None for point in points)
    return _(
        "Control chart of the share taken the new way: {n} points from {first} to {last}, {marked} of them marked. "
        "The table has every figure."
    ).format(
        n=len(points), first=day(points[0].start, today), last=day(points[-1].start, today), marked=marked
    )


def _row(point: Point, stretch: Stretch, words: dict[tuple[str, bool], str]) -> ControlRow:
    limits = stretch.limits
    return ControlRow(
        point.start,
        point.share,
        limits.low,
        limits.centre,
        limits.high,
        charts.kind(point),
        _mark(point.signal, words),
    )


def _mark(signal: Signal | None, words: dict[tuple[str, bool], str]) -> str:
    return words[signal.rule, signal.above] if signal is not None else ""
