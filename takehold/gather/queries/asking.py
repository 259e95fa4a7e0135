"""Who would be asked: the change's audience, less who was asked in the last four weeks by any survey."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.db.models import Max

from takehold.gather.facts.surveys import Audience
from takehold.gather.models import Asked
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import PersonFact, Viewer
from takehold.people.queries.addresses import addresses

REST: Final = timedelta(weeks=4)
"""Nobody is asked again sooner, by whatever change."""


def reached(viewer: Viewer, initiative: Initiative, team_ids: Collection[int], on: date) -> tuple[int, ...]:
    """Teams that a survey asks: those chosen of the change's own with all below, else the change's audience.

    For a day to come the organisation is taken as it is today.
    """
    teams = people.sight(viewer=viewer if on >= viewer.on else replace(viewer, on=on, seen={})).teams
    whole = frozenset(team.id for team in teams)
    meant = people.with_those_below(teams, initiative.team_ids) if initiative.team_ids else whole
    if team_ids:
        meant &= people.with_those_below(teams, team_ids)
    return tuple(sorted(meant & whole))


def everybody(
    viewer: Viewer, initiative: Initiative, team_ids: Collection[int], on: date
) -> tuple[PersonFact, ...]:
    """The people of those teams on a day."""
    return people.members(team_ids=reached(viewer, initiative, team_ids, on), on=on)


def last_asked(person_ids: Collection[int], on: date) -> dict[int, date]:
    """Of these people, those asked less than four weeks before a day, with the day they were last asked on."""
    rows = Asked.objects.filter(on__gt=on - REST, on__lte=on).values("person_id").annotate(last=Max("on"))
    wanted = set(person_ids)
    return {row["person_id"]: row["last"] for row in rows if row["person_id"] in wanted}


def free(of: Sequence[PersonFact], on: date) -> tuple[PersonFact, ...]:
    """Those who may be asked on a day."""
    full = last_asked([each.id for each in of], on)
    return tuple(each for each in of if each.id not in full)


def audience(*, viewer: Viewer, initiative: Initiative, team_ids: Collection[int], on: date) -> Audience:
    """How many would be asked on a day, how many are full and until when, and how many no mail reaches."""
    return counted(everybody(viewer, initiative, team_ids, on), on)


def counted(every: Sequence[PersonFact], on: date) -> Audience:
    """The same of people already fetched."""
    full = last_asked([each.id for each in every], on)
    asked = [each for each in every if each.id not in full]
    reachable = addresses([each.id for each in asked])
    return Audience(
        people=len(every),
        full=len(full),
        all_free_on=max(full.values()) + REST if full else None,
        without_address=len(asked) - len(reachable),
        groups=len({each.team_id for each in asked}),
    )
