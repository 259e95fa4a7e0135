"""Made-up answers to a survey of the demo's made-up people. Refused wherever people are real."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.gather.models import Invitation, Wave
from takehold.gather.operations.answering import submit
from takehold.gather.queries.surveys import SENT
from takehold.people import queries as people
from takehold.people.facts import NotAllowed

Says = Callable[[int | None], tuple[Mapping[str, Any], Mapping[str, str]]]
"""From somebody's team to choices and free lines."""


def rehearse(*, wave_id: UUID, share: float, says: Says, rng: random.Random, now: datetime) -> int:
    """Let about ``share`` of those invited answer an open survey; how many did. Only in a demo."""
    if not settings.DEMO:
        raise NotAllowed(_("Answers are made up in a demo only."))
    row = Wave.objects.get(pk=wave_id)
    on = timezone.localdate(now)
    every = tuple(team.id for team in people.teams(viewer=people.system_viewer(on=on)))
    team_of = {each.id: each.team_id for each in people.members(team_ids=every, on=on)}
    invitations = list(Invitation.objects.filter(wave=row).order_by("id"))
    answering = [each for each in invitations if rng.random() < share]
    rng.shuffle(answering)
    with transaction.atomic():
        Invitation.objects.filter(wave=row).update(mail=SENT, mailed_on=on)
        Invitation.objects.filter(pk__in=[each.pk for each in answering]).update(used=True)
        for each in answering:
            choices, comments = says(team_of.get(each.person_id or 0))
            submit(
                wave_id=row.pk, cell_id=each.cell_id, person_id=None,
                choices=choices, comments=comments, now=now,
            )  # fmt: skip
    return len(answering)
