"""Looking again, once a day, at what figures and surveys say of the gaps of a change that are not closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from takehold.gaps import models
from takehold.gaps.facts import GapState, SourceKind
from takehold.gaps.queries import stopping
from takehold.gaps.queries.gaps import team_ids
from takehold.gaps.queries.widespread import kept, widespread
from takehold.gather.disclosure.by_team import by_team, newest
from takehold.gather.facts.disclosure import NotYet
from takehold.gather.queries import still_there
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.ledger.queries.persons import with_persons
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer

FIGURE: Final = "figure/"
Shown = tuple[BehaviourStanding, UnitStanding]


def due(now: datetime) -> tuple[int, ...]:
    """Changes with a gap that is not closed and was not looked at today."""
    waits = Q(looked_on=None) | Q(looked_on__lt=timezone.localdate(now))
    rows = models.Gap.objects.filter(waits, initiative__ended_on=None).exclude(state=GapState.CLOSED)
    return tuple(rows.order_by("initiative_id").values_list("initiative_id", flat=True).distinct())


def look(*, initiative_id: int, now: datetime) -> None:
    """What everybody may read today: a slide that only its team knows of yet says nothing here."""
    today = timezone.localdate(now)
    house = people.system_viewer(on=today)
    open_ones = models.Gap.objects.filter(initiative_id=initiative_id).exclude(state=GapState.CLOSED)
    rows = list(open_ones.select_related("initiative").prefetch_related("teams", "citations").order_by("id"))
    if not rows:
        return
    standings = initiatives.standings(viewer=house, slug=rows[0].initiative.slug)
    told = _widely(house, {row.pk: _shown(row, standings) for row in rows})
    stops = _stops(house, initiative_id, {row.pk: team_ids(row) for row in rows})
    for row in rows:
        row.spread_told = told.get(row.pk, row.spread_told)
        row.stops_told = stops.get(row.pk, {})
        row.looked_on = today
    models.Gap.objects.bulk_update(rows, ["spread_told", "stops_told", "looked_on"])


def _shown(row: models.Gap, standings: Iterable[BehaviourStanding]) -> Shown | None:
    """The figure of one group that the gap was opened from, or that shows it."""
    shown = [
        each.ref for each in row.citations.all() if each.step_id is None and each.kind == SourceKind.FIGURE
    ]
    for standing in standings:
        behaviour = standing.behaviour
        for unit in standing.units:
            number = min(unit.team_ids)
            if row.origin == f"{FIGURE}{behaviour.id}/{number}" or f"{behaviour.key}/{number}" in shown:
                return standing, unit
    return None


def _widely(house: Viewer, shown: Mapping[int, Shown | None]) -> dict[int, dict[str, Any]]:
    """By gap: few people or many, as the figures tell it today; without those that no group's figure shows."""
    by_behaviour: dict[int, list[tuple[int, Shown]]] = defaultdict(list)
    for gap, found in shown.items():
        if found is not None:
            by_behaviour[found[0].behaviour.id].append((gap, found))
    counted = with_persons() if by_behaviour else frozenset()
    told: dict[int, dict[str, Any]] = {}
    for gaps in by_behaviour.values():
        standing = gaps[0][1][0]
        units = {unit.unit: unit for _gap, (_standing, unit) in gaps}
        said = widespread(viewer=house, standing=standing, units=units.values(), counted=counted)
        told |= {
            gap: kept(said[min(unit.team_ids)])
            for gap, (_standing, unit) in gaps
            if min(unit.team_ids) in said
        }
    return told


def _stops(
    house: Viewer, initiative_id: int, teams: Mapping[int, frozenset[int]]
) -> dict[int, dict[str, Any]]:
    """By gap: where its people stop, by the survey that closed last."""
    survey = newest(initiative_id=initiative_id)
    on = still_there.last_day(survey[0], initiative_id) if survey is not None else None
    if survey is None or on is None:
        return {}
    try:
        told = by_team(viewer=house, wave_id=survey[0])
    except (NotYet, NotYours):
        return {}
    return {
        gap: stopping.kept(stopping.smallest(told, ids), survey[0], survey[1], on)
        for gap, ids in teams.items()
    }
