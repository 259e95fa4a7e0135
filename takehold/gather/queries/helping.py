"""Offers of help: what is open about something, what one person may take, and who has one already."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from takehold.gather import models
from takehold.gather.facts.helping import HELP, HelpOffer
from takehold.gather.facts.mine import OpenSurvey
from takehold.gather.queries import asking
from takehold.gather.queries.kept_of_person import open_surveys
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import PersonFact, Viewer

MOST = 12


def about(*, initiative_id: int, subject: str) -> tuple[HelpOffer, ...]:
    """The offers that were made about something, the newest first; for whoever was given the change to read."""
    rows = models.Wave.objects.filter(initiative_id=initiative_id, template=HELP, moment=subject)
    rows = rows.exclude(state=models.WaveState.DRAFT).order_by("-created_at", "id")
    return tuple(
        HelpOffer(
            row.pk,
            row.state == models.WaveState.OPEN,
            row.state == models.WaveState.ANSWERED,
            row.opens_on,
            row.closes_on,
        )
        for row in rows.only("state", "opens_on", "closes_on")[:MOST]
    )


def mine(*, viewer: Viewer) -> tuple[OpenSurvey, ...]:
    """Offers that wait for this person, the first to close first."""
    return tuple(each for each in open_surveys(viewer=viewer) if each.is_offer)


def waiting(viewer: Viewer) -> QuerySet[models.Invitation]:
    """The invitations behind a person's own offers that were not taken yet."""
    return models.Invitation.objects.filter(
        person_id=viewer.person_id or 0,
        used=False,
        wave__template=HELP,
        wave__state=models.WaveState.OPEN,
    )


def offered_to(
    viewer: Viewer, initiative: Initiative, team_ids: Collection[int], on: date
) -> tuple[tuple[PersonFact, ...], int]:
    """Everybody of exactly these teams (none: of the change's audience) but who has such an offer open already,
    whoever made it; and how many those are. When they were last asked something else does not matter."""
    every = (
        people.members(team_ids=tuple(sorted(team_ids)), on=on)
        if team_ids
        else asking.everybody(viewer, initiative, (), on)
    )
    asked = models.Asked.objects.filter(wave__template=HELP, wave__state=models.WaveState.OPEN)
    having = set(asked.values_list("person_id", flat=True))
    free = tuple(each for each in every if each.id not in having)
    return free, len(every) - len(free)


def obstacles(initiative: Initiative, subject: str, on: date) -> tuple[str, ...]:
    """What keeps an offer from being made, in sentences: an answer owed to an earlier one, or one that is open."""
    running = models.Wave.objects.filter(
        initiative_id=initiative.id,
        template=HELP,
        state__in=(models.WaveState.OPEN, models.WaveState.CLOSED),
    ).order_by("-closes_on", "id")
    found = []
    for state, title, moment in running.values_list("state", "title", "moment"):
        if state == models.WaveState.CLOSED:
            said = _("First write “you said, we did” for “{title}”: the next offer waits for it.")
            found.append(said.format(title=title))
        elif moment == subject:
            found.append(_("It is offered already, and still open."))
    if initiative.ended_on is not None and initiative.ended_on <= on:
        found.append(_("This change has ended."))
    return tuple(found)
