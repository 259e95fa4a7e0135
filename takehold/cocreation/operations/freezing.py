"""When a round closes every way from a vote to a person is cut; its result is worked out once and kept."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.operations import tallying
from takehold.gather.disclosure import bands
from takehold.gather.disclosure.tree import Path
from takehold.people import queries as people


def freeze(*, round_id: int, now: datetime) -> None:
    """Work out the result of a round that has closed, and keep it. One that is kept already stays as it is, and so does a
    round that is open.

    Of many votes it takes seconds, so it belongs in no transaction: nobody could write meanwhile.
    """
    if round_id not in waiting(round_id):
        return
    least = max(people.FLOOR, people.floor())
    payload = _told(round_id, least) | _took_part(round_id)
    models.RoundResult.objects.get_or_create(
        round_id=round_id, defaults={"frozen_on": timezone.localdate(now), "least": least, "payload": payload}
    )


def waiting(*round_ids: int) -> tuple[int, ...]:
    """Rounds that closed and whose result is not worked out: of these, or of all."""
    rows = models.Round.objects.filter(state__in=(RoundState.CLOSED, RoundState.ANSWERED), result=None)
    if round_ids:
        rows = rows.filter(pk__in=round_ids)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def forget_who_voted(*, round_id: int) -> None:
    """From here on nothing leads from a vote to a person, to a browser or to what that person wrote."""
    models.Voter.objects.filter(round_id=round_id).update(person=None, door=None, pseudonym="")
    models.Contribution.objects.filter(round_id=round_id).update(author=None)


def _told(round_id: int, least: int) -> dict[str, Any]:
    rows = models.Contribution.objects.filter(round_id=round_id, kind=Kind.STATEMENT).order_by("id")
    shown = list(rows.values_list("id", "state"))
    at = {number: place for place, (number, _state) in enumerate(shown)}
    removed = frozenset(place for place, (_number, state) in enumerate(shown) if state != State.OPEN)
    cells, cell_of = _cells(round_id)
    found = tallying.told(
        _ballots(round_id, at, cell_of), cells, len(shown), removed=removed, least=least, seed=round_id
    )
    return {"places": [number for number, _state in shown], **found}


def _cells(round_id: int) -> tuple[list[Path], dict[int | None, int]]:
    """The invited groups, and last those who came by the link or of whose group too few were asked."""
    groups = list(models.RoundGroup.objects.filter(round_id=round_id).order_by("number"))
    paths: list[Path] = [tuple(each.path) or (each.name,) for each in groups]
    cell_of: dict[int | None, int] = {each.pk: at for at, each in enumerate(groups)}
    if models.Voter.objects.filter(round_id=round_id, group=None).exists():
        return [*paths, (_("Without a team"),)], cell_of | {None: len(paths)}
    return paths, cell_of


def _ballots(
    round_id: int, at: dict[int, int], cell_of: dict[int | None, int]
) -> tuple[tallying.Ballot, ...]:
    voters = dict(models.Voter.objects.filter(round_id=round_id).values_list("id", "group_id"))
    said: dict[int, dict[int, int]] = {}
    votes = models.Vote.objects.filter(voter__round_id=round_id).order_by()
    for voter, statement, choice in votes.values_list("voter_id", "contribution_id", "choice").iterator(
        chunk_size=5000
    ):
        if statement in at:
            said.setdefault(voter, {})[at[statement]] = choice
    return tuple(tallying.Ballot(cell_of[voters[voter]], choices) for voter, choices in sorted(said.items()))


def _took_part(round_id: int) -> dict[str, Any]:
    """How many of each invited group voted, in steps of five; and of those without one in a band."""
    said = Exists(models.Vote.objects.filter(voter=OuterRef("pk")))
    rows = models.Voter.objects.filter(said, round_id=round_id).order_by()
    voted: Counter[int | None] = Counter(rows.values_list("group_id", flat=True))
    groups = models.RoundGroup.objects.filter(round_id=round_id).order_by("number")
    told = [
        [each.number, each.name, each.people, list(bands.participation(voted[each.pk], each.people) or ())]
        for each in groups
    ]
    others = voted[None]
    return {"took_part": told, "without_team": bands.size(others) if others >= people.FLOOR else ""}
