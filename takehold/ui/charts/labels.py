"""Names of lines at their right end, in place of a legend."""

from __future__ import annotations

from typing import Any

from takehold.analysis.facts import Trend
from takehold.ui.charts.frame import Spec, Words
from takehold.ui.charts.rows import Scales, rows_of


def end_labels(trend: Trend, target: float | None, scales: Scales, words: Words) -> list[Spec]:
    """Direct labels at the right end instead of a legend, moved apart where lines end close together."""
    ends = [row for row in rows_of(trend) if row["used"] and row["n"]]
    wanted: list[tuple[float, str, str, int]] = []
    if ends:
        wanted.append((ends[-1]["new"], words.new_way, scales.palette.new, 600))
        if ends[-1]["old"] is not None:
            wanted.append((ends[-1]["old"], words.old_way, scales.palette.old, 600))
    if target is not None:
        short = scales.frame.right < 90
        name = words.target if short else f"{words.target} {round(target * 100)} %"
        wanted.append((target, name, scales.palette.muted, 400))
    size = scales.frame.font
    wanted.sort(key=lambda label: -label[0])
    heights = apart([scales.shares * (1 - label[0]) for label in wanted], size + 5)
    below = (scales.height - scales.frame.bars / 2, words.chances, scales.palette.muted, 400)
    placed = [(y, *label[1:]) for y, label in zip(heights, wanted, strict=True)]
    layers = []
    for y, name, colour, weight in [*placed, below]:
        label = text_mark(name, size, colour, align="left", baseline="middle", weight=weight)
        place = {"x": {"value": scales.frame.plot_width + 8}, "y": {"value": y}}
        layers.append(label | {"data": one_row(), "encoding": place})
    return layers


def apart(heights: list[float], gap: float) -> list[float]:
    """Heights in falling order of share, moved so that neighbours are at least ``gap`` apart, as little as it takes."""
    moved = list(heights)
    for _pass in range(len(moved)):
        for at in range(len(moved) - 1):
            short = gap - (moved[at + 1] - moved[at])
            if short > 0:
                moved[at] -= short / 2
                moved[at + 1] += short / 2
    return moved


def one_row() -> Spec:
    """Data of one row, for what has its place given."""
    return {"values": [{}]}


def text_mark(text: Any, size: int, colour: str, *, align: str, baseline: str, weight: int = 400) -> Spec:
    """A text, without its place."""
    mark = {"type": "text", "fontSize": size, "color": colour, "align": align, "baseline": baseline}
    return {"mark": mark | {"text": text, "fontWeight": weight, "clip": False}}
