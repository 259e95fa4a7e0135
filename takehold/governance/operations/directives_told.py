"""Telling everybody a directive is for, those who join later too; acknowledging it oneself, or for a shift by count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.governance import models
from takehold.governance.facts.directives import DirectiveState
from takehold.governance.queries.directives import fetch, state_on
from takehold.governance.queries.directives_told import led, meant
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer

MOST_A_SHIFT: Final = 500
AT_ONCE: Final = 1000
SHIFTS: Final = ("early", "late", "night")
COUNTED_LATER: Final = timedelta(days=14)


def tell(*, viewer: Viewer, row: models.Directive, now: datetime) -> int:
    """Tell everybody it is for who was not told yet, each once; how many. Within the caller's transaction."""
    teams = meant(viewer, row.pk)
    known = set(
        models.DirectiveTold.objects.filter(directive=row, person__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    new = [
        models.DirectiveTold(directive=row, person_id=each.id, team_id=each.team_id, told_on=viewer.on)
        for each in people.members(team_ids=teams, on=viewer.on)
        if each.id not in known and each.team_id is not None
    ]
    models.DirectiveTold.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)
    models.Directive.objects.filter(id=row.pk).update(told_on=viewer.on)
    return len(new)


def due(now: datetime) -> tuple[int, ...]:
    """Directives in force of which those who joined were not told today."""
    today = timezone.localdate(now)
    rows = models.Directive.objects.filter(
        state=DirectiveState.IN_FORCE, expires_on__gte=today, told_on__lt=today
    )
    return tuple(rows.order_by("id").values_list("id", flat=True))


def tell_who_joined(*, directive_id: int, now: datetime) -> int:
    """Tell those who joined since; how many."""
    house = people.system_viewer(on=timezone.localdate(now))
    with transaction.atomic():
        row = models.Directive.objects.select_for_update().get(id=directive_id)
        return tell(viewer=house, row=row, now=now)


def acknowledge(*, viewer: Viewer, directive_id: int, now: datetime) -> date:
    """Say that one has read it; since when. Said twice it counts once. Having read it is not agreeing with it.

    Raises:
        NotYours: not readable, or not told. Invalid: it does not hold any more.
    """
    row = fetch(viewer, directive_id)
    _holds(row, viewer)
    with transaction.atomic():
        told = models.DirectiveTold.objects.filter(directive=row, person_id=viewer.person_id or 0)
        if told.filter(acknowledged_on=None).update(acknowledged_on=viewer.on):
            audit.record(
                actor=viewer.actor, action="directive acknowledged", subject=f"directive:{row.pk}", now=now
            )
        on = told.values_list("acknowledged_on", flat=True).first()
    if on is None:
        raise NotYours
    return on


def leading(viewer: Viewer, directive_id: int) -> Mapping[int, str]:
    """The teams for whose shifts this viewer answers. Raises ``NotAllowed`` where there are none."""
    teams = led(viewer, directive_id)
    if not teams:
        raise NotAllowed(_("For a shift answers whoever leads one of the teams that the directive is for."))
    return teams


def count_shift(
    *,
    viewer: Viewer,
    directive_id: int,
    team_id: int,
    on: date | None,
    shift: str,
    people_: int | None,
    now: datetime,
) -> None:
    """Say how many of a shift read the notice; said again for the same shift it replaces the first.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no such shift, no such number, it does not hold any more.
    """
    row = fetch(viewer, directive_id)
    teams = leading(viewer, directive_id)
    _holds(row, viewer)
    if team_id not in teams:
        raise Invalid("team", _("Choose one of your teams."))
    if shift not in SHIFTS:
        raise Invalid("shift", _("Choose early, late or night."))
    if (
        on is None
        or row.issued_on is None
        or not max(row.issued_on, viewer.on - COUNTED_LATER) <= on <= viewer.on
    ):
        raise Invalid("on", _("Choose a day since it was issued, within the last two weeks."))
    if people_ is None or not 1 <= people_ <= MOST_A_SHIFT:
        raise Invalid("people", _("Say how many people of the shift read it, from 1 to 500."))
    with transaction.atomic():
        models.DirectiveShift.objects.update_or_create(
            directive=row, team_id=team_id, on=on, shift=shift,
            defaults={"people": people_, "leader_id": viewer.person_id},
        )  # fmt: skip
        audit.record(
            actor=viewer.actor, action="directive acknowledged for a shift", subject=f"directive:{row.pk}", now=now,
            details={"people": people_},
        )  # fmt: skip


def _holds(row: models.Directive, viewer: Viewer) -> None:
    if state_on(row, viewer.on) is not DirectiveState.IN_FORCE:
        raise Invalid("state", _("It does not hold any more: there is nothing to acknowledge."))
