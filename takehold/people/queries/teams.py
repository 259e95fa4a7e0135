"""Teams on a date, the units they make, and which of them a viewer may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from takehold.people.facts import EVERYWHERE, ReportingUnit, TeamFact, Viewer
from takehold.people.models import Membership, Organisation, Reorganisation, Team, TeamParent
from takehold.people.queries.partition import FLOOR, partition


def valid(on: date) -> Q:
    """Rows that hold on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def floor() -> int:
    """The smallest group that may be shown, at least five people."""
    found = Organisation.objects.values_list("floor", flat=True).first()
    return max(FLOOR, found or FLOOR)


def all_teams(on: date) -> tuple[TeamFact, ...]:
    """As ``teams_and_floor``, the teams alone."""
    return teams_and_floor(on)[0]


def teams_and_floor(on: date) -> tuple[tuple[TeamFact, ...], int]:
    """Every team as it is on a day. A team without known members counts the size it was said to have, once confirmed.

    With the floor, in one query, because every page begins with it.
    """
    places = TeamParent.objects.filter(valid(on), team=OuterRef("pk")).order_by("-valid_from")
    members = (
        Membership.objects.filter(valid(on), team=OuterRef("pk"))
        .order_by()
        .values("team")
        .annotate(people=Count("*"))
        .values("people")
    )
    rows = Team.objects.annotate(
        above=Subquery(places.values("parent_id")[:1]),
        said=Subquery(places.values("said_people")[:1]),
        waits=Subquery(places.values("waits")[:1]),
        members=Subquery(members),
        floor=Subquery(Organisation.objects.values("floor")[:1]),
    ).order_by("name", "key")
    columns = (
        "id", "key", "name", "above", "together__first_id", "together__place", "said", "waits", "members", "floor",
    )  # fmt: skip
    found = list(rows.values_list(*columns))
    teams = tuple(
        TeamFact(
            team,
            key,
            name,
            parent,
            members or (0 if waits else said) or 0,
            tied,
            place or 0,
            (said or 0) if waits and not members else 0,
        )
        for team, key, name, parent, tied, place, said, waits, members, _floor in found
    )
    return teams, max(FLOOR, found[0][-1] or 0) if found else floor()


def teams(*, viewer: Viewer) -> tuple[TeamFact, ...]:
    """The teams that make up the organisation, for whoever has a part in it."""
    return all_teams(viewer.on) if viewer.roles else ()


def units(*, viewer: Viewer, on: date) -> tuple[ReportingUnit, ...]:
    """The whole organisation's partition into units on a day: the same for everybody who looks."""
    if not viewer.roles:
        return ()
    teams, at_least = teams_and_floor(on)
    return partition(teams, floor=at_least)


def visible_units(*, viewer: Viewer) -> tuple[ReportingUnit, ...]:
    """The units whose figures this viewer may read, whole units only."""
    return readable(viewer, *teams_and_floor(viewer.on))


def readable(viewer: Viewer, teams: Sequence[TeamFact], at_least: int) -> tuple[ReportingUnit, ...]:
    """As ``visible_units``, from teams already fetched."""
    if not viewer.roles:
        return ()
    every = partition(teams, floor=at_least)
    if viewer.has(*EVERYWHERE):
        return every
    own = with_those_below(teams, (role.team_id for role in viewer.roles if role.team_id is not None))
    return tuple(unit for unit in every if unit.team_ids & own)


def with_those_below(teams: Iterable[TeamFact], top: Iterable[int]) -> frozenset[int]:
    """Ids of the teams named and of all below them."""
    below: dict[int | None, list[int]] = {}
    for each in teams:
        below.setdefault(each.parent_id, []).append(each.id)
    found: set[int] = set()
    waiting = list(top)
    while waiting:
        team = waiting.pop()
        if team not in found:
            found.add(team)
            waiting += below.get(team, [])
    return frozenset(found)


def baselines(*, viewer: Viewer, units: Sequence[ReportingUnit]) -> dict[str, date]:
    """For each unit the day from which its baseline begins anew, where a reorganisation did not just continue."""
    started: dict[int, date] = {}
    rows = Reorganisation.objects.filter(on__lte=viewer.on).exclude(kind="continues").order_by("on")
    for team, on in rows.values_list("later_id", "on"):
        started[team] = on
    found = {}
    for unit in units:
        days = [started[team] for team in unit.team_ids if team in started]
        if days:
            found[unit.name] = max(days)
    return found


def current(teams: Sequence[TeamFact], keep: Iterable[int] = ()) -> tuple[TeamFact, ...]:
    """Teams with people, or with such below them, and those to ``keep``: what one chooses from. All where none has."""
    populated = {team.id for team in teams if team.people} or {team.id for team in teams}
    above = {team.id: team.parent_id for team in teams}
    wanted = set(keep)
    for each in populated:
        at: int | None = each
        while at is not None and at in above and at not in wanted:
            wanted.add(at)
            at = above[at]
    return tuple(team for team in teams if team.id in wanted)


def team_count(*, viewer: Viewer) -> int:
    """How many reporting units the organisation has today."""
    return len(units(viewer=viewer, on=viewer.on))
