"""Looking whether an action worked: on its day by itself, earlier by hand. What was told is kept with its evidence."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.analysis.effect import Answer, Effect, Rung, Share, Sides, TeamSeries, worked
from takehold.analysis.facts import Coded
from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.queries import payload
from takehold.bridge.queries.lots import decided, places
from takehold.bridge.queries.rights import acts, fetch
from takehold.evidence.reckoning.reckoned import code_version
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Invalid
from takehold.initiatives.operations.assembling import Counted
from takehold.initiatives.operations.counting import counts
from takehold.people.facts import NotAllowed, Viewer

OWN_WEEK: Final = timedelta(days=7)
"""What a team sees first is not in it: five working days."""
NOTHING: Final = Share(0, 0)
UNSEEN: Final = "not_counted"


def look_now(*, viewer: Viewer, slug: str, action_id: int, now: datetime) -> None:
    """Look before the day that was booked; once a day.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: it never began.
    """
    change = change_of(viewer, slug)
    row = fetch(viewer, change, action_id)
    if not acts(viewer, change, row):
        raise NotAllowed(_("Whoever carries it out, and those who lead, look whether it worked."))
    if row.began_on is None:
        raise Invalid("action", _("It has not begun, so there is nothing to look at."))
    look(action_id=row.pk, now=now, actor=viewer.actor)


def due(now: datetime) -> tuple[int, ...]:
    """Actions that began, whose day has come, and that were not looked at since."""
    today = timezone.localdate(now)
    since = models.Check.objects.filter(action=OuterRef("pk"), on__gte=OuterRef("check_on"))
    rows = models.Action.objects.filter(began_on__isnull=False, check_on__lte=today).filter(~Exists(since))
    return tuple(
        rows.filter(check_on__gt=F("began_on")).order_by("check_on", "id").values_list("id", flat=True)
    )


def look(*, action_id: int, now: datetime, actor: str = "takehold") -> None:
    """Compare, and keep what was found. The counts end a week ago, so that a team is the first to see its own."""
    row = models.Action.objects.prefetch_related("teams").get(id=action_id)
    today = timezone.localdate(now)
    as_of = today - OWN_WEEK
    found = counts(behaviour_id=row.behaviour_id, as_of=as_of) if row.behaviour_id is not None else None
    effect, sha256 = _effect(row, found, as_of)
    with transaction.atomic():
        kept, new = models.Check.objects.get_or_create(
            action=row, on=today,
            defaults={
                "as_of": as_of, "answer": effect.answer.value, "rung": effect.rung.value,
                "payload": payload.write(effect), "evidence_sha256": sha256, "code_version": code_version(),
            },
        )  # fmt: skip
        if new:
            details = {"answer": kept.answer, "rung": kept.rung}
            audit.record(
                actor=actor, action="action looked at", subject=f"action:{row.pk}", now=now, details=details
            )


def _effect(row: models.Action, found: Counted | None, as_of: date) -> tuple[Effect, str]:
    if found is None:
        effect = Effect(
            Answer.CANNOT_TELL, Rung.NOTHING, None, Sides(NOTHING, NOTHING, NOTHING, NOTHING), 0, 0, 0, None,
            Coded(UNSEEN),
        )  # fmt: skip
        return effect, hashlib.sha256(f"{row.pk} {as_of}".encode()).hexdigest()
    began, strata = _beginnings(row, found)
    elsewhere = _begun_elsewhere(row, found)
    series = [
        TeamSeries(each.unit, each.daily, began[each.unit], strata.get(each.unit))
        for each in found.evidence
        if began[each.unit] is not None or each.unit not in elsewhere
    ]
    basis = {
        "evidence": found.figures.sha256, "as_of": str(as_of), "code": code_version(),
        "began": {name: str(day) for name, day in sorted(began.items())}, "apart": sorted(elsewhere), "drawn": sorted(strata.items()),
    }  # fmt: skip
    sha256 = hashlib.sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()
    return worked(series, as_of=as_of, rng=np.random.default_rng(row.pk)), sha256


def _beginnings(row: models.Action, found: Counted) -> tuple[dict[str, date | None], dict[str, str]]:
    """Each group's own beginning of this action, and within what its lot was drawn, where one was.

    What is compared is what chance decided: the day that the lot gave, even where it began on another.
    """
    teams = {each.team_id for each in row.teams.all()}
    began = {unit.name: row.began_on if not teams or unit.team_ids & teams else None for unit in found.units}
    lot = decided(row.pk)
    if lot is None:
        return began, {}
    of = {frozenset(ids): name for name, ids in lot.members.items()}
    names = {of[unit.team_ids]: unit.name for unit in found.units if unit.team_ids in of}
    drawn = [each for each in places(lot) if each.team in names]
    began |= {names[each.team]: each.begins for each in drawn}
    return began, {names[each.team]: each.stratum for each in drawn}


def _begun_elsewhere(row: models.Action, found: Counted) -> frozenset[str]:
    """Groups in which the same practice began by another action: with those nothing is compared."""
    if not row.practice:
        return frozenset()
    same = models.Action.objects.filter(
        initiative_id=row.initiative_id, practice=row.practice, began_on__isnull=False
    ).exclude(id=row.pk)
    teams = [{each.team_id for each in one.teams.all()} for one in same.prefetch_related("teams")]
    return frozenset(
        unit.name for unit in found.units if any(not other or unit.team_ids & other for other in teams)
    )
