"""Who would be asked: the change's audience, less who was asked in the last four weeks by any survey, and less whom a
plan that was there before will ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max, Q

from takehold.gather.facts.helping import HELP
from takehold.gather.facts.surveys import Audience
from takehold.gather.models import Asked, Wave, WaveState
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import PersonFact, TeamFact, Viewer
from takehold.people.queries.addresses import addresses

REST: Final = timedelta(weeks=4)
"""Nobody is asked again sooner, by whatever change."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan: its days, the teams chosen for it, and those its change is for; none of either: everybody.

    ``own``: it is the one that was asked about, and keeps nobody from itself.
    """

    opens_on: date
    closes_on: date
    chosen: frozenset[int]
    audience: frozenset[int]
    own: bool = False

    def reaches(self, teams: Sequence[TeamFact]) -> frozenset[int]:
        """Every team that it asks."""
        return meant(teams, self.audience, self.chosen)


def meant(teams: Sequence[TeamFact], audience: Collection[int], chosen: Collection[int]) -> frozenset[int]:
    """The teams of an audience (none: all) with all below, of them those chosen (none: all) with all below."""
    whole = frozenset(team.id for team in teams)
    found = people.with_those_below(teams, audience) if audience else whole
    if chosen:
        found &= people.with_those_below(teams, chosen)
    return found & whole


def reached(viewer: Viewer, initiative: Initiative, team_ids: Collection[int], on: date) -> tuple[int, ...]:
    """Teams that a survey asks: those chosen of the change's own with all below, else the change's audience.

    For a day to come the organisation is taken as it is today.
    """
    teams = people.sight(viewer=viewer if on >= viewer.on else replace(viewer, on=on, seen={})).teams
    return tuple(sorted(meant(teams, initiative.team_ids, team_ids)))


def everybody(
    viewer: Viewer, initiative: Initiative, team_ids: Collection[int], on: date
) -> tuple[PersonFact, ...]:
    """The people of those teams on a day."""
    return people.members(team_ids=reached(viewer, initiative, team_ids, on), on=on)


def last_asked(person_ids: Collection[int], on: date) -> dict[int, date]:
    """Of these people, those asked less than four weeks before a day, with the day they were last asked on.

    Offers of help do not count: who was offered something was not made to answer anything.
    """
    asked = Asked.objects.filter(on__gt=on - REST, on__lte=on).exclude(wave__template=HELP)
    rows = asked.values("person_id").annotate(last=Max("on"))
    wanted = set(person_ids)
    return {row["person_id"]: row["last"] for row in rows if row["person_id"] in wanted}


def planned(before: datetime | None = None, own: UUID | None = None) -> tuple[Planned, ...]:
    """Surveys that are planned and not open yet, with the teams they mean, in one query.

    ``before``: only those written down earlier, and the plan ``own`` itself. So of two plans that want the same people
    within four weeks the one that was there first keeps them, and each plan says the same of itself whoever asks.
    """
    rows = Wave.objects.filter(state=WaveState.DRAFT)
    if before is not None:
        rows = rows.filter(Q(created_at__lt=before) | Q(pk=own))
    found: dict[UUID, tuple[tuple[date, date], set[int], set[int]]] = {}
    for wave, opens_on, closes_on, chosen, meant in rows.order_by("opens_on", "id").values_list(
        "id", "opens_on", "closes_on", "asked_teams__team_id", "initiative__audience__team_id"
    ):
        _days, some, all_of_them = found.setdefault(wave, ((opens_on, closes_on), set(), set()))
        some |= {chosen} - {None}
        all_of_them |= {meant} - {None}
    return tuple(
        Planned(*days, frozenset(some), frozenset(every), wave == own)
        for wave, (days, some, every) in found.items()
    )


def kept(viewer: Viewer, of: Sequence[PersonFact], plans: Iterable[Planned], on: date) -> dict[int, date]:
    """Of these people, those whom a plan opening less than four weeks before or after a day will ask, with its day.

    A plan whose last day went by asks nobody any more.
    """
    teams = people.sight(viewer=viewer).teams
    found: dict[int, date] = {}
    for plan in plans:
        near = abs((plan.opens_on - on).days) < REST.days and plan.closes_on > viewer.on
        if near and not plan.own:
            meant = plan.reaches(teams)
            found |= {
                each.id: max(plan.opens_on, found.get(each.id, on)) for each in of if each.team_id in meant
            }
    return found


def free(
    viewer: Viewer, of: Sequence[PersonFact], on: date, plans: Iterable[Planned] = ()
) -> tuple[PersonFact, ...]:
    """Those who may be asked on a day, and whom no plan that was there before will ask within four weeks."""
    full = last_asked([each.id for each in of], on) | kept(viewer, of, plans, on)
    return tuple(each for each in of if each.id not in full)


def audience(
    *,
    viewer: Viewer,
    initiative: Initiative,
    team_ids: Collection[int],
    on: date,
    plans: Iterable[Planned] = (),
) -> Audience:
    """How many would be asked on a day, how many are full and until when, and how many no mail reaches."""
    return counted(viewer, everybody(viewer, initiative, team_ids, on), on, plans)


def counted(viewer: Viewer, every: Sequence[PersonFact], on: date, plans: Iterable[Planned] = ()) -> Audience:
    """The same of people already fetched."""
    asked_lately = last_asked([each.id for each in every], on)
    taken = kept(viewer, every, plans, on)
    last = {
        each: max(asked_lately.get(each, on - REST), taken.get(each, on - REST))
        for each in asked_lately | taken
    }
    asked = [each for each in every if each.id not in last]
    reachable = addresses([each.id for each in asked])
    return Audience(
        people=len(every),
        full=len(last),
        all_free_on=max(last.values()) + REST if last else None,
        without_address=len(asked) - len(reachable),
        groups=len({each.team_id for each in asked}),
        planned=len(taken.keys() - asked_lately.keys()),
    )
