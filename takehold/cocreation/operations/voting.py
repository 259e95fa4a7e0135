"""Voting. Not on record who did, on purpose; the last vote of a person on a statement counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.facts.votes import Choice
from takehold.cocreation.queries.coming import voter_of, voters_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours

PATIENCE: Final = 5.0
TURN: Final = threading.Lock()
SUMS: Final = {Choice.AGREE: "agrees", Choice.DISAGREE: "disagrees", Choice.PASS: "passes"}


def vote(*, comer: Comer, contribution_id: int, choice: Choice, now: datetime) -> int:
    """Take a vote, or the same voter's other vote on it; the voter. The same once more changes nothing.

    Raises:
        NotYours: no statement of this round. Conflict: it was merged or removed meanwhile, or the round is over; each
        a sentence, and nothing else is lost.
    """
    with _one_after_the_other(), transaction.atomic():
        row = models.Contribution.objects.filter(
            pk=contribution_id, round_id=comer.round_id, kind=Kind.STATEMENT
        )
        state = row.select_for_update(no_key=True).values_list("state", flat=True).first()
        if state is None:
            raise NotYours
        voter_id = _voter_while_open(comer, now)
        if state != State.OPEN:
            raise Conflict(gone(row.get()))
        before = models.Vote.objects.filter(voter_id=voter_id, contribution_id=contribution_id)
        said = before.values_list("choice", flat=True).first()
        if said == choice:
            return voter_id
        on = timezone.localdate(now)
        if said is None:
            models.Vote.objects.create(
                voter_id=voter_id, contribution_id=contribution_id, choice=choice, on=on
            )
        else:
            before.update(choice=choice, on=on)
        row.update(**_sums(choice, None if said is None else Choice(said)))
        return voter_id


@contextmanager
def _one_after_the_other() -> Iterator[None]:
    """SQLite takes one writer at a time, and who has to wait looks again only after up to 100 ms: among the threads of this
    process the next one is woken at once instead. The order is all that hangs on it; the database guards the rest."""
    waits = connection.vendor == "sqlite" and TURN.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if waits:
            TURN.release()


def choice_of(text: str) -> Choice:
    """What was pressed. Raises ``Invalid``."""
    found = {each.name.lower(): each for each in Choice}.get(text)
    if found is None:
        raise Invalid("choice", _("Choose agree, disagree or pass."))
    return found


def still_open(round_id: int, now: datetime) -> None:
    """Read after a row of the round is locked, so that nothing slips in while it closes. Raises ``Conflict``."""
    _refuse_over(*models.Round.objects.values_list("state", "closes_on").get(pk=round_id), now)


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


def _voter_while_open(comer: Comer, now: datetime) -> int:
    """The voter, and as ``still_open``: of one who is known both take one question."""
    found = voters_of(comer).values_list("id", "round__state", "round__closes_on").first()
    if found is not None:
        _refuse_over(*found[1:], now)
        return found[0]
    still_open(comer.round_id, now)
    return voter_for(comer).pk


def _refuse_over(state: str, closes_on: date, now: datetime) -> None:
    if state != RoundState.OPEN or timezone.localdate(now) > closes_on:
        raise Conflict(_("The round is over: nothing is taken any more. What you voted before counts."))


def _sums(choice: Choice, before: Choice | None) -> dict[str, CombinedExpression]:
    """How the running sums of a statement change."""
    more = {SUMS[choice]: F(SUMS[choice]) + 1}
    return more if before is None else {**more, SUMS[before]: F(SUMS[before]) - 1}
