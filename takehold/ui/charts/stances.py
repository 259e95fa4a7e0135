"""How groups stand to statements: a row a statement, in it a lying bar a group, from the lowest to the highest share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from takehold.ui.charts.frame import WIDE, Frame, Spec
from takehold.ui.charts.palette import PAGE, Palette
from takehold.ui.charts.share import ALWAYS, look

BAR, STEP, GAP, LEAST = 8, 15, 14, 4
"""Height of a bar, from one bar to the next, between two rows, and the width of a bar that is so sure as to vanish."""
NAMED: Final = 22
"""Room for the letters of groups beside their bars, in pixels."""


@dataclass(frozen=True, slots=True)
class Stance:
    """One group's share on one statement, between ``low`` and ``high`` (0 to 1). ``name``: of the group, empty: all."""

    low: float
    high: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stances:
    """One statement: its label, how each group stands to it, and whether it is ``common`` ground or opinion ``divides``."""

    label: str
    groups: tuple[Stance, ...]
    common: bool = False
    divides: bool = False


def stances_chart(
    rows: Sequence[Stances], *, frame: Frame = WIDE, palette: Palette = PAGE, description: str = ""
) -> Spec:
    """The statements below each other, in the order given; as high as they need.

    Raises:
        ValueError: there is no statement.
    """
    if not rows:
        raise ValueError("a chart needs at least one statement")
    top, bottom = 8, 30
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row.groups) * STEP + GAP)
    height, width = starts[-1], frame.width - frame.left - NAMED
    layers = [
        _lines(starts, palette),
        *_bars(rows, starts, width, palette, frame),
        _labels(rows, starts, palette, frame),
    ]
    outside = {"left": frame.left, "right": NAMED, "top": top, "bottom": bottom}
    spec = {"description": description, "width": width, "height": height, "padding": outside}
    return ALWAYS | spec | look(frame, palette) | {"layer": layers}


def _bars(
    rows: Sequence[Stances], starts: Sequence[int], width: int, palette: Palette, frame: Frame
) -> list[Spec]:
    """The bars, coloured by what they say together, and the letters of groups beside them."""
    colours = {"common": palette.new, "divides": palette.concern, "other": palette.old}
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": None,
    }
    name = {
        "type": "text", "align": "left", "baseline": "middle", "dx": 5, "dy": BAR // 2 + 1, "fontSize": frame.font - 1,
        "color": palette.ink,
    }  # fmt: skip
    x, y = _share(width), {"field": "top", "type": "quantitative", "scale": None, "axis": None}
    box = {"x": x, "x2": {"field": "high"}, "y": y, "y2": {"field": "under"}, "color": colour}
    where = {"x": x | {"field": "high"}, "y": y, "text": {"field": "name"}}
    data = {"values": _values(rows, starts, width)}
    return [
        {"data": data, "mark": {"type": "rect", "cornerRadius": 3}, "encoding": box},
        {"data": data, "mark": name, "encoding": where},
    ]


def _values(rows: Sequence[Stances], starts: Sequence[int], width: int) -> list[Spec]:
    return [
        {
            "low": min(each.low, each.high - LEAST / width),
            "high": each.high,
            "top": start + GAP // 2 + at * STEP + (STEP - BAR) // 2,
            "under": start + GAP // 2 + at * STEP + (STEP + BAR) // 2,
            "name": each.name,
            "kind": "common" if row.common else "divides" if row.divides else "other",
        }
        for row, start in zip(rows, starts, strict=False)
        for at, each in enumerate(row.groups)
    ]


def _share(width: int) -> Spec:
    return {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": [0, width]},
        "axis": {
            "values": [0, 0.25, 0.5, 0.75, 1],
            "labelExpr": "format(datum.value * 100, '.0f') + ' %'",
            "grid": True,
            "title": None,
            "labelFlush": True,
        },
    }


def _lines(starts: Sequence[int], palette: Palette) -> Spec:
    """A hair between two statements."""
    values = [{"at": each} for each in starts[1:-1]]
    y = {"field": "at", "type": "quantitative", "scale": None, "axis": None}
    return {"data": {"values": values}, "mark": {"type": "rule", "color": palette.line}, "encoding": {"y": y}}


def _labels(rows: Sequence[Stances], starts: Sequence[int], palette: Palette, frame: Frame) -> Spec:
    values = [
        {"at": start + (GAP + len(row.groups) * STEP) / 2, "label": row.label}
        for row, start in zip(rows, starts, strict=False)
    ]
    mark = {
        "type": "text", "align": "right", "baseline": "middle", "dx": -10, "fontSize": frame.font, "color": palette.ink,
    }  # fmt: skip
    y = {"field": "at", "type": "quantitative", "scale": None, "axis": None}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "label"}},
    }
