"""A round with votes, made for tests: two camps over four wards, common ground, and one statement on which they part."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Kind, Origin, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.facts.votes import Way
from takehold.cocreation.operations.freezing import forget_who_voted, freeze
from takehold.initiatives.models import Initiative

WARDS = {"ward-1": ("Medicine", "Ward 1"), "ward-2": ("Medicine", "Ward 2"), "ward-3": ("Surgery", "Ward 3"), "ward-4": ("Surgery", "Ward 4")}  # fmt: skip
TEXTS = tuple(f"Statement {n}" for n in range(10))
COMMON, PARTING = range(4), range(4, 10)


def choices(camp: int, rng: random.Random) -> dict[int, int]:
    """What somebody of a camp says: all agree on four, the camps part on six, a few say otherwise."""
    said = dict.fromkeys(COMMON, 1) | dict.fromkeys(PARTING, 1 if camp else -1)
    for at in rng.sample(range(10), 2):
        said[at] = rng.choice((1, 0, -1))
    return said


def dealt(people: int, seed: int = 7) -> Iterator[dict[int, int]]:
    """Ballots of two camps, one after the other."""
    rng = random.Random(seed)
    for at in range(people):
        yield choices(at % 2, rng)


def open_round(house: Any, change: Any, *, a_ward: int = 12, by_link: int = 0, **more: Any) -> models.Round:
    """Open, with ``a_ward`` voters in each of four wards; statement 9 is the member's, signed in."""
    row = models.Round.objects.create(
        initiative=Initiative.objects.get(slug=change.slug), question="How should handover work on nights?",
        open="Where and when", closes_on=NOW.date() + timedelta(days=7), decides="The ward leads", how="By majority",
        state=RoundState.OPEN, opened_on=NOW.date() - timedelta(days=14), **more,
    )  # fmt: skip
    statements = [said(row, text) for text in TEXTS]
    member = house.people["member"]
    groups = []
    for number, (ward, path) in enumerate(WARDS.items(), 1):
        group = models.RoundGroup.objects.create(
            round=row, number=number, name=path[-1], path=["Hospital", *path], people=a_ward + 3
        )
        models.RoundTeam.objects.create(round=row, team_id=house.teams[ward], group=group)
        groups.append(group)
    places = [group for group in groups for _voter in range(a_ward)] + [None] * by_link
    for at, (group, ballot) in enumerate(zip(places, dealt(len(places)), strict=True)):
        person = member if at == 0 else None
        voter = models.Voter.objects.create(
            round=row, group=group, way=Way.ACCOUNT if group else Way.SHARED, person_id=person,
            door=None if group else f"door {at}",
        )  # fmt: skip
        models.Vote.objects.bulk_create(
            models.Vote(voter=voter, contribution=statements[each], choice=choice, on=NOW.date())
            for each, choice in ballot.items()
        )
        if person is not None:
            models.Contribution.objects.filter(pk=statements[9].pk).update(
                author=voter, by_id=person, origin=Origin.VOTER
            )
    return row


def said(row: models.Round, text: str, **more: Any) -> models.Contribution:
    """A statement of the round, of those who ask unless it is said."""
    fields: dict[str, Any] = {"kind": Kind.STATEMENT, "state": State.OPEN, "origin": Origin.SEED, **more}
    return models.Contribution.objects.create(round=row, text=text, mark=text, on=NOW.date(), **fields)


def closed(row: models.Round) -> models.Round:
    """The round, closed and its result kept."""
    row.state, row.closed_on = RoundState.CLOSED, NOW.date()
    row.save()
    forget_who_voted(round_id=row.pk)
    freeze(round_id=row.pk, now=NOW)
    return models.Round.objects.get(pk=row.pk)
