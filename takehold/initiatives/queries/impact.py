"""Who is affected by a change, how much, from when; the audience and the dated needs that follow from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from takehold.initiatives import models
from takehold.initiatives.facts import (
    ASPECTS,
    AffectedGroup,
    AudienceDifference,
    BehaviourStanding,
    GroupKind,
    ImpactInput,
    ImpactSheet,
    Need,
)
from takehold.initiatives.queries.changes import fetch, reached
from takehold.initiatives.queries.rights import may_edit
from takehold.initiatives.queries.standings import band
from takehold.people import queries as people
from takehold.people.facts import TeamFact, Viewer
from takehold.people.queries.jobs import JobFact, jobs

TELL_BEFORE: Final = timedelta(weeks=4)
TRAIN_BEFORE: Final = timedelta(weeks=2)
TRAINED_FOR: Final = {"skills": 1, "tool": 2, "role": 2}
"""From which level on an aspect asks for training: any new skill, a tool or a role that changes a lot."""
FEWEST: Final = 5
MOST: Final = 300
"""Lines of a sheet."""
LONGEST_NOTE: Final = 300


def sheet(*, viewer: Viewer, slug: str) -> ImpactSheet:
    """The impact sheet, for whoever may read the change. Raises ``NotYours``."""
    sight = people.sight(viewer=viewer)
    row = fetch(viewer, slug, sight)
    lines = list(row.impacts.all())
    held = jobs(viewer=viewer) if any(line.kind == GroupKind.JOB for line in lines) else ()
    groups = tuple(group_of(said(line), sight.teams, held) for line in lines)
    return ImpactSheet(
        groups, version_of(each.said for each in groups), may_edit(viewer, row.pk, row.lead_id)
    )


def said(row: models.AffectedGroup) -> ImpactInput:
    """The row as it was said."""
    levels = tuple(getattr(row, aspect) for aspect in ASPECTS)
    return ImpactInput(GroupKind(row.kind), row.team_id, row.job, levels, row.from_on, row.note)


def group_of(line: ImpactInput, teams: Sequence[TeamFact], held: Sequence[JobFact]) -> AffectedGroup:
    """The line with the teams and people it means today."""
    if line.kind is GroupKind.JOB:
        job = next((each for each in held if each.name == line.job), JobFact(line.job, 0, frozenset()))
        return AffectedGroup(line, job.name, job.team_ids, band_of(job.people))
    meant = frozenset({line.team_id or 0})
    if line.kind is GroupKind.PLACE:
        meant = people.with_those_below(teams, meant)
    name = next((team.name for team in teams if team.id == line.team_id), "")
    count = sum(team.people for team in teams if team.id in meant)
    return AffectedGroup(line, name, meant, band_of(count))


def band_of(count: int) -> str:
    """A number of people as a band; what is fewer than five is told as that."""
    return band(count) if count >= FEWEST else f"0-{FEWEST - 1}"


def version_of(lines: Iterable[ImpactInput]) -> str:
    """A short hash of a sheet's content."""
    told = [[*each.group, each.levels, str(each.from_on), each.note] for each in lines]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def affected_teams(*, viewer: Viewer, slug: str, found: ImpactSheet | None = None) -> frozenset[int]:
    """The teams for which something changes: by the sheet (``found``, where it was read already); without one, the
    audience with all below it."""
    told = found if found is not None else sheet(viewer=viewer, slug=slug)
    if told.team_ids:
        return told.team_ids
    sight = people.sight(viewer=viewer)
    return reached(fetch(viewer, slug, sight), sight.teams) or frozenset(team.id for team in sight.teams)


def rests(*, viewer: Viewer, slug: str, standings: Sequence[BehaviourStanding]) -> dict[str, tuple[int, int]]:
    """On how many of how many affected teams each verdict rests, by the behaviour's key.

    Teams without people are none. A verdict of which no affected team is known is left out.
    """
    affected = affected_teams(viewer=viewer, slug=slug)
    staffed = {team.id for team in people.sight(viewer=viewer).teams if team.people} & affected
    return {
        each.behaviour.key: (len(each.with_data & staffed), len(staffed))
        for each in standings
        if each.verdict is not None and staffed
    }


def audience_difference(*, viewer: Viewer, slug: str) -> AudienceDifference:
    """What would change if the sheet's teams became the teams that the change is for."""
    sight = people.sight(viewer=viewer)
    row = fetch(viewer, slug, sight)
    wanted = _tops(sheet(viewer=viewer, slug=slug), sight.teams)
    now = reached(row, sight.teams) or frozenset(team.id for team in sight.teams)
    then = people.with_those_below(sight.teams, wanted)
    staffed = [team for team in sight.teams if team.people]
    return AudienceDifference(
        team_ids=wanted,
        added=tuple(team.name for team in staffed if team.id in then - now),
        removed=tuple(team.name for team in staffed if team.id in now - then),
        kept=sum(team.id in now & then for team in staffed),
    )


def needs(*, viewer: Viewer, slug: str) -> tuple[Need, ...]:
    """What each group needs before its day: to be told four weeks ahead, trained two weeks ahead; the earliest first.

    The day is the line's own, else the team's go-live, else the change's.
    """
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    days = {each.team_id: each.on for each in row.go_lives.all()}
    found: list[Need] = []
    for each in sheet(viewer=viewer, slug=slug).groups:
        touched = tuple(name for name, level in zip(ASPECTS, each.said.levels, strict=True) if level)
        if not touched:
            continue
        start = each.said.from_on or days.get(each.said.team_id) or days.get(None)
        found.append(_need("communication", each, start, TELL_BEFORE, touched))
        taught = tuple(
            name
            for name, level in zip(ASPECTS, each.said.levels, strict=True)
            if level >= TRAINED_FOR.get(name, 4)
        )
        if taught:
            found.append(_need("training", each, start, TRAIN_BEFORE, taught))
    return tuple(sorted(found, key=lambda need: (need.by or date.max, need.group, need.kind)))


def _need(
    kind: str, group: AffectedGroup, start: date | None, before: timedelta, aspects: tuple[str, ...]
) -> Need:
    return Need(kind, group.name, group.team_ids, start - before if start else None, aspects)


def _tops(found: ImpactSheet, teams: Sequence[TeamFact]) -> frozenset[int]:
    """The teams to tick: none that stands below another of them, since a ticked team includes those below it."""
    wanted = set(found.team_ids) & {team.id for team in teams}
    above = {team.id: team.parent_id for team in teams}
    return frozenset(team for team in wanted if not _under(team, wanted, above))


def _under(team: int, wanted: set[int], above: dict[int, int | None]) -> bool:
    at, seen = above.get(team), {team}
    while at is not None and at not in seen:
        if at in wanted:
            return True
        seen.add(at)
        at = above.get(at)
    return False
