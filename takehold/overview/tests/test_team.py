"""What a team is asked for, and for how long something stands on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from takehold.overview.tests import made_up
from takehold.overview.views import team
from takehold.people.facts import Viewer

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
