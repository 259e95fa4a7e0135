"""What a team is asked for, and for how long something stands on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import NOW
from takehold.initiatives import operations
from takehold.initiatives import queries as initiatives
from takehold.overview.tests import made_up
from takehold.overview.views import team
from takehold.people.facts import Viewer
from takehold.ui.numbers import percent

SLIDING = made_up.standing()
ALERT = made_up.alert(SLIDING.units[0].verdict, 1)
LINE = made_up.line(SLIDING)
NURSE = Viewer(99, "Nora Nurse", (), made_up.TODAY)


def test_a_line_is_asked_for_while_a_slip_has_neither_line_nor_answer_nor_end():
    assert team.asks(ALERT)
    for said in (
        {"line": "The form."}, {"resolution": "real"}, {"tier": "watch"}, {"closed_on": made_up.TODAY},
    ):  # fmt: skip
        assert not team.asks(replace(ALERT, **said))
    assert "ask for a line" in team.answer((LINE,), [ALERT], NURSE)
    assert team.answer((LINE,), [replace(ALERT, resolution="real")], NURSE).endswith(
        "Nothing is asked of you."
    )


def test_what_ended_long_ago_is_not_shown_for_ever():
    assert team.fresh(ALERT, made_up.TODAY)
    assert team.fresh(replace(ALERT, closed_on=made_up.TODAY - timedelta(days=14)), made_up.TODAY)
    assert not team.fresh(replace(ALERT, closed_on=made_up.TODAY - timedelta(days=15)), made_up.TODAY)


def test_a_lead_is_not_told_that_every_change_concerns_the_own_team():
    assert team.answer((LINE,), [], NURSE).startswith("1 change concerns your team.")
    lead = replace(NURSE, person_id=LINE.initiative.lead.id)
    assert team.answer((LINE,), [], lead).startswith("1 change is yours or concerns your team.")


def test_nothing_is_asked_is_never_said_while_a_survey_waits():
    said = team.answer((LINE,), [], NURSE, 1)
    assert said == "1 change concerns your team. 1 survey waits for you."
    assert team.answer((LINE,), [ALERT], NURSE, 2).endswith("line from you. 2 surveys wait for you.")
    assert team.answer((), [], NURSE, 1) == "1 survey waits for you."
    assert team.answer((), [], NURSE) == ""


@pytest.fixture
def told(house, change):
    """The change with its verdicts: ward 1 slips."""
    operations.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    operations.refresh(change.behaviour_id, NOW)
    return change


def test_a_team_reads_its_own_share_and_not_that_of_all(house, told):
    """The nurse of ward 1 reads the slide at once; the figures are recounted from the rows of the ward."""
    standing = initiatives.standings(viewer=house.viewer("member"), slug=told.slug)[0]
    ward, whole = standing.units[0].verdict, standing.verdict.whole
    assert (ward.unit, ward.verdict) == ("Ward 1", "slipping back")
    assert abs(ward.rate - whole.rate) > 0.05
    page = house.client("member").get("/my-team/").content.decode().replace("\u00a0", " ")
    assert f"<b>{percent(ward.rate)}</b> of {ward.chances:,} chances".replace("\u00a0", " ") in page
    assert f"<b>{percent(whole.rate)}</b>".replace("\u00a0", " ") not in page
    assert f"/changes/{told.slug}/teams/ward-1-{house.teams['ward-1']}/" in page
    (item,) = house.client("member").get("/api/v1/my-team").json()["items"]
    assert (item["team"], item["verdict"], item["rate"]) == ("Ward 1", "slipping back", ward.rate)


def test_who_belongs_to_no_team_reads_the_whole(house, told):
    page = house.client("lead").get("/my-team/").content.decode()
    assert "How your team is doing" not in page
    assert house.client("lead").get("/api/v1/my-team").json() == {"items": []}


def test_a_team_too_small_for_figures_reads_those_of_the_group_it_is_told_with(house, told):
    standing = initiatives.standings(viewer=house.viewer("small"), slug=told.slug)[0]
    items = house.client("small").get("/api/v1/my-team").json()["items"]
    assert [each["team"] for each in items] == [unit.unit for unit in standing.units if unit.own]
    assert "Night desk" not in [each["team"] for each in items]
