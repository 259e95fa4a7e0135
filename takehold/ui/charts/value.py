"""A figure of a performance report over time: the line, its levels, what happened. No chances, no target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from takehold.analysis.values import ValueLevel, ValuePoint
from takehold.ui.charts.frame import WIDE, Frame, Spec, Words
from takehold.ui.charts.marks import Annotation, annotation_layers
from takehold.ui.charts.palette import PAGE, Palette
from takehold.ui.charts.share import ALWAYS, look
from takehold.ui.charts.timeaxis import time_axis

ROOM = 0.08
"""Free space above and below the values, as a share of their range."""


def value_chart(
    points: Sequence[ValuePoint],
    history: Sequence[ValueLevel],
    marks: Sequence[Annotation] = (),
    *,
    frame: Frame = WIDE,
    palette: Palette = PAGE,
    words: Words | None = None,
    description: str = "",
) -> Spec:
    """The value by period. A period that is not used is a hollow point on grey.

    Raises:
        ValueError: there is no point.
    """
    if not points:
        raise ValueError("a chart needs at least one period")
    first, last = points[0].start, points[-1].end + timedelta(days=1)
    names, rows_above = annotation_layers(marks, (first, last), frame, palette)
    room_above = rows_above * (frame.font + 5)
    top = 14 + room_above
    height = frame.height - top - 30 + (room_above if frame.grows else 0)
    x = time_axis(first, last, frame, palette, (words or Words()).months)
    y = _axis(points, height)
    layers: list[Spec] = [
        _unused(points, x, height, palette),
        *_levels(history, (first, last), x, y, palette),
        *names,
        *_line(points, x, y, frame, palette),
    ]
    outside = {"left": frame.left, "right": frame.right, "top": top, "bottom": 30}
    spec = {"description": description, "width": frame.plot_width, "height": height, "padding": outside}
    return ALWAYS | spec | look(frame, palette) | {"layer": layers}


def _axis(points: Sequence[ValuePoint], height: int) -> Spec:
    """From nought where the values come near to it, else from a little below the lowest."""
    values = [point.value.mean for point in points]
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    bottom = 0.0 if 0 <= low <= span else low - ROOM * span
    return {
        "type": "quantitative",
        "scale": {"domain": [bottom, high + ROOM * span], "range": [height, 0], "nice": True},
        "axis": {"grid": True, "title": None, "tickCount": 5},
    }


def _middle(point: ValuePoint) -> str:
    days: int = (point.end - point.start).days
    return (point.start + timedelta(days=(days + 1) // 2)).isoformat()


def _unused(points: Sequence[ValuePoint], x: Spec, height: int, palette: Palette) -> Spec:
    rows = [
        {"x": point.start.isoformat(), "x2": (point.end + timedelta(days=1)).isoformat()}
        for point in points
        if not point.used
    ]
    encoding = {
        "x": x | {"field": "x"},
        "x2": {"field": "x2"},
        "y": {"value": 0},
        "y2": {"value": height},
    }
    mark = {"type": "rect", "color": palette.unused, "opacity": 0.8}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _levels(
    history: Sequence[ValueLevel], span: tuple[date, date], x: Spec, y: Spec, palette: Palette
) -> list[Spec]:
    if len(history) < 2:  # a single level is no step
        return []
    rows = [
        {
            "x": level.start.isoformat(),
            "x2": min(level.to + timedelta(days=1), span[1]).isoformat(),
            "y": level.value,
        }
        for level in history
    ]
    mark = {"type": "rule", "color": palette.new, "opacity": palette.level_opacity, "strokeWidth": 9}
    encoding = {"x": x | {"field": "x"}, "x2": {"field": "x2"}, "y": y | {"field": "y", "axis": None}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _line(points: Sequence[ValuePoint], x: Spec, y: Spec, frame: Frame, palette: Palette) -> list[Spec]:
    rows = [
        {"x": _middle(point), "value": point.value.mean if point.used else None, "all": point.value.mean}
        for point in points
    ]
    across = {"x": x | {"field": "x"}}
    line = {"type": "line", "color": palette.new, "strokeWidth": 2, "strokeJoin": "round"}
    layers: list[Spec] = [
        {"data": {"values": rows}, "mark": line, "encoding": across | {"y": y | {"field": "value"}}}
    ]
    seen = [row for row in rows if row["value"] is not None]
    if len(seen) <= frame.plot_width // 7:
        dot = {"type": "point", "filled": True, "opacity": 1, "size": 18, "color": palette.new}
        encoding = across | {"y": y | {"field": "value", "axis": None}}
        layers.append({"data": {"values": seen}, "mark": dot, "encoding": encoding})
    if faint := [row for row in rows if row["value"] is None]:
        hollow = {"type": "point", "filled": False, "size": 18, "color": palette.muted, "opacity": 0.7}
        encoding = across | {"y": y | {"field": "all", "axis": None}}
        layers.append({"data": {"values": faint}, "mark": hollow, "encoding": encoding})
    return layers
