"""Voting. Not on record who did, on purpose; the last vote of a person on a statement counts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.facts.votes import Choice
from takehold.cocreation.queries.coming import voter_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours

SUMS: Final = {Choice.AGREE: "agrees", Choice.DISAGREE: "disagrees", Choice.PASS: "passes"}


def vote(*, comer: Comer, contribution_id: int, choice: Choice, now: datetime) -> int:
    """Take a vote, or the same voter's other vote on it; the voter. The same once more changes nothing.

    Raises:
        NotYours: no statement of this round. Conflict: it was merged or removed meanwhile, or the round is over; each
        a sentence, and nothing else is lost.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        row = (
            models.Contribution.objects.select_for_update()
            .filter(pk=contribution_id, round_id=comer.round_id, kind=Kind.STATEMENT)
            .first()
        )
        if row is None:
            raise NotYours
        still_open(comer.round_id, now)
        if row.state != State.OPEN:
            raise Conflict(gone(row))
        voter = voter_for(comer)
        before = voter.votes.filter(contribution_id=row.pk).first()
        if before is None:
            voter.votes.create(contribution_id=row.pk, choice=choice, on=today)
        elif before.choice == choice:
            return voter.pk
        else:
            _sum(row.pk, Choice(before.choice), -1)
            before.choice, before.on = choice, today
            before.save(update_fields=["choice", "on"])
        _sum(row.pk, choice, 1)
        return voter.pk


def choice_of(text: str) -> Choice:
    """What was pressed. Raises ``Invalid``."""
    found = {each.name.lower(): each for each in Choice}.get(text)
    if found is None:
        raise Invalid("choice", _("Choose agree, disagree or pass."))
    return found


def still_open(round_id: int, now: datetime) -> None:
    """Read after a row of the round is locked, so that nothing slips in while it closes. Raises ``Conflict``."""
    state, closes_on = models.Round.objects.values_list("state", "closes_on").get(pk=round_id)
    if state != RoundState.OPEN or timezone.localdate(now) > closes_on:
        raise Conflict(_("The round is over: nothing is taken any more. What you voted before counts."))


def voter_for(comer: Comer) -> models.Voter:
    """The voter that somebody is from now on."""
    found = voter_of(comer)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return models.Voter.objects.create(
                round_id=comer.round_id, person_id=comer.person_id, door=comer.door or None, way=comer.way,
                group_id=comer.group_id,
            )  # fmt: skip
    except IntegrityError:  # two first votes of one browser at once
        found = voter_of(comer)
        if found is None:
            raise
        return found


def gone(row: models.Contribution) -> str:
    """Why a statement cannot be voted on any more."""
    kept = _("Your other votes stand; nothing of yours was lost.")
    if row.state == State.MERGED and row.merged_into is not None:
        told = _("This statement was put together with another: “{other}”. Vote on that one.")
        return told.format(other=row.merged_into.text) + " " + kept
    if row.state == State.WAITING:
        return _("This statement is not let in yet.") + " " + kept
    told = _("This statement was removed meanwhile, because: {reason}")
    return told.format(reason=row.reason) + " " + kept


def _sum(contribution_id: int, choice: Choice, by: int) -> None:
    column = SUMS[choice]
    models.Contribution.objects.filter(pk=contribution_id).update(**{column: F(column) + by})
