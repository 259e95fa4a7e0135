"""The control chart of a behaviour: its first line, what its table says, its picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takehold.analysis import control_chart
from takehold.analysis.control import NHS_RULES, Trend
from takehold.overview.queries import control
from takehold.overview.tests import made_up
from takehold.people import queries as people
from takehold.people.facts import Sight

pytestmark = pytest.mark.django_db
ADDRESS = "/changes/handover/evidence/handover/control/"


@pytest.fixture
def change(below, monkeypatch):
    monkeypatch.setattr(people, "sight", lambda **_: Sight(None, (), ()))
    return below


def test_a_ward_that_slides_is_marked_and_one_that_holds_is_not(change, reader):
    slides = reader.get(ADDRESS + "?unit=ward-1-1").content.decode()
    assert "Each of the last 8 points is worse than chance explains." in slides
    assert "below the lower limit" in slides
    holds = reader.get(ADDRESS + "?unit=ward-7-7").content.decode()
    assert "The last 8 points vary as chance does: between" in holds


def test_the_table_has_every_point_of_the_picture(change, reader):
    html = reader.get(ADDRESS).content.decode()
    trend, found = control.charted(made_up.judged().whole)
    assert html.count('<th scope="row">') == sum(len(each.points) for each in found) > 40
    assert html.count("<svg") >= 2
    assert sum(trend.used) == sum(len(each.points) for each in found)


def test_too_few_periods_are_said_and_not_drawn(change, reader):
    html = reader.get(ADDRESS + "?unit=ward-4-4").content.decode()
    assert "a control chart needs at least 6." in html
    assert "chart__picture" not in html
    assert reader.get(ADDRESS.replace("control/", "control.png") + "?unit=ward-4-4").status_code == 404


def test_the_picture_for_a_slide_is_a_picture_of_that_series(change, reader):
    whole = reader.get(ADDRESS.replace("control/", "control.png"))
    ward = reader.get(ADDRESS.replace("control/", "control.png") + "?unit=ward-1-1")
    assert whole.content[:8] == ward.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert whole.content != ward.content
    assert "handover-handover-control.png" in whole["Content-Disposition"]


def test_a_unit_that_one_may_not_read_is_not_there(change, reader):
    assert reader.get(ADDRESS + "?unit=ward-99-99").status_code == 404
    empty = made_up.standing(empty=True)
    change.changes["handover"] = (made_up.initiative(), (empty,))
    assert reader.get(ADDRESS).status_code == 404


def test_both_sides_are_told_apart_in_the_first_line():
    trend, found = control.charted(made_up.judged().units[0])
    last = found[-1]
    sides = [control_chart.Signal("outside_limits", above) for above in (True, False)]
    points = (
        *last.points[:-2],
        *(replace(p, signal=s) for p, s in zip(last.points[-2:], sides, strict=True)),
    )
    quiet = [replace(p, signal=None) for p in points[:-2]]
    told = control.answer(trend, (replace(last, points=(*quiet, *points[-2:])),))
    assert (
        told == "Of the last 8 points 1 differ for the better and 1 for the worse from what chance explains."
    )


def test_every_rule_has_words_for_both_sides():
    names = {rule.name for rule in NHS_RULES}
    assert set(control.rules()) == {(name, above) for name in names for above in (True, False)}
    assert any(isinstance(rule, Trend) for rule in NHS_RULES)
