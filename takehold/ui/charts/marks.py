"""What happened on a day, drawn as a thin line with its name above the chart: go-live, a form changed, an outage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

from takehold.ui.charts.frame import Frame
from takehold.ui.charts.palette import Palette

ROWS = 3
LONGEST = 36
LETTER = 0.5
"""Mean width of a letter, as a share of the size of the type."""
CLOSE = 12
"""Lines nearer to each other than this, in pixels, are one line: side by side they are a bar that hides the curve."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A day and its short name. ``rank``: where names are in each other's way the lower one keeps its own."""

    on: date
    text: str
    rank: int = 0


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
        top = 0 if mark.row is None else at - frame.font + 2
        ends = {"x": {"value": mark.x}, "y": {"value": top}, "y2": {"value": "height"}}
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
    """By rank and from right to left, each name in the lowest row where nothing is in the way.

    An earlier name so stands higher than a later one that it would touch, and no line ever runs through a name. What
    happened within a few pixels is one line with the name that ranks first and how many more there are. A name that fits
    nowhere is cut short; where not even that helps, the line ends at the plot and the list below has the name.
    """
    done: list[Placed] = []
    for x, mark, more in sorted(_bunches(marks, span, frame), key=lambda each: (each[1].rank, -each[0])):
        tail = f" +{more}" if more else ""
        cut = _short(mark.text, frame.plot_width + frame.right - x, frame.font, tail)
        row, room = _row(x, cut, done, frame)
        if room is not None:
            cut = _short(mark.text, room, frame.font, tail)
            row = row if _wide(cut, frame) <= room else None
        done.append(Placed(x, cut, row))
    return tuple(sorted(done, key=lambda each: each.x))


def _bunches(
    marks: Sequence[Annotation], span: tuple[date, date], frame: Frame
) -> list[tuple[float, Annotation, int]]:
    """Where each line stands, what ranks first of what happened there, and how many more things did."""
    first, last = span
    found: list[tuple[float, Annotation, int]] = []
    for mark in sorted(marks, key=lambda mark: mark.on):
        if not first <= mark.on < last:
            continue
        x = round((mark.on - first).days / (last - first).days * frame.plot_width, 1)
        if found and x - found[-1][0] < CLOSE:
            at, before, more = found.pop()
            found.append((at, min(before, mark, key=lambda each: each.rank), more + 1))
        else:
            found.append((x, mark, 0))
    return found


def _row(x: float, text: str, done: Sequence[Placed], frame: Frame) -> tuple[int | None, float | None]:
    """The lowest row where the text fits; else the row with the most room, and that room in pixels; None: there is none."""
    rooms = [_room(x, row, done, frame) for row in range(ROWS)]
    for row, room in enumerate(rooms):
        if _wide(text, frame) <= room:
            return row, None
    most = max(rooms)
    return (rooms.index(most), most) if most > 0 else (None, None)


def _room(x: float, row: int, done: Sequence[Placed], frame: Frame) -> float:
    """To the next line on the right that reaches this row; none where the own line would run through a name."""
    if any(
        other.row is not None and other.row <= row and other.x < x < other.x + _wide(other.text, frame)
        for other in done
    ):
        return -inf
    return min(
        (other.x - x for other in done if other.row is not None and other.row >= row and other.x >= x),
        default=inf,
    )


def _wide(text: str, frame: Frame) -> float:
    return len(text) * frame.font * LETTER + 8


def _short(text: str, room: float, font: int, tail: str) -> str:
    most = min(LONGEST, max(8, int((room - 9) / (font * LETTER)))) - len(tail)
    return (text if len(text) <= most else text[: most - 1].rstrip() + "…") + tail
