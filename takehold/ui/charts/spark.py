"""A trend in the size of a word."""

from __future__ import annotations

from takehold.analysis.facts import Trend
from takehold.ui.charts.frame import SCHEMA, Spec
from takehold.ui.charts.palette import PAGE, Palette
from takehold.ui.charts.rows import rows_of


def spark(trend: Trend, *, width: int = 168, height: int = 40, palette: Palette = PAGE) -> Spec:
    """The same in the size of a word, without axes: new way solid, old way dashed, the last point as a dot."""
    rows = rows_of(trend)
    used = [row for row in rows if row["used"]]
    x = {"field": "x", "type": "temporal", "scale": {"type": "utc"}, "axis": None}

    def line(name: str, colour: str, dash: list[int]) -> Spec:
        y = {"field": name, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
        mark = {"type": "line", "color": colour, "strokeWidth": 2, "strokeDash": dash, "clip": False}
        return {"data": {"values": used}, "mark": mark, "encoding": {"x": x, "y": y}}

    layers = [line("new", palette.new, [1, 0])]
    if trend.old_way is not None:
        layers.insert(0, line("old", palette.old, [3, 3]))
    dot = {"type": "point", "filled": True, "size": 36, "color": palette.new, "opacity": 1}
    y = {"field": "new", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
    layers.append({"data": {"values": used[-1:]}, "mark": dot, "encoding": {"x": x, "y": y}})
    return {
        "$schema": SCHEMA,
        "width": width - 10,
        "height": height - 10,
        "autosize": {"type": "none"},
        "padding": 5,
        "background": palette.ground,
        "layer": layers,
        "config": {"view": {"stroke": None}},
    }
