"""Surveys in each state, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

from conftest import NOW, House
from takehold.gather.facts.surveys import Plan
from takehold.gather.operations import opening, planning


def build(house: House, slug: str, surgery: str) -> dict[str, Any]:
    """``{plan}`` and ``{closed-survey}`` are of the change for everybody, ``{open-survey}`` of that for surgery."""
    began = NOW - timedelta(days=40)
    lead = house.viewer("lead")
    then = replace(lead, on=began.date(), seen={})
    first = Plan(
        title="Where we stand", template="pulse", moment="start", languages=("en",), promise="confidential",
        tree="team", opens_on=began.date(), closes_on=began.date() + timedelta(days=7), channels=("poster",),
    )  # fmt: skip
    with mock.patch("django.utils.timezone.now", return_value=began):
        closed = planning.plan_survey(viewer=then, slug=slug, said=first, now=began)
        opening.open_survey(viewer=then, wave_id=closed, now=began)
    opening.close_when_due(wave_id=closed, now=NOW)
    today = replace(first, opens_on=NOW.date(), closes_on=NOW.date() + timedelta(days=7), moment="pulse 1")
    plan = planning.plan_survey(viewer=lead, slug=slug, said=today, now=NOW)
    running = planning.plan_survey(viewer=lead, slug=surgery, said=today, now=NOW)
    opening.open_survey(viewer=lead, wave_id=running, now=NOW)
    return {"plan": plan, "open-survey": running, "closed-survey": closed}
