"""Choosing which teams bring changes, asking them first, and saying how a disagreement was resolved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.alignment import models
from takehold.alignment.facts.inside import InsideWord
from takehold.alignment.queries import inside as queries
from takehold.alignment.queries.rights import led
from takehold.audit import operations as audit
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.helping import InsideAsked
from takehold.gather.facts.surveys import MayNotOpen
from takehold.gather.operations import inside as gather
from takehold.gather.queries import inside as asked
from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST: Final = 600
TEAMS: Final = "teams"


def choose_teams(*, viewer: Viewer, team_ids: Collection[int], now: datetime) -> None:
    """Say which teams bring changes, those below them included; none: nobody is asked first.

    Raises:
        NotYours, NotAllowed: not an IT lead or an administrator. Invalid: there is no such team.
    """
    if not viewer.roles:
        raise NotYours
    if not viewer.has(*queries.CHOOSERS):
        raise NotAllowed(_("Which teams bring changes is said by IT leads and administrators."))
    there = {team.id for team in people.sight(viewer=viewer).teams}
    if set(team_ids) - there:
        raise Invalid(TEAMS, _("There is no such team."))
    with transaction.atomic():
        models.InsideTeam.objects.exclude(team__in=team_ids).delete()
        models.InsideTeam.objects.bulk_create(
            [models.InsideTeam(team_id=team) for team in sorted(set(team_ids) - queries.inside_teams())]
        )
        audit.record(
            actor=viewer.actor, action="inside teams chosen", subject="house", now=now,
            details={"teams": len(set(team_ids))},
        )  # fmt: skip


def ask(*, viewer: Viewer, slug: str, now: datetime) -> UUID:
    """Ask everybody of those teams who may be asked today. The id of the survey.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: it cannot be asked now; the sentence says what to do.
    """
    led(viewer, slug)
    chosen = queries.inside_teams()
    if not chosen:
        raise Invalid(TEAMS, _("First say which teams bring changes."))
    teams = people.with_those_below(people.sight(viewer=viewer).teams, chosen)
    try:
        return gather.ask_inside(viewer=viewer, slug=slug, team_ids=teams, now=now)
    except (MayNotOpen, TooFew) as error:
        raise Invalid(TEAMS, str(error)) from error


def resolve(*, viewer: Viewer, slug: str, how: str, version: int, now: datetime) -> None:
    """Say what of the plan was changed so that the change may go outside although some inside disagreed.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: nothing is said, somebody is named, or nothing waits for it.
        Conflict: somebody else said it meanwhile.
    """
    change = led(viewer, slug)
    told = cleaned(how, most=LONGEST, field="how")
    if name := of_house(told):
        raise Invalid(
            "how",
            _("“{name}” is the name of somebody here. Say what was changed, not who.").format(name=name),
        )
    with transaction.atomic():
        row = models.InsideCheck.objects.select_for_update().filter(initiative=change.id).first()
        if row is None or row.word != InsideWord.DISSENT:
            raise Invalid("how", _("Nothing is open here: those inside agreed, or were not asked."))
        if row.version != version:
            raise Conflict(
                _(
                    "Somebody else said this meanwhile. Nothing of yours was lost: look at it and send it again."
                )
            )
        row.resolved_on, row.resolved_how, row.version = viewer.on, told, row.version + 1
        row.save()
        audit.record(
            actor=viewer.actor, action="dissent inside resolved", subject=f"inside:{row.pk}", now=now,
            details={"initiative": change.id},
        )  # fmt: skip


def due() -> tuple[InsideAsked, ...]:
    """Askings that closed and were not looked at."""
    known = models.InsideCheck.objects.values_list("wave", flat=True)
    return asked.closed_after(known=tuple(str(each) for each in known))


def look(*, wave_id: UUID, now: datetime) -> None:
    """Keep what an asking came to, once. Figures of a closed survey never change, so neither does this."""
    found = next((each for each in due() if each.wave_id == wave_id), None)
    if found is None:
        return
    system = people.system_viewer(on=timezone.localdate(now))
    word = queries.word_of(queries.said(system, found.wave_id))
    with transaction.atomic():
        row, made = models.InsideCheck.objects.get_or_create(
            wave=found.wave_id,
            defaults={"initiative_id": found.initiative_id, "closed_on": found.closes_on, "word": word.value},
        )
        if made:
            audit.record(
                actor=system.actor, action="inside looked at", subject=f"inside:{row.pk}", now=now,
                details={"initiative": found.initiative_id, "word": word.value},
            )  # fmt: skip
