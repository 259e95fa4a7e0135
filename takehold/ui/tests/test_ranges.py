"""Ranges side by side: exactly as told, with a mark where too few were read, and labels that cannot break out."""

from __future__ import annotations

import json

import pytest

from takehold.ui import charts, drawing
from takehold.ui.charts.ranges import Range, range_chart

TOLD = [Range("January", 0.1, 0.3), Range("February", None, None), Range("March", 0.2, 0.45)]


def test_each_period_is_a_bar_from_its_low_to_its_high() -> None:
    bars, marks = range_chart(TOLD)["layer"]
    assert bars["data"]["values"] == [{"at": 0, "low": 0.1, "high": 0.3}, {"at": 2, "low": 0.2, "high": 0.45}]
    assert marks["data"]["values"] == [{"at": 1}]
    assert bars["encoding"]["y"]["scale"]["domain"][0] == 0


def test_so_many_labels_as_fit_and_always_the_last() -> None:
    many = [Range(f"Month number {n}", 0.1, 0.2) for n in range(24)]
    shown = range_chart(many, frame=charts.NARROW)["layer"][0]["encoding"]["x"]["axis"]["values"]
    assert shown[-1] == 23
    assert len(shown) < 5
    assert range_chart(TOLD)["layer"][0]["encoding"]["x"]["axis"]["values"] == [0, 1, 2]


def test_a_label_is_text_whatever_is_in_it() -> None:
    spec = range_chart([Range("a'}); alert(1); ({'", 0.1, 0.2)])
    assert "alert(" not in json.dumps(spec)


def test_it_is_drawn_with_its_description() -> None:
    drawn = drawing.svg(range_chart(TOLD, description="Ranges of a theme"))
    assert 'aria-label="Ranges of a theme"' in drawn
    assert "March" in drawn


def test_without_a_period_there_is_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one"):
        range_chart([])
