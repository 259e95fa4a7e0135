"""How groups stand to statements, drawn: exactly as told, each statement in its own row, the letters beside the bars."""

from __future__ import annotations

import pytest

from takehold.ui import charts, drawing
from takehold.ui.charts.stances import Stance, Stances, stances_chart

TOLD = [
    Stances("1", (Stance(0.75, 0.89, "A"), Stance(0.9, 1.0, "B")), common=True),
    Stances("2", (Stance(0.0, 0.1, "A"), Stance(0.75, 0.89, "B")), divides=True),
    Stances("3", (Stance(0.25, 0.49, "A"), Stance(0.5, 0.5, "B"))),
]


def test_each_group_is_a_bar_from_its_low_to_its_high_in_the_row_of_its_statement() -> None:
    bars = stances_chart(TOLD)["layer"][1]["data"]["values"]
    assert [(each["low"], each["high"], each["name"], each["kind"]) for each in bars[:4]] == [
        (0.75, 0.89, "A", "common"),
        (0.9, 1.0, "B", "common"),
        (0.0, 0.1, "A", "divides"),
        (0.75, 0.89, "B", "divides"),
    ]
    assert bars[5]["low"] < bars[5]["high"] == 0.5, "what is sure is still seen"
    tops = [each["top"] for each in bars]
    assert tops == sorted(set(tops))


def test_the_picture_is_as_high_as_its_statements_need() -> None:
    assert stances_chart(TOLD)["height"] > stances_chart(TOLD[:1])["height"]


def test_it_is_drawn_with_its_description_and_a_label_is_text_whatever_is_in_it() -> None:
    odd = [Stances("a'}); alert(1); ({'", (Stance(0.1, 0.2, "<b>"),))]
    drawn = drawing.svg(stances_chart(odd, description="How all stand", frame=charts.NARROW))
    assert 'aria-label="How all stand"' in drawn
    assert "alert(1)" in drawn
    assert "<b>" not in drawn


def test_without_a_statement_there_is_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one"):
        stances_chart([])
