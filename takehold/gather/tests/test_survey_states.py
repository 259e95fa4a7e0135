"""The life of a survey: whatever is tried in whatever order, it only goes forward, and never without its conditions."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takehold.gather.facts.surveys import MayNotOpen, NotAStep
from takehold.gather.models import Invitation, Wave
from takehold.gather.operations import opening, planning, survey_states
from takehold.gather.operations.you_said import answer_survey

from .surveying import plan, planned

ORDER = ["draft", "open", "closed", "answered"]
STEPS = ["open", "open when due", "close", "close too early", "answer", "edit", "discard", "replace"]


class Undone(Exception):
    """Everything of one example is taken back."""


def attempt(step: str, house: Any, wave: Any) -> None:
    """One try, with rights and a clock that fits."""
    lead, late = house.viewer("lead"), house.now + timedelta(days=30)
    tries = {
        "open": lambda: opening.open_survey(viewer=lead, wave_id=wave, now=house.now),
        "open when due": lambda: opening.open_when_due(wave_id=wave, now=house.now),
        "close": lambda: opening.close_when_due(wave_id=wave, now=late),
        "close too early": lambda: opening.close_when_due(wave_id=wave, now=house.now),
        "answer": lambda: answer_survey(viewer=lead, wave_id=wave, lines=[("a", True, "b")], now=late),
        "edit": lambda: planning.edit_plan(
            viewer=lead, wave_id=wave, said=plan(house.on, k_scores=7), version=1, now=house.now
        ),
        "discard": lambda: planning.discard_plan(viewer=lead, wave_id=wave, now=house.now),
        "replace": lambda: planning.replace_definition(
            viewer=lead, wave_id=wave, text='{"elements": [{"type": "comment", "name": "c"}]}', now=house.now
        ),
    }
    tries[step]()


def walk(house: Any, change: Any, steps: list[str]) -> None:
    """One life, looked at after each step."""
    wave = planned(house, change)
    sealed: tuple[Any, ...] | None = None
    for step in steps:
        before = Wave.objects.filter(pk=wave).first()
        if before is None:
            break
        try:
            with transaction.atomic():
                attempt(step, house, wave)
        except (NotAStep, MayNotOpen, planning.BadPlan):
            pass
        row = Wave.objects.filter(pk=wave).first()
        if row is None:
            assert (step, before.state) == ("discard", "draft")
            break
        assert ORDER.index(row.state) - ORDER.index(before.state) in (0, 1)
        assert (row.state == "draft") or row.promise_sha256
        kept = (row.promise, row.k_scores, row.definition, row.promise_text, row.closes_on)
        if row.state != "draft":
            assert sealed in (None, kept), "what was promised stays"
            sealed = kept
        assert Invitation.objects.exists() == (row.state == "open")
        assert row.you_said.exists() == (row.state == "answered")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=7))
def test_it_only_goes_forward(house, change, steps: list[str]) -> None:
    with contextlib.suppress(Undone), transaction.atomic():
        walk(house, change, steps)
        raise Undone


@pytest.mark.parametrize("state", ORDER)
@pytest.mark.parametrize("step", ["open", "close", "answer", "reopen", ""])
def test_the_table_has_one_way_out_of_each_state(state: str, step: str) -> None:
    way = dict(zip(ORDER, ("open", "close", "answer", None), strict=True))[state]
    if step == way:
        assert survey_states.after(state, step) == ORDER[ORDER.index(state) + 1]
    else:
        with pytest.raises(NotAStep):
            survey_states.after(state, step)


def test_a_step_somebody_else_took_meanwhile_is_not_taken_twice(house, change) -> None:
    row = Wave.objects.get(pk=planned(house, change))
    Wave.objects.filter(pk=row.pk).update(state="open", promise_sha256="f" * 64, promise_version="1")
    with pytest.raises(NotAStep):
        survey_states.take(row, "open")
