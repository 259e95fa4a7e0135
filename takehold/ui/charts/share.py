"""The share of chances taken the new way, over time, with all that belongs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations
from typing import Final

from takehold.analysis.facts import Level, Period, Trend
from takehold.ui.charts.frame import SCHEMA, WIDE, Frame, Spec, Words
from takehold.ui.charts.labels import end_labels
from takehold.ui.charts.layers import bars_layer, levels_layer, lines_layer, target_layer, unused_layer
from takehold.ui.charts.marks import Annotation, annotation_layers
from takehold.ui.charts.palette import PAGE, Palette
from takehold.ui.charts.rows import Scales
from takehold.ui.charts.timeaxis import end_of, time_axis

ALWAYS: Final[Spec] = {
    "$schema": SCHEMA,
    "autosize": {"type": "none"},
    "resolve": {"scale": {"y": "independent"}},
}


def share_chart(
    trend: Trend,
    history: Sequence[Level],
    marks: Sequence[Annotation] = (),
    *,
    target: float | None = None,
    frame: Frame = WIDE,
    palette: Palette = PAGE,
    words: Words | None = None,
    title: tuple[str, str] | None = None,
    description: str = "",
) -> Spec:
    """The share by period: new way solid, old way dashed, levels behind, marks above, chances below.

    ``title`` is (text, subtitle), for a picture that leaves its page.

    Raises:
        ValueError: the trend has no period.
    """
    if not trend.starts:
        raise ValueError("a chart needs at least one period")
    words = words or Words()
    first, last = trend.starts[0], end_of(trend.starts[-1], trend.period)
    names, rows_above = annotation_layers(marks, (first, last), frame, palette)
    room_above = rows_above * (frame.font + 5)
    top = 14 + room_above + (64 if title else 0)
    height = frame.height - top - 30 + (room_above if frame.grows else 0)
    shares = height - frame.bars - 20
    scales = Scales(frame, palette, shares, height, time_axis(first, last, frame, palette, words.months))
    layers: list[Spec] = [
        unused_layer(trend, scales),
        bars_layer(trend, scales),
        *levels_layer(history, first, last, scales),
        *target_layer(target, scales),
        *names,
        *lines_layer(trend, scales),
        *end_labels(trend, target, scales, words),
    ]
    outside = {"left": frame.left, "right": frame.right, "top": top, "bottom": 30}
    spec = {"description": description, "width": frame.plot_width, "height": height, "padding": outside}
    return ALWAYS | spec | title_of(title, frame, palette) | look(frame, palette) | {"layer": layers}


def title_of(title: tuple[str, str] | None, frame: Frame, palette: Palette) -> Spec:
    """Title and subtitle of a picture that leaves its page."""
    if title is None:
        return {}
    text = {"text": title[0], "subtitle": title[1], "anchor": "start", "frame": "bounds", "offset": 18}
    style = {"fontSize": frame.font + 7, "fontWeight": 600, "color": palette.ink}
    return {
        "title": text
        | style
        | {"subtitleFontSize": frame.font + 1, "subtitleColor": palette.muted, "subtitlePadding": 6}
    }


def look(frame: Frame, palette: Palette) -> Spec:
    """Letters, axes and ground, the same for every chart."""
    axis = {
        "labelColor": palette.muted,
        "labelFontSize": frame.font,
        "gridColor": palette.line,
        "gridOpacity": 0.7,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
    }
    config = {"font": "Inter", "view": {"stroke": None}, "axis": axis, "aria": False}
    return {"config": config, "background": palette.ground}


def describe(trend: Trend, translate: NullTranslations | None = None) -> str:
    """The chart in a sentence, for those who do not see it. The table beside it has all figures."""
    _ = (translate or NullTranslations()).gettext
    used = [
        (start, new / chances)
        for start, chances, new, use in zip(
            trend.starts, trend.chances, trend.new_way, trend.used, strict=True
        )
        if use and chances
    ]
    if not used:
        return _("Chart of the share taken the new way. No period has enough chances to be drawn.")
    spans = {Period.DAY: _("by day"), Period.WEEK: _("by week"), Period.MONTH: _("by month")}
    sentence = _(
        "Chart of the share taken the new way, {by}: {start} % in the period of {first}, {end} % in that of {last}."
    )
    return sentence.format(
        by=spans[trend.period],
        start=round(used[0][1] * 100),
        first=used[0][0].isoformat(),
        end=round(used[-1][1] * 100),
        last=used[-1][0].isoformat(),
    )
