"""Watching how long it holds after an action ended: each week for a year, of the groups that had gained by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from takehold.analysis.sustain import Spell, spell
from takehold.bridge import models
from takehold.bridge.facts import ActionState
from takehold.bridge.queries.actions import team_ids
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding
from takehold.people import queries as people

AGAIN: Final = timedelta(days=7)
WATCHED: Final = timedelta(days=365)


def due(now: datetime) -> tuple[int, ...]:
    """Actions that are over and were not watched in the last week."""
    today = timezone.localdate(now)
    over = models.Action.objects.filter(
        state__in=(ActionState.DONE, ActionState.STOPPED), began_on__isnull=False,
        over_on__gte=today - WATCHED, over_on__lte=today - AGAIN, behaviour__measure_id__isnull=False,
    )  # fmt: skip
    stale = Q(held=None) | Q(held__as_of__lte=today - AGAIN)
    return tuple(over.filter(stale).order_by("id").values_list("id", flat=True))


def watch(*, action_id: int, now: datetime) -> None:
    """Keep how long each group has held until now. What is still a team's own is not in it."""
    row = (
        models.Action.objects.prefetch_related("teams")
        .select_related("initiative", "behaviour")
        .get(id=action_id)
    )
    today = timezone.localdate(now)
    viewer = people.system_viewer(on=today)
    slug = row.initiative.slug
    if row.behaviour is None:
        return
    found = initiatives.standing(viewer=viewer, slug=slug, key=row.behaviour.key)
    (full,) = initiatives.with_series(viewer=viewer, standings=[found])
    spells = [[each.days, each.relapsed] for each in _spells(row, full, today)]
    models.Held.objects.update_or_create(action=row, defaults={"as_of": today, "spells": spells})


def _spells(row: models.Action, found: BehaviourStanding, today: date) -> list[Spell]:
    teams, watched_to = team_ids(row), min(found.as_of or today, today)
    began, over = row.began_on, row.over_on
    if began is None or over is None:
        return []
    every = (
        spell(each.verdict.shifts, began=began, over=over, watched_to=watched_to)
        for each in found.units
        if not teams or each.team_ids & teams
    )
    return [each for each in every if each is not None]
