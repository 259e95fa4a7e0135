"""Opening and closing a survey: groups are frozen, the promise is sealed, and at the end the invitations are forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from takehold.audit import operations as audit
from takehold.gather.disclosure import closing as disclosure_closing
from takehold.gather.disclosure import opening as disclosure
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.facts.surveys import MayNotOpen
from takehold.gather.models import Asked, Invitation, OpenLink, Promise, Wave, WaveState
from takehold.gather.operations.survey_states import after, take
from takehold.gather.queries import asking, promises, survey_templates
from takehold.gather.queries.doors import LINK
from takehold.gather.queries.surveys import NO_ADDRESS, WAITING, editable, obstacles
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import PersonFact, Viewer
from takehold.people.queries.addresses import addresses

TRY_AGAIN: Final = timedelta(hours=1)


def open_survey(*, viewer: Viewer, wave_id: UUID, now: datetime) -> None:
    """Open a planned survey at once. Raises ``MayNotOpen``, ``TooFew``, ``NotAStep``: each a sentence."""
    row, change = editable(viewer, wave_id)
    _open(viewer, row, change, now)


def open_when_due(*, wave_id: UUID, now: datetime) -> bool:
    """The clock's opening. What cannot open now is looked at again in an hour; its page says why."""
    house = people.system_viewer(on=timezone.localdate(now))
    row, change = editable(house, wave_id)
    try:
        _open(house, row, change, now)
    except (MayNotOpen, TooFew):
        Wave.objects.filter(pk=wave_id, state=WaveState.DRAFT).update(lease_until=now + TRY_AGAIN)
        return False
    return True


def _open(viewer: Viewer, row: Wave, change: Initiative, now: datetime) -> None:
    on = timezone.localdate(now)
    after(row.state, "open")
    if why := obstacles(row, change, on):
        raise MayNotOpen(" ".join(why))
    teams = [each.team_id for each in row.asked_teams.all()]
    every = asking.everybody(viewer, change, teams, on)
    invited = asking.free(viewer, every, on, asking.planned(row.created_at, row.pk))
    with transaction.atomic():
        if (
            row.template == survey_templates.PULSE_WHY
        ):  # what is asked for are the reasons of the day on which it opens
            row.definition = survey_templates.definition(row.template, change.reasons)
            Wave.objects.filter(pk=row.pk, state=WaveState.DRAFT).update(definition=row.definition)
        let_in(viewer, row, invited, now)


def let_in(viewer: Viewer, row: Wave, invited: Sequence[PersonFact], now: datetime) -> None:
    """Open it for exactly these people, with its promise sealed. Raises ``TooFew``, ``NotAStep``."""
    on = timezone.localdate(now)
    said = promises.texts(row.promise, row.languages, row.k_scores, row.k_comments)
    with transaction.atomic():
        Wave.objects.select_for_update().get(pk=row.pk)
        _ways_in(row, invited, on)
        Asked.objects.bulk_create(
            [Asked(person_id=each.id, wave=row, on=on) for each in invited], batch_size=500
        )
        take(
            row,
            "open",
            opened_at=now,
            lease_until=None,
            promise_version=promises.VERSION,
            promise_text=said,
            promise_sha256=promises.sha256(said),
        )
        audit.record(
            actor=viewer.actor,
            action="survey opened",
            subject=f"survey:{row.pk}",
            now=now,
            details={"promise": row.promise_sha256, "asked": len(invited)},
        )


def _ways_in(row: Wave, invited: Sequence[PersonFact], on: date) -> None:
    """Groups first, then a way in for each person and each open link."""
    links = list(OpenLink.objects.filter(wave=row))
    shared = {link.kind: disclosure.open_cell(wave=row, channel=link.kind, name=link.kind) for link in links}
    if row.promise == Promise.ANONYMOUS:
        if len(invited) < row.k_scores:
            raise TooFew(_few(len(invited), row.k_scores))
        cells = {each.id: shared[LINK] for each in invited}
    else:
        cells = dict(disclosure.freeze_cells(wave=row, invited=invited, on=on))
    reachable = addresses([each.id for each in invited])
    Invitation.objects.bulk_create(
        [
            Invitation(
                wave=row,
                person_id=each.id,
                cell_id=cells[each.id],
                mail=WAITING if each.id in reachable else NO_ADDRESS,
            )
            for each in invited
        ],
        batch_size=500,
    )
    for link in links:
        OpenLink.objects.filter(pk=link.pk).update(cell_id=shared[link.kind])


def _few(invited: int, least: int) -> str:
    return ngettext(
        "Only %(n)d person can be asked on that day, and a group has at least %(k)d.",
        "Only %(n)d people can be asked on that day, and a group has at least %(k)d.",
        invited,
    ) % {"n": invited, "k": least}


def close_when_due(*, wave_id: UUID, now: datetime) -> bool:
    """Close a survey whose last day is over: results are made once, invitations and who used them are forgotten."""
    with transaction.atomic():
        row = Wave.objects.select_for_update().get(pk=wave_id)
        if row.state != WaveState.OPEN or timezone.localdate(now) <= row.closes_on:
            return False
        after(row.state, "close")
        disclosure_closing.close(wave_id=row.pk, now=now)
        audit.record(actor="takehold", action="survey closed", subject=f"survey:{row.pk}", now=now)
    return True
