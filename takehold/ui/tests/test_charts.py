from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis.facts import Period, Trend
from takehold.ui import charts
from takehold.ui.charts import labels
from takehold.ui.charts.palette import LIGHT
from takehold.ui.tests.drawn import HISTORY, trend


def lines(spec):
    return [
        layer
        for layer in spec["layer"]
        if isinstance(layer.get("mark"), dict) and layer["mark"]["type"] == "line"
    ]


def texts(spec):
    return [
        layer["mark"]["text"]
        for layer in spec["layer"]
        if isinstance(layer.get("mark"), dict) and layer["mark"]["type"] == "text"
    ]


def test_new_way_is_solid_and_the_old_way_dashed_beside_it():
    old, new = lines(charts.share_chart(trend(), HISTORY))
    assert "strokeDash" not in new["mark"]
    assert old["mark"]["strokeDash"]
    assert len(lines(charts.share_chart(trend(old=False), HISTORY))) == 1


def test_shares_start_at_zero():
    new = lines(charts.share_chart(trend(), HISTORY))[-1]
    assert new["encoding"]["y"]["scale"]["domain"] == [0, 1]


def test_unused_periods_are_greyed_and_break_the_line():
    spec = charts.share_chart(trend(unused=(3, 4)), HISTORY)
    assert len(spec["layer"][0]["data"]["values"]) == 2
    values = lines(spec)[-1]["data"]["values"]
    assert [at for at, row in enumerate(values) if row["new"] is None] == [3, 4]


def test_lines_are_named_where_they_end_and_the_target_too():
    assert {"new way", "old way", "target 95 %", "chances"} <= set(
        texts(charts.share_chart(trend(), HISTORY, target=0.95))
    )


def test_the_picture_has_exactly_the_size_asked_for():
    for frame in (charts.WIDE, charts.NARROW, charts.SLIDE):
        spec = charts.share_chart(trend(), HISTORY, frame=frame)
        padding = spec["padding"]
        assert spec["width"] + padding["left"] + padding["right"] == frame.width
        assert spec["height"] + padding["top"] + padding["bottom"] == frame.height


def test_levels_outside_the_picture_are_left_out():
    short = trend(4)
    spec = charts.share_chart(short, HISTORY)
    rules = [
        row
        for layer in spec["layer"]
        if isinstance(layer.get("mark"), dict) and layer["mark"]["type"] == "rule"
        for row in layer["data"]["values"]
    ]
    assert [row["y"] for row in rules] == [0.2]
    assert rules[0]["x2"] == "2025-09-29"


def test_an_empty_series_is_no_chart():
    nothing = Trend(Period.WEEK, (), (), (), None, ())
    with pytest.raises(ValueError, match="at least one period"):
        charts.share_chart(nothing, ())
    assert "No period" in charts.describe(nothing)


def test_a_chart_says_itself_in_a_sentence():
    assert charts.describe(trend()).startswith("Chart of the share taken the new way, by week: 10 %")


def test_the_same_facts_give_the_same_specification():
    first, second = (json.dumps(charts.share_chart(trend(), HISTORY, palette=LIGHT)) for _ in range(2))
    assert first == second
    json.dumps(charts.spark(trend()))


@given(st.lists(st.floats(0, 200), min_size=1, max_size=4), st.floats(1, 30))
def test_labels_keep_their_order_and_their_distance(heights, gap):
    moved = labels.apart(sorted(heights), gap)
    assert moved == sorted(moved)
    if len(moved) == 2:
        assert moved[1] - moved[0] >= gap - 1e-6


def test_a_report_is_drawn_with_its_levels_and_what_is_not_used_in_grey() -> None:
    from takehold.analysis.values import Reported, tell
    from takehold.ui import drawing
    from takehold.ui.charts import value_chart

    first = date(2025, 1, 6)
    rows = {first + timedelta(days=7 * i): [Reported(60.0 + i % 2 - 20 * (i > 9))] for i in range(20)}
    story = tell("x", rows, period=Period.WEEK, as_of=first + timedelta(days=7 * 20 - 3))
    spec = value_chart(story.points, story.history, description="d")
    assert "<svg" in drawing.svg(spec)
    texts = str(spec)
    assert texts.count("strokeWidth': 9") == 1
    unused = spec["layer"][0]["data"]["values"]
    assert unused == [{"x": "2025-05-19", "x2": "2025-05-26"}]
    with pytest.raises(ValueError, match="at least one"):
        value_chart((), ())
