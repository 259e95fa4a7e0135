"""The same share as a control chart: every period a point, the limits that hold for it, and the points a rule marks.

What a point says is in its shape as well as in its colour: a triangle upwards for better than chance explains, one
downwards for worse, a dot for what varies by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from takehold.analysis.control_chart import Point, Stretch
from takehold.analysis.facts import Trend
from takehold.ui.charts import frame as frames
from takehold.ui.charts.frame import WIDE, Frame, Spec, Words
from takehold.ui.charts.labels import apart, one_row, text_mark
from takehold.ui.charts.layers import unused_layer
from takehold.ui.charts.marks import Annotation, annotation_layers
from takehold.ui.charts.palette import PAGE, Palette
from takehold.ui.charts.rows import Scales, middle_of
from takehold.ui.charts.share import ALWAYS, look, title_of
from takehold.ui.charts.timeaxis import end_of, time_axis

NARROW: Final = replace(frames.NARROW, right=88)
"""For a phone: its labels are longer than those of shares."""
SHAPES: Final = {"better": "triangle-up", "worse": "triangle-down", "usual": "circle"}


def control_chart(
    trend: Trend,
    stretches: Sequence[Stretch],
    marks: Sequence[Annotation] = (),
    *,
    frame: Frame = WIDE,
    palette: Palette = PAGE,
    words: Words | None = None,
    title: tuple[str, str] | None = None,
    description: str = "",
) -> Spec:
    """The share by period under its limits, with marks above. ``title`` is (text, subtitle).

    Raises:
        ValueError: there is no stretch.
    """
    if not stretches:
        raise ValueError("a control chart needs at least one stretch with limits")
    first, last = trend.starts[0], end_of(trend.starts[-1], trend.period)
    names, rows_above = annotation_layers(marks, (first, last), frame, palette)
    room_above = rows_above * (frame.font + 5)
    top = 14 + room_above + (64 if title else 0)
    height = frame.height - top - 30 + (room_above if frame.grows else 0)
    axis = time_axis(first, last, frame, palette, (words or Words()).months)
    scales = Scales(frame, palette, height, height, axis)
    layers: list[Spec] = [
        unused_layer(trend, scales),
        *_limits(trend, stretches, scales),
        *names,
        *_points(trend, stretches, scales),
        *_labels(stretches[-1], scales, words or Words()),
    ]
    outside = {"left": frame.left, "right": frame.right, "top": top, "bottom": 30}
    spec = {"description": description, "width": frame.plot_width, "height": height, "padding": outside}
    return ALWAYS | spec | title_of(title, frame, palette) | look(frame, palette) | {"layer": layers}


def kind(point: Point) -> str:
    """What a point says: ``better``, ``worse`` or ``usual``."""
    if point.signal is None:
        return "usual"
    return "better" if point.signal.above else "worse"


def _limits(trend: Trend, stretches: Sequence[Stretch], scales: Scales) -> list[Spec]:
    rows = [
        {
            "x": each.points[0].start.isoformat(),
            "x2": end_of(each.points[-1].start, trend.period).isoformat(),
            "centre": each.limits.centre,
            "low": each.limits.low,
            "high": each.limits.high,
        }
        for each in stretches
    ]
    across = {"x": scales.x | {"field": "x"}, "x2": {"field": "x2"}}
    band = {
        "mark": {"type": "rect", "color": scales.palette.new, "opacity": scales.palette.level_opacity / 3},
        "encoding": across | {"y": scales.share("low"), "y2": {"field": "high"}},
    }
    drawn = [band]
    for name, dash in (("centre", [1, 0]), ("low", [5, 4]), ("high", [5, 4])):
        rule = {"type": "rule", "color": scales.palette.muted, "strokeWidth": 1, "strokeDash": dash}
        drawn.append({"mark": rule, "encoding": across | {"y": scales.share(name)}})
    return [{"data": {"values": rows}} | each for each in drawn]


def _points(trend: Trend, stretches: Sequence[Stretch], scales: Scales) -> list[Spec]:
    palette = scales.palette
    seen = {point.at: point for each in stretches for point in each.points}
    rows: list[Spec] = []
    for at, start in enumerate(trend.starts):
        point = seen.get(at)
        row = {"x": start.isoformat(), "x2": end_of(start, trend.period).isoformat()}
        rows.append(
            middle_of(row)
            | {"share": point.share if point else None, "kind": kind(point) if point else "usual"}
        )
    x = scales.x | {"field": "x"}
    line = {"type": "line", "color": palette.old, "strokeWidth": 1, "strokeJoin": "round"}
    layers: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": line,
            "encoding": {"x": x, "y": scales.share("share", axis=True)},
        }
    ]
    colours = {"better": palette.new, "worse": palette.concern, "usual": palette.old}
    for name, shape in SHAPES.items():
        of_kind = [row for row in rows if row["kind"] == name and row["share"] is not None]
        mark: Spec = {"type": "point", "filled": True, "opacity": 1, "shape": shape}
        mark |= {"size": 26 if name == "usual" else 64, "color": colours[name]}
        encoding = {"x": x, "y": scales.share("share")}
        layers.append({"data": {"values": of_kind}, "mark": mark, "encoding": encoding})
    return layers


def _labels(last: Stretch, scales: Scales, words: Words) -> list[Spec]:
    wanted = [
        (last.limits.high, words.upper),
        (last.limits.centre, words.average),
        (last.limits.low, words.lower),
    ]
    size = scales.frame.font
    heights = apart([scales.height * (1 - value) for value, _name in wanted], size + 5)
    lowered = max(0.0, size / 2 - heights[0])  # above the plot stand the names of marks
    heights = [each + lowered for each in heights]
    layers = []
    for y, (_value, name) in zip(heights, wanted, strict=True):
        text = text_mark(name, size, scales.palette.muted, align="left", baseline="middle")
        place = {"x": {"value": scales.frame.plot_width + 8}, "y": {"value": y}}
        layers.append(text | {"data": one_row(), "encoding": place})
    return layers
