"""Surveys behind the addresses: a plan, one that is open, and one that has closed with answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any


def surveys(slugs: Sequence[str], viewer: Any, now: datetime) -> dict[str, Any]:
    """Names of objects -> ids. Eight of ten answered the one that has closed."""
    from takehold.gather.facts.surveys import Plan
    from takehold.gather.operations import opening, planning

    began = now - timedelta(days=40)
    then = replace(viewer, on=began.date(), seen={})
    first = Plan(
        title="Where we stand", template="adkar", moment="start", languages=("en", "de"), promise="confidential",
        tree="team", opens_on=began.date(), closes_on=began.date() + timedelta(days=7), channels=("poster",),
    )  # fmt: skip
    closed = planning.plan_survey(viewer=then, slug=slugs[1], said=first, now=began)
    opening.open_survey(viewer=then, wave_id=closed, now=began)
    answer(closed, 0.8, began)
    opening.close_when_due(wave_id=closed, now=began + timedelta(days=8))
    today = replace(first, opens_on=now.date(), closes_on=now.date() + timedelta(days=7), template="pulse")
    running = planning.plan_survey(viewer=viewer, slug=slugs[0], said=today, now=now)
    opening.open_survey(viewer=viewer, wave_id=running, now=now)
    plan = planning.plan_survey(viewer=viewer, slug=slugs[-1], said=today, now=now)
    return {"survey-closed": closed, "survey-open": running, "survey-plan": plan, "poster": "poster"}


def answer(wave: Any, share: float, at: datetime, make: Any = None) -> None:
    """Made-up answers of a share of those invited, in one transaction. ``make``: of another survey than the full one."""
    import numpy as np
    from django.db import transaction

    from takehold.gather.models import Invitation
    from takehold.gather.operations.answering import submit
    from takehold.simulation import answers

    rng, chance = np.random.default_rng(5), random.Random(5)
    with transaction.atomic():
        for each in Invitation.objects.filter(wave_id=wave).order_by("id"):
            if chance.random() < share:
                choices, comments = (make or answers.full)(rng, 0.7)
                submit(
                    wave_id=wave, cell_id=each.cell_id, person_id=None,
                    choices=choices, comments=comments, now=at,
                )  # fmt: skip
