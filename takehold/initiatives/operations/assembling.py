"""What a behaviour is judged on: units, their counts, go-lives, recorded decisions. And the hash of all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from django.utils import timezone

from takehold.analysis.facts import DailyCounts, Terms, UnitEvidence
from takehold.initiatives import models
from takehold.initiatives.operations.budgeting import in_force
from takehold.initiatives.queries.alerts import REAL
from takehold.initiatives.queries.changes import audience_of
from takehold.initiatives.queries.go_lives import days_of_teams
from takehold.initiatives.queries.payload import FORM, SHORT_FORM
from takehold.initiatives.queries.standings import write_terms
from takehold.ledger import queries as ledger
from takehold.ledger.facts import Figures
from takehold.people import operations as people_operations
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Sight, TeamFact, Viewer

WHOLE = ""
"""The name of the pooled level among units."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that one verdict rests on."""

    units: tuple[ReportingUnit, ...]
    evidence: tuple[UnitEvidence, ...]
    whole: UnitEvidence
    terms: Terms
    figures: Figures
    basis: str
    stays_before: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of a behaviour, unit by unit, by the assignment of names to units that is on record."""

    units: tuple[ReportingUnit, ...]
    evidence: tuple[UnitEvidence, ...]
    whole: UnitEvidence
    figures: Figures


def audience_units(row: models.Initiative, sight: Sight) -> tuple[ReportingUnit, ...]:
    """The units the change is for: those with a team that was ticked or stands below one."""
    ticked = audience_of(row)
    if not ticked:
        return sight.units
    reached = people.with_those_below(sight.teams, ticked)
    return tuple(unit for unit in sight.units if unit.team_ids & reached)


def assemble(row: models.DesiredBehaviour, *, as_of: date, code_version: str, now: datetime) -> Case | None:
    """The case of a measured behaviour on a day; None while there is nothing counted or nobody to count for."""
    if row.measure_id is None or row.source_id is None:
        return None
    people_operations.keep_together(on=as_of, now=now)
    viewer = people.system_viewer(on=as_of)
    accept_exact_labels(viewer, row.source_id, now)
    people_operations.tell(source_id=row.source_id, on=as_of)
    found = counted(row, viewer=viewer, as_of=as_of)
    if found is None:
        return None
    terms = Terms(
        as_of=as_of,
        target=row.target,
        go_live=next((each.on for each in row.initiative.go_lives.all() if each.team_id is None), None),
        feed_stopped_on=ledger.freshness(row.source_id, on=as_of).stopped_on,
    )
    budget = in_force(as_of, now)
    terms = replace(terms, budget_per_year=budget.per_year, streams=budget.streams)
    basis = _basis(found.units, found.evidence, found.whole, terms, found.figures, code_version)
    stays = people.stays_before(source_id=row.source_id, on=as_of)
    if stays is not None:
        basis = hashlib.sha256(f"{basis} {stays}".encode()).hexdigest()
    return Case(found.units, found.evidence, found.whole, terms, found.figures, basis, stays)


def counted(row: models.DesiredBehaviour, *, viewer: Viewer, as_of: date) -> Counted | None:
    """What is counted up to a day; None while there is nothing, or nobody to count for. Nothing is written."""
    if row.measure_id is None or row.source_id is None:
        return None
    sight = people.sight(viewer=viewer)
    units = audience_units(row.initiative, sight)
    spans = people.spans(viewer=viewer, source_id=row.source_id, units=units)
    if not units or not spans:
        return None
    figures = ledger.figures(scope=sight.scope, measure_id=row.measure_id, spans=spans, as_of=as_of)
    if figures.first_day is None:
        return None
    resolved = _resolved(row)
    evidence = _evidence(row, viewer, sight.teams, units, figures, resolved)
    return Counted(units, evidence, _whole(evidence, resolved.get(WHOLE, ())), figures)


def accept_exact_labels(viewer: Viewer, source_id: int, now: datetime) -> None:
    """A label that is the very name of one team needs nobody's decision."""
    found = ledger.labels(source_id=source_id)
    people_operations.match_exactly(viewer=viewer, source_id=source_id, labels=found, now=now)


def _evidence(
    row: models.DesiredBehaviour,
    viewer: Viewer,
    teams: Sequence[TeamFact],
    units: Sequence[ReportingUnit],
    figures: Figures,
    resolved: Mapping[str, tuple[date, ...]],
) -> tuple[UnitEvidence, ...]:
    counted = {each.unit: each for each in figures.units}
    empty = _nothing(figures)
    go_lives = _go_lives(row.initiative, teams)
    begun = people.baselines(viewer=viewer, units=units)
    decided = {each.unit: each.start for each in row.baselines.order_by("decided_at", "id")}
    found = []
    for unit in units:
        own = counted.get(unit.name)
        live = [go_lives[team] for team in unit.team_ids if team in go_lives]
        starts = [day for day in (begun.get(unit.name), decided.get(unit.name)) if day is not None]
        found.append(
            UnitEvidence(
                unit=unit.name,
                daily=own.daily if own is not None else empty,
                people=own.people if own is not None else None,
                go_live=min(live) if live else None,
                baseline_from=max(starts) if starts else None,
                resolved_on=resolved.get(unit.name, ()),
            )
        )
    return tuple(found)


def _nothing(figures: Figures) -> DailyCounts:
    """No chances on each of the days that were told: a unit whose labels are not matched."""
    if figures.units:
        like = figures.units[0].daily
        return DailyCounts(
            like.start, np.zeros_like(like.chances), np.zeros_like(like.chances), None, like.grain
        )
    first, last = figures.first_day, figures.last_day
    days = (last - first).days + 1 if first is not None and last is not None else 0
    none = np.zeros(days, np.int64)
    return DailyCounts(first or date.min, none, none, None)


def _whole(evidence: Sequence[UnitEvidence], resolved: tuple[date, ...]) -> UnitEvidence:
    daily = [each.daily for each in evidence]
    old = [each.old_way for each in daily if each.old_way is not None]
    pooled = DailyCounts(
        daily[0].start,
        np.sum([each.chances for each in daily], axis=0),
        np.sum([each.new_way for each in daily], axis=0),
        np.sum(old, axis=0) if old else None,
        daily[0].grain,
    )
    return UnitEvidence(WHOLE, pooled, resolved_on=resolved)


def _go_lives(row: models.Initiative, teams: Sequence[TeamFact]) -> dict[int, date]:
    return days_of_teams(
        {each.team_id: each.on for each in row.go_lives.all() if each.team_id is not None}, teams
    )


def _resolved(row: models.DesiredBehaviour) -> dict[str, tuple[date, ...]]:
    """When alerts of each unit were answered, so that the detector begins anew. A real slip goes on until it is over."""
    found: dict[str, tuple[date, ...]] = {}
    answered = row.alerts.filter(resolved_at__isnull=False).exclude(resolution=REAL).order_by("id")
    for unit, at in answered.values_list("unit", "resolved_at"):
        found[unit] = (*found.get(unit, ()), timezone.localtime(at).date())
    return found


def _basis(
    units: Sequence[ReportingUnit],
    evidence: Sequence[UnitEvidence],
    whole: UnitEvidence,
    terms: Terms,
    figures: Figures,
    code_version: str,
) -> str:
    said: Mapping[str, Any] = {
        "form": [FORM, SHORT_FORM],
        "code": code_version,
        "evidence": figures.sha256,
        "unmatched": f"{figures.unmatched_share:.9g}",
        "terms": write_terms(terms),
        "units": [[unit.name, sorted(unit.team_ids)] for unit in units],
        "known": [
            [
                str(each.go_live),
                str(each.baseline_from),
                [str(day) for day in each.resolved_on],
                str(each.people),
            ]
            for each in (*evidence, whole)
        ],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
