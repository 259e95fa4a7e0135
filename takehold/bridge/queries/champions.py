"""Champions of a change: who can be asked in which group and on which shift, where nobody is, and one's own part.

Names of champions are read by whoever sees their group: people step forward in order to be asked. What one of them noted
is read by that person and, for making time for it, by those who lead the change; nothing is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from takehold.bridge import models
from takehold.bridge.facts.champions import (
    Champions,
    ChampionState,
    GroupCover,
    Named,
    OwnPart,
    Relief,
    Shift,
    Thanks,
    Worked,
)
from takehold.bridge.queries.rights import managed
from takehold.gaps.facts import Group
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import Change, change_of
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.people.queries.members import belonging

LOOKED_BACK: Final = timedelta(days=183)
"""So far back the hours of all are told by month."""
FOR_RELIEF: Final = 2
"""So many months, the running one among them, are told by person to those who lead."""


def champions(*, viewer: Viewer, slug: str) -> Champions:
    """The page of a change. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    known = groups(viewer=viewer, slug=slug, change=change)
    rows = list(
        models.Champion.objects.filter(initiative_id=change.id)
        .select_related("person", "asked_by", "initiative")
        .order_by("person__name", "id")
    )
    there = belonging((row.person_id for row in rows), on=viewer.on)
    serving = [row for row in rows if _serves(row, viewer.on) and (row.person_id, row.team_id) in there]
    said = list(models.ShiftWorked.objects.filter(initiative_id=change.id))
    own = next((row for row in rows if row.person_id == viewer.person_id), None)
    hours = _hours(change, viewer.on) if change.may_edit else []
    return Champions(
        slug=change.slug,
        change=change.name,
        groups=tuple(_group(each, serving, said, viewer) for each in known),
        worked=tuple(_worked(row, known) for row in sorted(said, key=lambda row: list(Shift).index(Shift(row.shift)))),
        mine=part(own, there) if own is not None else None,
        own_teams=own_teams_of(viewer, change),
        may_edit=change.may_edit,
        months=_months(hours),
        relief=_relief(hours, viewer.on),
        invited=tuple((row.person.name, row.asked_on or viewer.on) for row in rows if row.state == ChampionState.INVITED)
        if change.may_edit
        else (),
        may_praise=change.may_edit or any(row.team_id in managed(viewer) for row in serving),
    )  # fmt: skip


def to_thank(*, viewer: Viewer, slug: str, champion_id: int) -> tuple[int, int]:
    """The person and the team of a champion whom this viewer may ask. Raises ``NotYours``, ``Invalid`` for oneself."""
    change = change_of(viewer, slug)
    rows = models.Champion.objects.filter(initiative_id=change.id, state=ChampionState.SERVING)
    row = rows.filter(id=champion_id).first()
    if row is None or row.team_id is None or viewer.person_id is None or not seen_by(viewer, row):
        raise NotYours
    if row.person_id == viewer.person_id:
        raise Invalid("text", _("Thanks come from somebody else."))
    return row.person_id, row.team_id


def own_parts(*, viewer: Viewer) -> tuple[OwnPart, ...]:
    """The reader's own parts in all changes, with their thanks: those that ask for an answer first; what is over and was
    thanked by nobody is left out. Raises ``NotYours``."""
    if viewer.person_id is None:
        raise NotYours
    rows = list(
        models.Champion.objects.filter(person_id=viewer.person_id)
        .select_related("asked_by", "initiative")
        .prefetch_related(Prefetch("thanks", queryset=models.ChampionThanks.objects.select_related("by")))
        .order_by("initiative__name", "id")
    )
    there = frozenset((viewer.person_id, team) for team in people.own_teams(viewer))
    found = [part(row, there, with_hours=False) for row in rows]
    shown = [each for each in found if each.asked or each.serves or each.thanks]
    return tuple(sorted(shown, key=lambda each: not each.asked))


def own_teams_of(viewer: Viewer, change: Change) -> tuple[tuple[int, str], ...]:
    """The reader's own teams that the change is for, by name."""
    teams = people.sight(viewer=viewer).teams
    meant = people.with_those_below(teams, change.team_ids) if change.team_ids else None
    own = people.own_teams(viewer)
    return tuple(
        (each.id, each.name) for each in teams if each.id in own and (meant is None or each.id in meant)
    )


def seen_by(viewer: Viewer, row: models.Champion) -> bool:
    """Whether this viewer may read that this person is a champion."""
    return row.team_id in people.sight(viewer=viewer).scope.teams | people.own_teams(viewer)


def part(row: models.Champion, there: Iterable[tuple[int, int]], *, with_hours: bool = True) -> OwnPart:
    """A row as its person reads it. ``there``: (person, team) of today."""
    return OwnPart(
        id=row.pk,
        slug=row.initiative.slug,
        change=row.initiative.name,
        state=ChampionState(row.state),
        team_id=row.team_id,
        shifts=_shifts(row),
        since=row.since,
        until=row.until,
        asked_by=row.asked_by.name if row.asked_by is not None else "",
        hours=tuple((each.on, each.halves) for each in row.hours.all()) if with_hours else (),
        thanks=tuple(
            Thanks(each.on, each.by.name if each.by is not None else "", each.text)
            for each in (row.thanks.select_related("by") if with_hours else row.thanks.all())
        ),
        version=row.version,
        elsewhere=row.state == ChampionState.SERVING and (row.person_id, row.team_id) not in set(there),
    )


def _serves(row: models.Champion, on: date) -> bool:
    return row.state == ChampionState.SERVING and (row.until is None or row.until >= on)


def _shifts(row: models.Champion) -> tuple[Shift, ...]:
    return tuple(shift for shift in Shift if shift.value in row.shifts)


def _group(
    unit: Group, serving: Iterable[models.Champion], said: Iterable[models.ShiftWorked], viewer: Viewer
) -> GroupCover:
    here = [row for row in serving if row.team_id in unit.team_ids]
    of_it = {row.shift for row in said if not row.team_ids or unit.team_ids & set(row.team_ids)}
    worked = tuple(shift for shift in Shift if shift in of_it)
    covered = {shift for row in here for shift in _shifts(row)}
    named = tuple(
        Named(row.pk, row.person.name, _shifts(row), row.person_id == viewer.person_id) for row in here
    )
    return GroupCover(unit.name, named, worked, tuple(shift for shift in worked if shift not in covered))


def _worked(row: models.ShiftWorked, known: Iterable[Group]) -> Worked:
    teams = set(row.team_ids)
    return Worked(Shift(row.shift), tuple(each.name for each in known if each.team_ids & teams))


def _hours(change: Change, on: date) -> list[tuple[str, date, int]]:
    """(name, first of the month, half hours) of each note of the last months, by name."""
    rows = models.ChampionHours.objects.filter(champion__initiative_id=change.id, on__gt=on - LOOKED_BACK)
    told = rows.order_by("champion__person__name", "champion_id", "on")
    return [
        (name, day.replace(day=1), halves)
        for name, day, halves in told.values_list("champion__person__name", "on", "halves")
    ]


def _months(hours: Iterable[tuple[str, date, int]]) -> tuple[tuple[date, int], ...]:
    found: Counter[date] = Counter()
    for _name, month, halves in hours:
        found[month] += halves
    return tuple(sorted(found.items(), reverse=True))


def _relief(hours: Sequence[tuple[str, date, int]], on: date) -> tuple[Relief, ...]:
    """By month and then by name, never by how much."""
    months = {on.replace(day=1)}
    while len(months) < FOR_RELIEF:
        months.add((min(months) - timedelta(days=1)).replace(day=1))
    found: Counter[tuple[date, str]] = Counter()
    for name, month, halves in hours:
        if month in months:
            found[month, name] += halves
    ordered = sorted(found.items(), key=lambda each: (-each[0][0].toordinal(), each[0][1]))
    return tuple(Relief(month, name, halves) for (month, name), halves in ordered)
