"""How much is asked of the same people at once: planned changes by reporting group and week.

A change weighs on a group from two weeks before its first day there (people are told and trained) to six weeks after it
(they learn it), by what its impact sheet says: six sides of work, each none, a little, a lot or all. By person, a group's
week is the sum over changes of what one changes, times the share of the group's people it is for. The steps are our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from takehold.alignment.facts.load import Colouring, LoadMap, Row, Thing, Week
from takehold.analysis.series import monday
from takehold.gather.queries.listening import ears
from takehold.initiatives.facts import GroupKind
from takehold.initiatives.queries.impacts import Impact, impacts
from takehold.initiatives.queries.names import ChangeName
from takehold.people import queries as people
from takehold.people.facts import NotYours, ReportingUnit, TeamFact, Viewer

BEFORE: Final = timedelta(weeks=2)
AFTER: Final = timedelta(weeks=6)
WEEKS: Final = 12
MOST: Final = 30
"""Groups on one page."""
MEDIUM, HEAVY = 6.0, 12.0
"""Of 18: from here on a person has much, or more than much, to take in at once."""
STEPS: Final = 3


def load(*, viewer: Viewer, start: date, colouring: Colouring = Colouring.PERSON, find: str = "") -> LoadMap:
    """Twelve weeks of the groups this viewer sees, from the week of ``start`` on. ``find``: a part of a group's name.

    Raises ``NotYours`` for who has no role here.
    """
    if not viewer.roles:
        raise NotYours
    going = {each.id: each for each in ears(viewer).changes if not each.ended}
    every = impacts(viewer=viewer, initiative_ids=going)
    first = monday(start)
    mondays = tuple(first + timedelta(weeks=no) for no in range(WEEKS))
    sight = people.sight(viewer=viewer)
    sizes = {team.id: team for team in sight.teams}
    hit = []
    for unit in sight.units:
        things = things_of(unit, every, going, sizes, mondays)
        if things and find.casefold() in unit.name.casefold():
            hit.append((unit, things))
    top = max((_sum(unit, things, each) for unit, things in hit for each in mondays), default=0.0)
    rows = [
        Row(unit.name, unit.people, _weeks(unit, things, mondays, colouring, top), things)
        for unit, things in hit
    ]
    rows.sort(key=lambda row: (-row.fullest.step, -row.fullest.value, row.group))
    return LoadMap(
        colouring=colouring,
        mondays=mondays,
        rows=tuple(rows[:MOST]),
        more=max(0, len(rows) - MOST),
        heavy=sum(row.fullest.step == STEPS for row in rows),
        undated=tuple(sorted({going[each.initiative_id].name for each in every if each.on is None})),
    )


def beside(*, viewer: Viewer, slug: str) -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    """What else hits the groups that a change hits, in the same weeks: (group, other changes), the fullest first.

    Raises ``NotYours``.
    """
    going = {each.id: each for each in ears(viewer).changes if not each.ended or each.slug == slug}
    own = next((each for each in going.values() if each.slug == slug), None)
    if own is None:
        raise NotYours
    every = impacts(viewer=viewer, initiative_ids=going)
    sight = people.sight(viewer=viewer)
    sizes = {team.id: team for team in sight.teams}
    found = []
    for unit in sight.units:
        things = things_of(unit, every, going, sizes, ())
        mine = [each for each in things if each.slug == slug]
        others = tuple(
            each
            for each in things
            if each.slug != slug and any(each.first <= one.last and one.first <= each.last for one in mine)
        )
        if others:
            found.append((unit.name, others))
    return tuple(sorted(found, key=lambda each: (-sum(one.weight * one.share for one in each[1]), each[0])))


def things_of(
    unit: ReportingUnit,
    every: Iterable[Impact],
    going: dict[int, ChangeName],
    sizes: dict[int, TeamFact],
    mondays: Sequence[date],
) -> tuple[Thing, ...]:
    """Every change that hits a group, in the weeks named (none: at any time), the earliest first.

    A line about a job counts for the whole of a team in which somebody holds it: how many do there is told to nobody.
    """
    found = []
    for each in every:
        meant = each.group.team_ids & unit.team_ids
        if not meant or each.on is None:
            continue
        begins, ends = monday(each.on - BEFORE), monday(each.on + AFTER)
        if mondays and not any(begins <= week <= ends for week in mondays):
            continue
        change = going[each.initiative_id]
        levels = each.group.said.levels
        found.append(
            Thing(
                change.slug,
                change.name,
                sum(levels),
                max(levels),
                _share(unit, meant, each, sizes),
                begins,
                ends,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.first, one.change, -one.weight)))


def _share(unit: ReportingUnit, meant: Collection[int], each: Impact, sizes: dict[int, TeamFact]) -> float:
    if meant == unit.team_ids or each.group.said.kind is GroupKind.JOB or not unit.people:
        return 1.0
    return min(1.0, sum(sizes[team].people for team in meant if team in sizes) / unit.people)


def _weeks(
    unit: ReportingUnit, things: Sequence[Thing], mondays: Sequence[date], colouring: Colouring, top: float
) -> tuple[Week, ...]:
    found = []
    for each in mondays:
        now = [one for one in things if one.first <= each <= one.last]
        person = sum(one.weight * one.share for one in now)
        worst = max((one.worst for one in now), default=0)
        total = _sum(unit, things, each)
        value = {Colouring.PERSON: person, Colouring.WORST: float(worst), Colouring.SUM: total}[colouring]
        step = {
            Colouring.PERSON: 0 if not person else 1 + (person >= MEDIUM) + (person >= HEAVY),
            Colouring.WORST: worst,
            Colouring.SUM: 0 if not total else min(STEPS, 1 + int(STEPS * total / top)) if top else 0,
        }[colouring]
        found.append(Week(each, value, step, len({one.slug for one in now})))
    return tuple(found)


def _sum(unit: ReportingUnit, things: Iterable[Thing], week: date) -> float:
    return sum(one.weight * one.share * unit.people for one in things if one.first <= week <= one.last)
