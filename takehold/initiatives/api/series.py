"""A series as a control chart, for programs."""

from __future__ import annotations

from typing import Any

from takehold.analysis.control_chart import stretches
from takehold.analysis.facts import UnitVerdict
from takehold.evidence.verdict_json import digits
from takehold.ui import charts


def control_chart(verdict: UnitVerdict) -> dict[str, Any]:
    """The points that pages draw, oldest first, each under the limits that hold for it."""
    trend = charts.coarser(verdict.trend)
    return {
        "team": verdict.unit,
        "period": trend.period.value,
        "points": [
            {
                "from": point.start.isoformat(),
                "chances": trend.chances[point.at],
                "new_way": trend.new_way[point.at],
                "rate": digits(point.share),
                "limits": [digits(each.limits.low), digits(each.limits.high)],
                "average": digits(each.limits.centre),
                "limits_rest_on": each.resting_on,
                "rule": point.signal.rule if point.signal else None,
                "side": charts.kind(point),
            }
            for each in stretches(trend, verdict.history)
            for point in each.points
        ],
    }
