"""How large teams were, from the day on which something was told of them first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Model, Q

from takehold.people.facts import Sight
from takehold.people.models import Membership, TeamParent

Row = tuple[date, date | None, int]


def sizes(seen: Sight, *, since: date, on: date) -> dict[int, Sequence[tuple[date, int]]]:
    """For each team (first day, people) from ``since`` to ``on``, in order. From the floor on nobody is counted.

    Of days before ``since`` nothing is said: an organisation that brings in those who work there today does not know
    who has left.
    """
    floor = seen.scope.floor
    found: dict[int, Sequence[tuple[date, int]]] = {
        team.id: [(since, min(floor, team.people))] for team in seen.teams
    }
    overlap = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=since))
    said = TeamParent.objects.filter(overlap).order_by("valid_from")
    changed = _moved(TeamParent, since, on) | _moved(Membership, since, on)
    if not changed:
        return found
    members = (
        Membership.objects.filter(overlap, team__in=changed)
        .order_by()
        .values("team", "valid_from", "valid_to")
    )
    by_team: dict[int, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for team, start, end, people, waits in said.filter(team__in=changed).values_list(
        "team_id", "valid_from", "valid_to", "said_people", "waits"
    ):
        by_team[team][0].append((start, end, 0 if waits else people or 0))
    for team, start, end, people in members.annotate(people=Count("*")).values_list(
        "team", "valid_from", "valid_to", "people"
    ):
        by_team[team][1].append((start, end, people))
    for team, rows in by_team.items():
        found[team] = _steps(*rows, since, on, floor)
    return found


def _moved(rows: type[Model], since: date, on: date) -> set[int]:
    """Teams of which a row begins or ends after the first day."""
    manager: Any = rows._default_manager
    edges = Q(valid_from__gt=since, valid_from__lte=on) | Q(valid_to__gt=since, valid_to__lte=on)
    return set(manager.filter(edges).values_list("team_id", flat=True).distinct())


def _steps(said: list[Row], members: list[Row], since: date, on: date, floor: int) -> list[tuple[date, int]]:
    edges = {day for start, end, _n in (*said, *members) for day in (start, end) if day and since < day <= on}
    steps: list[tuple[date, int]] = []
    for day in sorted({since, *edges}):
        own = sum(n for start, end, n in members if start <= day and (end is None or end > day))
        told = [n for start, end, n in said if start <= day and (end is None or end > day)]
        people = min(floor, own or (told[-1] if told else 0))
        if not steps or steps[-1][1] != people:
            steps.append((day, people))
    return steps
