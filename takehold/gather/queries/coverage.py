"""Who is affected and has not been heard: affected groups by ways of listening, each with when it was last reached.

What is known of teams is told of reporting groups only. Of says and notes the month is told, of surveys that they
went out and whether results of the group's answers exist; one-to-ones and hearsay reach nobody here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Max, Value

from takehold.gather.disclosure.participation import groups_asked
from takehold.gather.facts.coverage import Coverage, CoverageRow, OpenSurvey, Reached, Way
from takehold.gather.facts.disclosure import GroupAsked
from takehold.gather.models import (
    Hearing,
    Note,
    NoteKind,
    Say,
    Tally,
    Visibility,
)
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import GroupKind, ImpactSheet, Initiative
from takehold.initiatives.queries.impact import affected_teams, sheet
from takehold.initiatives.queries.standings import band
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, ReportingUnit, TeamFact, Viewer

ByTeam = dict[int, Reached]
RECENT = timedelta(weeks=8)


def coverage(*, viewer: Viewer, slug: str) -> Coverage:
    """The map of one change, of the groups that this viewer may read; those not heard first. Raises ``NotYours``."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    sight = people.sight(viewer=viewer)
    impact = sheet(viewer=viewer, slug=slug)
    affected = affected_teams(viewer=viewer, slug=slug, found=impact)
    asked = tuple(groups_asked(initiative=initiative))
    ways = _ways(viewer, initiative, sight.teams, asked)
    units = [unit for unit in sight.units if unit.team_ids & affected]
    own = people.own_teams(viewer)
    rows = [_row(unit, ways, own) for unit in units]
    whole = viewer.has(*EVERYWHERE)
    if whole:
        rows += _jobs(impact, sight.units, ways)
    rows.sort(key=lambda row: (row.heard, row.is_job, row.name))
    return Coverage(tuple(rows), whole, _open_surveys(asked))


def reached_by_people(*, viewer: Viewer, initiative: Initiative) -> frozenset[int]:
    """Teams whose people were heard of a change: by a survey, something said, a note or a channel. A system that runs, and
    somebody who counts, have asked nobody yet.

    For who may read the change; two queries, and no day of any team leaves.
    """
    asked = groups_asked(initiative=initiative)
    ways = (_surveys(asked), *_voices(initiative, people.sight(viewer=viewer).teams).values())
    return frozenset(team for way in ways for team, reached in way.items() if reached.heard)


def _row(unit: ReportingUnit, ways: Mapping[Way, ByTeam], own: Collection[int]) -> CoverageRow:
    cells = tuple((way, _latest(ways[way], unit.team_ids)) for way in Way)
    return CoverageRow(unit.name, False, band(unit.people), cells, bool(unit.team_ids & set(own)))


def _jobs(
    impact: ImpactSheet, units: Sequence[ReportingUnit], ways: Mapping[Way, ByTeam]
) -> Iterable[CoverageRow]:
    """Jobs of the sheet: reached as far as the reporting groups are in which they are held."""
    for group in impact.groups:
        if group.said.kind is not GroupKind.JOB or not group.affected:
            continue
        held = [unit for unit in units if unit.team_ids & group.team_ids]
        cells = tuple((way, _of_all(ways[way], held)) for way in Way)
        yield CoverageRow(group.name, True, group.people, cells)


def _of_all(by_team: ByTeam, held: Sequence[ReportingUnit]) -> Reached | None:
    found = [each for each in (_latest(by_team, unit.team_ids) for unit in held) if each is not None]
    if not found:
        return None
    told = [each for each in found if not each.asked_only]
    latest = max(told or found, key=lambda each: each.on)
    return replace(latest, part=len(told or found), of=len(held))


def _latest(by_team: ByTeam, teams: Collection[int]) -> Reached | None:
    """What was heard goes before what was only asked, then the latest."""
    found = [by_team[team] for team in teams if team in by_team]
    return max(found, key=lambda each: (not each.asked_only, each.on), default=None)


def _ways(
    viewer: Viewer, initiative: Initiative, teams: Sequence[TeamFact], asked: Sequence[GroupAsked]
) -> dict[Way, ByTeam]:
    tallied, own_eyes = _tallies(initiative)
    return {
        Way.DATA: _data(viewer, initiative, own_eyes),
        Way.SURVEY: _surveys(asked),
        **_voices(initiative, teams),
        Way.TALLY: tallied,
    }


def _data(viewer: Viewer, initiative: Initiative, own_eyes: Collection[int]) -> ByTeam:
    """The month of the newest data, or that it was before the last 8 weeks; what was tallied is a way of its own.

    Never from the day of a unit's own verdict: where a newer one is still the team's own, it would be seen by its age.
    """
    reached: ByTeam = {}
    for standing in initiatives.standings(viewer=viewer, slug=initiative.slug):
        if standing.as_of is None or standing.behaviour.measure_id in own_eyes:
            continue
        month = standing.as_of.replace(day=1)
        quiet = {team for unit in standing.units if not unit.verdict.chances for team in unit.team_ids}
        _keep(reached, standing.with_data - quiet, Reached(month, by_month=True))
        long_ago = (standing.as_of - RECENT).replace(day=1)
        _keep(reached, standing.with_data & quiet, Reached(long_ago, by_month=True, before=True))
    return reached


def _tallies(initiative: Initiative) -> tuple[ByTeam, frozenset[int]]:
    """When each team was counted by eye, and the measures that such counts go to."""
    rows = list(
        Tally.objects.filter(initiative_slug=initiative.slug)
        .order_by()
        .values("team_id", "measure_id")
        .annotate(last=Max("day"))
        .values_list("team_id", "measure_id", "last")
    )
    reached: ByTeam = {}
    for team, _measure, last in rows:
        _keep(reached, (team,), Reached(last))
    return reached, frozenset(measure for _team, measure, _last in rows)


def _surveys(asked: Iterable[GroupAsked]) -> ByTeam:
    """Asked on the day it opened; heard where results exist of the group that the team's answers went into."""
    reached: ByTeam = {}
    for each in asked:
        _keep(reached, each.teams, Reached(each.heard or each.opened, asked_only=each.heard is None))
    return reached


def _voices(initiative: Initiative, teams: Sequence[TeamFact]) -> dict[Way, ByTeam]:
    """Says, notes and open channels, in one query. A channel of no team in particular says nothing of any group."""
    of = {"initiative_id": initiative.id, "team__isnull": False}
    says = Say.objects.filter(**of).values_list(Value(Way.SAY.value), "team_id", "said_on")
    notes = (
        Note.objects.filter(**of, about__isnull=True, kind__in=(NoteKind.OBSERVATION, NoteKind.MEETING))
        .exclude(visibility=Visibility.PAIR)
        .values_list(Value(Way.NOTES.value), "team_id", "happened_on")
    )
    heard = Hearing.objects.filter(channel__initiative_id=initiative.id)
    channels = heard.values_list(Value(Way.CHANNEL.value), "channel__team_id", "last")
    found: dict[Way, ByTeam] = {Way.SAY: {}, Way.NOTES: {}, Way.CHANNEL: {}}
    for name, team, on in says.order_by().union(notes.order_by(), channels.order_by()):
        way = Way(name)
        if way is Way.CHANNEL:
            meant = people.with_those_below(teams, [team]) if team else ()
            _keep(found[way], meant, Reached(on))
        else:
            _keep(found[way], (team,), Reached(on.replace(day=1), by_month=True))
    return found


def _keep(reached: ByTeam, teams: Iterable[int], new: Reached | None) -> None:
    if new is None:
        return
    for team in teams:
        was = reached.get(team)
        if was is None or (was.asked_only, -was.on.toordinal()) > (new.asked_only, -new.on.toordinal()):
            reached[team] = new


def _open_surveys(asked: Iterable[GroupAsked]) -> tuple[OpenSurvey, ...]:
    """Surveys that are open, with what the guard of answers tells of participation: the sum of its groups."""
    found: dict[UUID, OpenSurvey] = {}
    for each in asked:
        if each.told is not None:
            so_far = found.get(each.wave_id, OpenSurvey(each.title, 0, 0, 0))
            found[each.wave_id] = replace(
                so_far,
                low=so_far.low + each.told[0],
                high=so_far.high + each.told[1],
                invited=so_far.invited + each.invited,
            )
    return tuple(found.values())
