"""How far each statement of an open round parts people, worked out anew now and then: for what is shown next."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from takehold.analysis.opinion import Votes, extremities
from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.rounds import RoundState

EVERY: Final = 20
"""Votes after which it is worked out anew; of a large round after a tenth more."""


def stale(now: datetime) -> tuple[int, ...]:
    """Open rounds with enough new votes."""
    rows = models.Round.objects.filter(state=RoundState.OPEN, closes_on__gte=timezone.localdate(now))
    votes = Sum(F("contributions__agrees") + F("contributions__disagrees") + F("contributions__passes"))
    found = rows.annotate(votes=votes).order_by("id").values_list("id", "weighed", "votes")
    return tuple(
        each for each, weighed, all_votes in found if (all_votes or 0) - weighed >= max(EVERY, weighed // 10)
    )


def weigh(*, round_id: int) -> None:
    """Work it out from the votes as they are. Nothing of it is shown to anybody."""
    statements = list(
        models.Contribution.objects.filter(round_id=round_id, kind=Kind.STATEMENT)
        .order_by("id")
        .values_list("id", "state")
    )
    place = {number: at for at, (number, _state) in enumerate(statements)}
    voters: dict[int, int] = {}
    rows = []
    found = models.Vote.objects.filter(voter__round_id=round_id).order_by()
    for voter, statement, choice in found.values_list("voter_id", "contribution_id", "choice").iterator(
        chunk_size=5000
    ):
        if statement in place:
            rows.append((voters.setdefault(voter, len(voters)), place[statement], choice))
    removed = frozenset(at for at, (_number, state) in enumerate(statements) if state != State.OPEN)
    parts = extremities(Votes.of(rows, voters=len(voters), statements=len(statements), removed=removed))
    with transaction.atomic():
        for (number, _state), part in zip(statements, parts, strict=True):
            models.Contribution.objects.filter(pk=number).update(extremity=float(part))
        models.Round.objects.filter(pk=round_id).update(weighed=len(rows))
