"""What happened on a day, drawn as a thin line with its name above the chart: go-live, a form changed, an outage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from takehold.ui.charts.frame import Frame
from takehold.ui.charts.palette import Palette

ROWS = 3
LONGEST = 36
LETTER = 0.5
"""Mean width of a letter, as a share of the size of the type."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A day and its short name."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mark's line stands (pixels from the left), what its name reads, in which row (0 lowest, None: no name)."""

    x: float
    text: str
    row: int | None


def annotation_layers(
    marks: Sequence[Annotation], span: tuple[date, date], frame: Frame, palette: Palette
) -> tuple[list[dict[str, Any]], int]:
    """Layers for the marks inside ``span`` (its end exclusive), and how many rows of names they need."""
    placed = place(marks, span, frame)
    layers: list[dict[str, Any]] = []
    for mark in placed:
        at = -4 - (mark.row or 0) * (frame.font + 5)
        rule = {"type": "rule", "color": palette.muted, "strokeWidth": 1, "opacity": 0.7}
        ends = {"x": {"value": mark.x}, "y": {"value": at - frame.font + 2}, "y2": {"value": "height"}}
        layers.append({"data": {"values": [{}]}, "mark": rule, "encoding": ends})
        if mark.row is not None:
            text: dict[str, Any] = {
                "type": "text",
                "text": mark.text,
                "align": "left",
                "baseline": "bottom",
                "clip": False,
            }
            text |= {"fontSize": frame.font - 1, "color": palette.ink, "dx": 4}
            spot = {"x": {"value": mark.x}, "y": {"value": at + 2}}
            layers.append({"data": {"values": [{}]}, "mark": text, "encoding": spot})
    return layers, 1 + max((mark.row for mark in placed if mark.row is not None), default=-1)


def place(marks: Sequence[Annotation], span: tuple[date, date], frame: Frame) -> tuple[Placed, ...]:
    """From right to left, each name in the lowest row where nothing to its right is in the way.

    An earlier name so stands higher than a later one that it would touch, and no line ever runs through a name.
    A name that fits nowhere is cut short; where not even that helps, the line stays and the list below has the name.
    """
    first, last = span
    inside = sorted(
        (mark for mark in marks if first <= mark.on < last), key=lambda mark: mark.on, reverse=True
    )
    done: list[Placed] = []
    for mark in inside:
        x = round((mark.on - first).days / (last - first).days * frame.plot_width, 1)
        text = _short(mark.text, frame.plot_width + frame.right - x, frame.font)
        row = _row(x, text, done, frame)
        if row is None and done:
            text = _short(mark.text, done[-1].x - x, frame.font)
            row = _row(x, text, done, frame)
        done.append(Placed(x, text, row))
    return tuple(reversed(done))


def _row(x: float, text: str, done: Sequence[Placed], frame: Frame) -> int | None:
    end = x + len(text) * frame.font * LETTER + 8
    fitting = (
        row
        for row in range(ROWS)
        if all(end <= other.x for other in done if other.row is None or other.row >= row)
    )
    return next(fitting, None)


def _short(text: str, room: float, font: int) -> str:
    most = min(LONGEST, max(8, int((room - 9) / (font * LETTER))))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
