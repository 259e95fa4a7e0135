"""Who is affected by every change at once, how much and from when: for laying changes beside each other. Few queries, however many changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from takehold.initiatives import models
from takehold.initiatives.facts import AffectedGroup, GroupKind
from takehold.initiatives.queries.impact import group_of, said
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.people.queries.jobs import jobs


@dataclass(frozen=True, slots=True)
class Impact:
    """One line of a change's sheet with something in it, and the day it begins: its own, the team's go-live, or the change's."""

    initiative_id: int
    group: AffectedGroup
    on: date | None


def impacts(*, viewer: Viewer, initiative_ids: Collection[int]) -> tuple[Impact, ...]:
    """Every line of the sheets of these changes, which the caller may read; at most three queries beside those of sight."""
    teams = people.sight(viewer=viewer).teams
    lines = list(models.AffectedGroup.objects.filter(initiative__in=initiative_ids))
    held = jobs(viewer=viewer) if any(line.kind == GroupKind.JOB for line in lines) else ()
    days: dict[int, dict[int | None, date]] = defaultdict(dict)
    for each in models.GoLive.objects.filter(initiative__in=initiative_ids):
        days[each.initiative_id][each.team_id] = each.on
    found = []
    for line in lines:
        group = group_of(said(line), teams, held)
        if group.affected:
            own = days[line.initiative_id]
            found.append(
                Impact(
                    line.initiative_id,
                    group,
                    line.from_on or (own.get(line.team_id) if line.team_id else None) or own.get(None),
                )
            )
    return tuple(found)
