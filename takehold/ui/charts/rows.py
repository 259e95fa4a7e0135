"""A trend as rows of a specification, and the scales that all layers share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from takehold.analysis.facts import Trend
from takehold.ui.charts.frame import Frame, Spec
from takehold.ui.charts.palette import Palette
from takehold.ui.charts.timeaxis import end_of


@dataclass(frozen=True, slots=True)
class Scales:
    """What every layer of one chart shares: sizes, colours, the time channel (without its field)."""

    frame: Frame
    palette: Palette
    shares: int
    height: int
    x: Spec

    def share(self, field_name: str, *, axis: bool = False) -> Spec:
        """The channel of a share, 0 to 1 on the upper part of the height."""
        shown = {
            "values": [0, 0.25, 0.5, 0.75, 1],
            "labelExpr": "format(datum.value * 100, '.0f') + ' %'",
            "grid": True,
            "title": None,
        }
        scale = {"domain": [0, 1], "range": [self.shares, 0]}
        return {"field": field_name, "type": "quantitative", "scale": scale, "axis": shown if axis else None}


def rows_of(trend: Trend) -> list[Spec]:
    """One row a period: its days, chances, shares (None without chances) and whether it is used."""
    old = trend.old_way or (0,) * len(trend.starts)
    return [
        {
            "x": start.isoformat(),
            "x2": end_of(start, trend.period).isoformat(),
            "n": chances,
            "new": new / chances if chances else None,
            "old": was / chances if chances and trend.old_way is not None else None,
            "used": used,
        }
        for start, chances, new, was, used in zip(
            trend.starts, trend.chances, trend.new_way, old, trend.used, strict=True
        )
    ]


def middle_of(row: Spec) -> Spec:
    """A period's value stands in its middle, its bar and its grey stretch cover all of it."""
    first, last = date.fromisoformat(row["x"]), date.fromisoformat(row["x2"])
    return row | {"x": (first + (last - first) / 2).isoformat()}
