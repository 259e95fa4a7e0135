"""Shares that are known as ranges, one upright bar a period: what is told in steps is not drawn as a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from takehold.ui.charts.frame import WIDE, Frame, Spec
from takehold.ui.charts.palette import PAGE, Palette
from takehold.ui.charts.share import ALWAYS, look

BAR, LEAST = 14, 3
"""Width of a bar, and the height of one that is so sure that it would not be seen, in pixels."""


@dataclass(frozen=True, slots=True)
class Range:
    """One period: its label, and its share between ``low`` and ``high``; None: too few to tell, drawn as a mark below."""

    label: str
    low: float | None
    high: float | None


def range_chart(
    ranges: Sequence[Range], *, frame: Frame = WIDE, palette: Palette = PAGE, description: str = ""
) -> Spec:
    """The ranges side by side, in the order given.

    Raises:
        ValueError: there is no period.
    """
    if not ranges:
        raise ValueError("a chart needs at least one period")
    top, bottom = 14, 34
    height = frame.height - top - bottom
    layers = _layers(ranges, _axis([each.label for each in ranges], frame), height, palette)
    outside = {"left": frame.left, "right": 16, "top": top, "bottom": bottom}
    width = frame.width - frame.left - 16
    spec = {"description": description, "width": width, "height": height, "padding": outside}
    return ALWAYS | spec | look(frame, palette) | {"layer": layers}


def _layers(ranges: Sequence[Range], x: Spec, height: int, palette: Palette) -> list[Spec]:
    """The bars, and a mark at the bottom where too few were read."""
    rows = [
        {"at": at, "low": each.low, "high": each.high}
        for at, each in enumerate(ranges)
        if each.low is not None
    ]
    missing = [{"at": at} for at, each in enumerate(ranges) if each.low is None]
    most = max([each.high for each in ranges if each.high is not None], default=1.0)
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, min(1.0, most * 1.08)], "range": [height, 0], "nice": True},
        "axis": {"format": ".0%", "grid": True, "title": None, "tickCount": 5},
    }
    bar = {"type": "bar", "color": palette.new, "width": BAR, "cornerRadius": 3, "minBandSize": LEAST}
    mark = {
        "type": "point",
        "shape": "diamond",
        "filled": False,
        "color": palette.muted,
        "size": 40,
        "opacity": 1,
    }
    upright = {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}}
    return [
        {"data": {"values": rows}, "mark": bar, "encoding": upright},
        {"data": {"values": missing}, "mark": mark, "encoding": {"x": x, "y": {"value": height}}},
    ]


def _axis(labels: Sequence[str], frame: Frame) -> Spec:
    """Places in a row; so many of them have their label as fit beside each other."""
    width = frame.width - frame.left - 16
    longest = max(len(each) for each in labels) * frame.font * 0.56 + 16
    step = max(1, -(-len(labels) * int(longest) // width))
    shown = {at: each for at, each in enumerate(labels) if (len(labels) - 1 - at) % step == 0}
    pairs = ", ".join(f"'{at}': '{_quoted(each)}'" for at, each in shown.items())
    return {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [-0.5, len(labels) - 0.5], "range": [0, width], "nice": False, "zero": False},
        "axis": {
            "values": list(shown),
            "labelExpr": "({" + pairs + "})[format(datum.value, 'd')]",
            "grid": False,
            "title": None,
            "labelFlush": False,
            "labelOverlap": False,
        },
    }


def _quoted(label: str) -> str:
    """A label inside an expression: its signs mean nothing there."""
    return "".join(
        each if each.isalnum() or each in " .,-–:/" else "’" if each in "'’" else " " for each in label
    )
