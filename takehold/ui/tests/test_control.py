from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from takehold.analysis.control_chart import stretches
from takehold.analysis.facts import Level, Period, Trend
from takehold.ui import charts, drawing

SHARES = (80, 84, 79, 82, 81, 83, 80, 82, 79, 81, 83, 80, 60, 98)
HISTORY = (
    Level(date(2025, 9, 1), date(2025, 11, 23), 1200, 0.81, None),
    Level(date(2025, 11, 24), date(2025, 12, 7), 200, 0.79, None),
)


def series(unused: tuple[int, ...] = ()) -> Trend:
    starts = tuple(date(2025, 9, 1) + timedelta(weeks=at) for at in range(len(SHARES)))
    used = tuple(at not in unused for at in range(len(SHARES)))
    return Trend(Period.WEEK, starts, (100,) * len(SHARES), SHARES, None, used)


def spec(unused: tuple[int, ...] = (), **more):
    trend = series(unused)
    return charts.control_chart(trend, stretches(trend, HISTORY), **more)


def points(drawn, shape):
    return [
        row
        for layer in drawn["layer"]
        if isinstance(layer.get("mark"), dict) and layer["mark"].get("shape") == shape
        for row in layer["data"]["values"]
    ]


def test_what_stands_out_is_told_by_its_shape():
    drawn = spec()
    assert [row["share"] for row in points(drawn, "triangle-down")] == [0.6]
    assert [row["share"] for row in points(drawn, "triangle-up")] == [0.98]
    assert len(points(drawn, "circle")) == 12


def test_a_period_that_is_not_used_is_no_point():
    drawn = spec(unused=(12,))
    assert points(drawn, "triangle-down") == []
    assert len(points(drawn, "circle")) + len(points(drawn, "triangle-up")) == 13


def test_the_picture_has_exactly_the_size_asked_for_and_can_be_drawn():
    for frame in (charts.WIDE, charts.NARROW, charts.SLIDE):
        drawn = spec(frame=frame, title=("Title", "Under it"))
        padding = drawn["padding"]
        assert drawn["width"] + padding["left"] + padding["right"] == frame.width
        assert drawn["height"] + padding["top"] + padding["bottom"] == frame.height
    assert drawing.svg(spec(description="A control chart")).startswith("<svg")
    assert json.dumps(spec()) == json.dumps(spec())


def test_without_limits_there_is_no_chart():
    with pytest.raises(ValueError, match="at least one stretch"):
        charts.control_chart(series(), ())
