"""Votes of many at once, as a file or a made-up round tells them: of voters whom nothing leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from takehold.cocreation import models
from takehold.cocreation.facts.votes import Way
from takehold.cocreation.operations.voting import SUMS

AT_ONCE = 5000


def pour(
    *, round_id: int, ballots: Sequence[tuple[int | None, Mapping[int, int]]], way: Way, on: date
) -> None:
    """Each ballot is a voter: the place of the invited group (0 first; None: of no group) and a choice (-1, 0, 1) by
    statement. The sums beside the statements grow with it, in the caller's transaction."""
    groups = list(models.RoundGroup.objects.filter(round_id=round_id).order_by("number"))
    voters = models.Voter.objects.bulk_create(
        (
            models.Voter(round_id=round_id, way=way, group=None if at is None else groups[at])
            for at, _said in ballots
        ),
        batch_size=AT_ONCE,
    )
    models.Vote.objects.bulk_create(
        (
            models.Vote(voter=voter, contribution_id=statement, choice=choice, on=on)
            for voter, (_at, said) in zip(voters, ballots, strict=True)
            for statement, choice in said.items()
        ),
        batch_size=AT_ONCE,
    )
    _sum_up(round_id, Counter(pair for _at, said in ballots for pair in said.items()))


def _sum_up(round_id: int, counted: Mapping[tuple[int, int], int]) -> None:
    rows = list(models.Contribution.objects.filter(round_id=round_id))
    for row in rows:
        for choice, column in SUMS.items():
            setattr(row, column, getattr(row, column) + counted.get((row.pk, choice), 0))
    models.Contribution.objects.bulk_update(rows, list(SUMS.values()), batch_size=500)
