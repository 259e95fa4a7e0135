"""The layers of a share chart: grey stretches, bars of chances, levels, target, lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from takehold.analysis.facts import Level, Trend
from takehold.ui.charts.frame import Spec
from takehold.ui.charts.labels import one_row, text_mark
from takehold.ui.charts.rows import Scales, middle_of, rows_of


def unused_layer(trend: Trend, scales: Scales) -> Spec:
    """Grey behind the periods that are not used."""
    rows = [row for row in rows_of(trend) if not row["used"]]
    mark = {"type": "rect", "color": scales.palette.unused, "opacity": 0.8}
    encoding = {
        "x": scales.x | {"field": "x"},
        "x2": {"field": "x2"},
        "y": {"value": 0},
        "y2": {"value": scales.shares},
    }
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def bars_layer(trend: Trend, scales: Scales) -> Spec:
    """Chances as small bars below, with their highest number."""
    gap = min(0.25, 2 * len(trend.starts) / scales.frame.plot_width)
    rows = []
    for row in rows_of(trend):
        first, last = date.fromisoformat(row["x"]), date.fromisoformat(row["x2"])
        inset = (last - first).total_seconds() * gap / 2
        rows.append(
            row
            | {
                "x": int(_millis(first) + inset * 1000),
                "x2": int(_millis(last) - inset * 1000),
                "zero": 0,
            }
        )
    top = scales.height - scales.frame.bars
    y: Spec = {"field": "n", "type": "quantitative", "axis": None}
    y["scale"] = {"range": [scales.height, top], "domainMin": 0, "nice": False}
    colour = {"condition": {"test": "datum.used", "value": scales.palette.old}, "value": scales.palette.line}
    encoding = {"x": scales.x | {"field": "x"}, "x2": {"field": "x2"}, "y": y, "y2": {"field": "zero"}}
    bars = {"mark": {"type": "rect", "opacity": 0.4}, "encoding": encoding | {"color": colour}}
    most = max(trend.chances, default=0)
    label = text_mark(
        str(most), scales.frame.font - 1, scales.palette.muted, align="right", baseline="middle"
    )
    return {
        "data": {"values": rows},
        "layer": [
            bars,
            label | {"encoding": {"x": {"value": -8}, "y": {"value": top + 6}}, "data": one_row()},
        ],
    }


def _millis(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def levels_layer(history: Sequence[Level], first: date, last: date, scales: Scales) -> list[Spec]:
    """The levels of the history as broad pale steps."""
    rows = [
        {
            "x": max(level.start, first).isoformat(),
            "x2": min(level.to + timedelta(days=1), last).isoformat(),
            "y": level.rate,
        }
        for level in history
        if level.to >= first and level.start < last
    ]
    if not rows:
        return []
    mark = {
        "type": "rule",
        "color": scales.palette.new,
        "opacity": scales.palette.level_opacity,
        "strokeWidth": 9,
    }
    encoding = {"x": scales.x | {"field": "x"}, "x2": {"field": "x2"}, "y": scales.share("y")}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def target_layer(target: float | None, scales: Scales) -> list[Spec]:
    """The agreed share as a dotted line."""
    if target is None:
        return []
    rule = {"type": "rule", "color": scales.palette.muted, "strokeWidth": 1, "strokeDash": [2, 3]}
    return [{"data": {"values": [{"y": target}]}, "mark": rule, "encoding": {"y": scales.share("y")}}]


def lines_layer(trend: Trend, scales: Scales) -> list[Spec]:
    """The two lines, their points, and hollow points for what is not used."""
    rows = [middle_of(row) for row in rows_of(trend)]
    seen = [row if row["used"] else row | {"new": None, "old": None} for row in rows]
    faint = [row for row in rows if not row["used"] and row["new"] is not None]
    palette = scales.palette
    layers: list[Spec] = []
    if trend.old_way is not None:
        layers.append(_line(seen, "old", palette.old, scales, dash=[5, 4]))
    layers.append(_line(seen, "new", palette.new, scales, axis=True))
    dot = {"type": "point", "filled": True, "opacity": 1}
    x = scales.x | {"field": "x"}
    points = [row for row in seen if row["new"] is not None]
    if len(points) <= scales.frame.plot_width // 7:
        encoding = {"x": x, "y": scales.share("new")}
        mark = dot | {"size": 18, "color": palette.new}
        layers.append({"data": {"values": points}, "mark": mark, "encoding": encoding})
    hollow = {"type": "point", "filled": False, "size": 18, "color": palette.muted, "opacity": 0.7}
    if faint:
        encoding = {"x": x, "y": scales.share("new")}
        layers.append({"data": {"values": faint}, "mark": hollow, "encoding": encoding})
    return layers


def _line(
    rows: list[Spec], name: str, colour: str, scales: Scales, *, axis: bool = False, dash: Any = None
) -> Spec:
    mark: Spec = {"type": "line", "color": colour, "strokeWidth": 2, "strokeJoin": "round"}
    if dash:
        mark["strokeDash"] = dash
    encoding = {"x": scales.x | {"field": "x"}, "y": scales.share(name, axis=axis)}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
