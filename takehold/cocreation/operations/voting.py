"""Voting. Not on record who did, on purpose; the last vote of a person on a statement counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.facts.votes import Choice
from takehold.cocreation.models.votes import random_id
from takehold.cocreation.queries.coming import voter_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours

PATIENCE: Final = 5.0
TURN: Final = threading.Lock()
PERSON, DOOR = "person_id", "door"
STANDING: Final = {
    column: f"""
SELECT r.state = '{RoundState.OPEN.value}' AND r.closes_on >= %s, voter.id, vote.choice
FROM cocreation_round AS r
LEFT JOIN cocreation_voter AS voter ON voter.round_id = r.id AND voter.{column} = %s
LEFT JOIN cocreation_vote AS vote ON vote.voter_id = voter.id AND vote.contribution_id = %s
WHERE r.id = %s"""  # noqa: S608 - our own words
    for column in (PERSON, DOOR)
}
"""Whether the round takes votes on a day; the voter, and what they said before. In SQL, as is what is written: Django takes
ten times as long to find words for these as the database takes to answer, and all who vote wait meanwhile."""
NEW: Final = (
    'INSERT INTO cocreation_vote (id, voter_id, contribution_id, choice, "on") VALUES (%s, %s, %s, %s, %s)'
)
OTHER: Final = (
    'UPDATE cocreation_vote SET choice = %s, "on" = %s WHERE voter_id = %s AND contribution_id = %s'
)
SUMS: Final = {Choice.AGREE: "agrees", Choice.DISAGREE: "disagrees", Choice.PASS: "passes"}
SUM_UP: Final = f"""
UPDATE cocreation_contribution SET {", ".join(f"{each} = {each} + %s" for each in SUMS.values())} WHERE id = %s"""  # noqa: S608


def vote(*, comer: Comer, contribution_id: int, choice: Choice, now: datetime) -> int:
    """Take a vote, or the same voter's other vote on it; the voter. The same once more changes nothing.

    Raises:
        NotYours: no statement of this round. Conflict: it was merged or removed meanwhile, or the round is over; each
        a sentence, and nothing else is lost.
    """
    on = timezone.localdate(now)
    with _one_after_the_other(), transaction.atomic(), connection.cursor() as cursor:
        row = models.Contribution.objects.filter(
            pk=contribution_id, round_id=comer.round_id, kind=Kind.STATEMENT
        )
        state = row.select_for_update(no_key=True).values_list("state", flat=True).first()
        if state is None:
            raise NotYours
        who, column = (comer.person_id, PERSON) if comer.person_id else (comer.door, DOOR)
        cursor.execute(STANDING[column], [on.isoformat(), who, contribution_id, comer.round_id])
        going, voter_id, before = cursor.fetchone()
        _refuse_over(going)
        if state != State.OPEN:
            raise Conflict(gone(row.get()))
        if before == choice:
            return int(voter_id)
        if voter_id is None:
            voter_id = voter_for(comer).pk
        if before is None:
            cursor.execute(NEW, [random_id(), voter_id, contribution_id, choice.value, on.isoformat()])
        else:
            cursor.execute(OTHER, [choice.value, on.isoformat(), voter_id, contribution_id])
        more = [(each == choice) - (each == before) for each in SUMS]
        cursor.execute(SUM_UP, [*more, contribution_id])
        return int(voter_id)


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
    state, closes_on = models.Round.objects.values_list("state", "closes_on").get(pk=round_id)
    _refuse_over(state == RoundState.OPEN and timezone.localdate(now) <= closes_on)


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


def _refuse_over(going: bool) -> None:
    if not going:
        raise Conflict(_("The round is over: nothing is taken any more. What you voted before counts."))
