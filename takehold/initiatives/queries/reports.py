"""Performance reports of a change, told unit by unit under the same floor as everything else.

What is told of all together is made of what is told of the units, and of nothing more: no difference of figures
speaks of fewer people than the floor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from takehold.analysis.facts import Period
from takehold.analysis.values import Reported, ValueStory, grain, tell
from takehold.initiatives import models
from takehold.initiatives.facts.reports import ReportAsked
from takehold.initiatives.queries.changes import fetch, reached
from takehold.ledger import queries as ledger
from takehold.ledger.facts import ReportedFigures, ReportedRow
from takehold.ledger.queries.manifest import version
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Sight, Viewer

ByDay = Mapping[date, Sequence[Reported]]


@dataclass(frozen=True, slots=True)
class ReportTold:
    """One report as a viewer may read it. ``waiting``: its names of teams are not settled yet.

    ``units`` are those this viewer may read, by name; ``whole`` is of everybody the change is for. ``unmatched``: names
    in the report that belong to no team of the change, or to groups too small to be told.
    """

    key: str
    name: str
    unit: str
    better: str
    source_id: int
    waiting: bool
    whole: ValueStory
    units: tuple[ValueStory, ...]
    unmatched: int


@dataclass(frozen=True, slots=True)
class _Read:
    """The units a report is for, what is stored of them, and what may be told of each."""

    among: tuple[ReportingUnit, ...]
    figures: ReportedFigures
    units: Mapping[str, ByDay]


def due_reports(*, now: datetime) -> tuple[int, ...]:
    """Ids of reports whose names of teams are to be settled: their source changed since, or another day began."""
    running = Q(initiative__ended_on__isnull=True) | Q(initiative__ended_on__gt=timezone.localdate(now))
    rows = models.PerformanceReport.objects.filter(running).values_list(
        "id", "source_id", "told_version", "told_on"
    )
    today = timezone.localtime(now).date()
    return tuple(pk for pk, source, seen, on in rows if on != today or seen != version(source))


def reports(*, viewer: Viewer, slug: str) -> tuple[ReportTold, ...]:
    """The reports of a change, in the order in which they came. Raises ``NotYours``."""
    mine = people.sight(viewer=viewer)
    row = fetch(viewer, slug, mine)
    found = list(row.reports.select_related("measure"))
    if not found:
        return ()
    house = people.system_viewer(on=viewer.on)
    sight = people.sight_of_house(mine, on=viewer.on)
    meant = reached(row, sight.teams)
    asked = [ReportAsked(each.pk, each.source_id, each.measure_id, meant) for each in found]
    told = _read(asked, house, sight)
    visible = {unit.team_ids for unit in mine.units}
    return tuple(_told(each, told[each.pk], house.on, visible) for each in found)


def whole_stories(*, viewer: Viewer, asked: Sequence[ReportAsked]) -> dict[int, ValueStory]:
    """What is told of everybody by several reports of changes that this viewer may read, by the number of the report: in
    three queries, however many they are, beside those for what one sees."""
    if not asked:
        return {}
    house = people.system_viewer(on=viewer.on)
    read = _read(asked, house, people.sight_of_house(people.sight(viewer=viewer), on=viewer.on))
    return {number: _whole(each.units, house.on)[0] for number, each in read.items()}


def _told(row: models.PerformanceReport, read: _Read, on: date, visible: set[frozenset[int]]) -> ReportTold:
    told = read.units
    whole, period = _whole(told, on)
    names = {unit.name for unit in read.among if unit.team_ids in visible}
    used = {
        each.label
        for name, several_rows in read.figures.units.items()
        if told.get(name)
        for each in several_rows
    }
    definition = row.measure.definition
    return ReportTold(
        key=row.key,
        name=row.name,
        unit=str(definition.get("unit", "")),
        better=str(definition.get("better", "")),
        source_id=row.source_id,
        waiting=row.told_on is None,
        whole=whole,
        units=tuple(tell(name, told[name], period=period, as_of=on) for name in sorted(names) if told[name]),
        unmatched=len(read.figures.labels - used),
    )


def _whole(told: Mapping[str, ByDay], on: date) -> tuple[ValueStory, Period]:
    """The story of all units together, and the period of the report."""
    every: dict[date, list[Reported]] = defaultdict(list)
    for found in told.values():
        for day, values in found.items():
            every[day] += values
    period = grain(every) if every else Period.DAY
    return tell("", every, period=period, as_of=on), period


def _read(asked: Sequence[ReportAsked], house: Viewer, sight: Sight) -> dict[int, _Read]:
    """Each report as it is told of the units it is for."""
    sources = {each.source_id for each in asked}
    spans = people.spans_by_source(viewer=house, source_ids=sources, units=sight.units)
    teams = people.accepted_by_source(source_ids=sources)
    among = [
        tuple(unit for unit in sight.units if not each.team_ids or unit.team_ids & each.team_ids)
        for each in asked
    ]
    own = [
        [span for span in spans[each.source_id] if span.teams in wanted]
        for each, units in zip(asked, among, strict=True)
        for wanted in ({unit.team_ids for unit in units},)
    ]
    figures = ledger.reported_each(
        scope=sight.scope,
        asked=[(each.measure_id, found) for each, found in zip(asked, own, strict=True)],
        as_of=house.on,
    )
    return {
        each.id: _Read(units, told, _by_unit(teams[each.source_id], sight, units, told.units))
        for each, units, told in zip(asked, among, figures, strict=True)
    }


def _by_unit(
    teams: Mapping[str, int | None],
    sight: Sight,
    units: Sequence[ReportingUnit],
    rows: Mapping[str, Sequence[ReportedRow]],
) -> dict[str, ByDay]:
    """What is told of each unit. Of several teams put together only periods for which enough people's teams reported."""
    several = {unit.name for unit in units if len(unit.team_ids) > 1}
    sizes = {team.id: team.people for team in sight.teams}
    told: dict[str, ByDay] = {}
    for unit in units:
        days = _by_day(rows.get(unit.name, ()))
        if unit.name in several:
            days = {
                day: each
                for day, each in days.items()
                if sum(sizes.get(t, 0) for t in {teams.get(r.label) for r in each} if t) >= sight.scope.floor
            }
        told[unit.name] = {day: [r.value for r in each] for day, each in days.items()}
    return told


def _by_day(rows: Sequence[ReportedRow]) -> dict[date, list[ReportedRow]]:
    found: dict[date, list[ReportedRow]] = defaultdict(list)
    for each in rows:
        found[each.day].append(each)
    return found
