"""Looking at a behaviour again: what was counted, the verdicts, their records, and the alerts that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from takehold.analysis.facts import BehaviourVerdict
from takehold.analysis.verdict import judge
from takehold.evidence.reckoning.reckoned import code_version
from takehold.initiatives import models
from takehold.initiatives.operations.assembling import WHOLE, Case, assemble
from takehold.initiatives.operations.noticing import Before, notice
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.standings import write_terms
from takehold.ledger import operations as ledger
from takehold.ledger import queries as ledger_queries
from takehold.ledger.facts import SavedVerdict
from takehold.ledger.queries.manifest import version as manifest_version
from takehold.people import queries as people

LEASE = timedelta(minutes=10)
LOOK_BACK = (7, 28, 91, 182, 364)
"""Days before today on which a unit that slips at the very first look is looked at, to know what it was before."""


def refresh_source(*, source_id: int, now: datetime) -> int:
    """Have everything that this source feeds looked at again at the next tick. How many behaviours."""
    models.PerformanceReport.objects.filter(source_id=source_id).update(told_version=-1)
    return models.DesiredBehaviour.objects.filter(source_id=source_id, measure__isnull=False).update(
        looked_at=None
    )


def refresh(behaviour_id: int, now: datetime) -> bool:
    """Judge one behaviour as of today and keep the result. False when nothing it rests on has changed.

    Safe to repeat at any moment: figures are read first, then everything is written in one transaction.
    """
    row = (
        models.DesiredBehaviour.objects.select_related("initiative", "outlook")
        .prefetch_related("initiative__audience", "initiative__go_lives")
        .filter(id=behaviour_id, measure__isnull=False)
        .first()
    )
    if row is None:
        return False
    seen = manifest_version(row.source_id) if row.source_id is not None else -1  # before any figure is read
    as_of = timezone.localtime(now).date()
    version = code_version()
    case = assemble(row, as_of=as_of, code_version=version, now=now)
    outlook: models.Outlook | None = getattr(row, "outlook", None)
    if case is None or (outlook is not None and outlook.basis == case.basis):
        models.DesiredBehaviour.objects.filter(id=row.pk).update(looked_at=now, looked_version=seen)
        return False
    verdict = judge(case.evidence, case.terms, whole=case.whole)
    saved = _saved(row, case)
    before = _before(row, case, verdict, saved)
    with transaction.atomic():
        _keep(row, case, verdict, saved, version, now)
        notice(row, case, verdict, before)
        models.DesiredBehaviour.objects.filter(id=row.pk).update(looked_at=now, looked_version=seen)
    return True


def _keep(
    row: models.DesiredBehaviour,
    case: Case,
    verdict: BehaviourVerdict,
    saved: Mapping[str, SavedVerdict],
    version: str,
    now: datetime,
) -> None:
    """Save the verdict of each unit and of the whole in the ledger, and their short form here."""
    teams = {unit.name: unit.team_ids for unit in case.units}
    whole = _whole(verdict, case)
    said = {each.unit: payload.write(each) for each in verdict.units}
    everybody = frozenset(team for ids in teams.values() for team in ids)
    told = {unit: (teams[unit], full) for unit, full in said.items()} | {WHOLE: (everybody, whole)}
    ledger.save_verdicts(
        measure_id=case.figures.measure_id,
        said={
            name: each
            for name, each in ((payload.filed(row.pk, unit), each) for unit, each in told.items())
            if not _said_before(saved.get(name), case, version, *each)
        },
        as_of=case.terms.as_of,
        evidence_sha256=case.figures.sha256,
        code_version=version,
        now=now,
    )
    models.Outlook.objects.update_or_create(
        behaviour_id=row.pk,
        defaults={
            "as_of": case.terms.as_of,
            "basis": case.basis,
            "evidence_sha256": case.figures.sha256,
            "units": [[each.unit, sorted(teams[each.unit]), each.verdict.value] for each in verdict.units],
            "whole": whole,
            "short": {unit: payload.short(full) for unit, full in said.items()},
            "refreshed_at": now,
        },
    )


def _said_before(
    was: SavedVerdict | None, case: Case, version: str, teams: frozenset[int], said: Mapping[str, Any]
) -> bool:
    """Whether the last record says the same on the same grounds, be it of an earlier day."""
    grounds = (case.figures.sha256, version, teams)
    return (
        was is not None
        and (was.evidence_sha256, was.code_version, was.team_ids) == grounds
        and was.payload == said
    )


def _whole(verdict: BehaviourVerdict, case: Case) -> dict[str, Any]:
    return {
        "verdict": payload.write(verdict.whole),
        "early": list(verdict.early),
        "behind": list(verdict.behind),
        "found_go_live": verdict.found_go_live.isoformat() if verdict.found_go_live else None,
        "terms": write_terms(verdict.terms),
        "rules": list(verdict.rules),
        "unmatched_share": payload.digits(case.figures.unmatched_share),
        **({"stays_before": case.stays_before.isoformat()} if case.stays_before else {}),
    }


def _saved(row: models.DesiredBehaviour, case: Case) -> dict[str, SavedVerdict]:
    """The last saved verdict of each unit, by the name it is filed under."""
    scope = people.scope(viewer=people.system_viewer(on=case.terms.as_of))
    found = ledger_queries.latest_verdicts(scope=scope, measure_ids=[case.figures.measure_id])
    own = payload.filed(row.pk, "")
    return {saved.unit: saved for saved in found if saved.unit.startswith(own)}


def _before(
    row: models.DesiredBehaviour, case: Case, verdict: BehaviourVerdict, saved: Mapping[str, SavedVerdict]
) -> dict[str, Before]:
    """For units that slip: what could be read of them until now, else what would have been said before.

    A first file brings a long history. Whatever would have been noticed a week ago counts as noticed then, so that
    the team's five working days are not asked for slips of last year.
    """
    slipping = {each.unit: each.slip.tier for each in verdict.units if each.slip is not None}
    if not slipping:
        return {}
    found: dict[str, Before] = {}
    for unit in slipping if getattr(row, "outlook", None) is not None else ():
        was = saved.get(payload.filed(row.pk, unit))
        if was is not None:
            found[unit] = (was.as_of, payload.read(was.payload), case.terms.as_of)
    wanted = {unit: tier for unit, tier in slipping.items() if unit not in found}
    noticed = dict.fromkeys(wanted, case.terms.as_of)
    first = case.figures.first_day or case.terms.as_of
    days = [day for back in LOOK_BACK if (day := case.terms.as_of - timedelta(days=back)) > first]
    for day in (*days, first - timedelta(days=1)):
        if not wanted:
            break
        terms = replace(case.terms, as_of=day, feed_stopped_on=None)
        for each in judge(case.evidence, terms, whole=case.whole).units:
            if each.unit not in wanted:
                continue
            if each.slip is None:
                found[each.unit] = (day, each, noticed[each.unit])
                del wanted[each.unit]
            elif each.slip.tier == wanted[each.unit]:
                noticed[each.unit] = day
    return found


def free_leases() -> int:
    """What a killed worker had begun is free at once, for the one clock that there is; how many were taken back."""
    return models.DesiredBehaviour.objects.filter(lease_until__isnull=False).update(lease_until=None)


def refresh_under_lease(behaviour_id: int, now: datetime) -> bool:
    """As ``refresh``, by one worker at a time. A lease that a killed worker left behind runs out by itself."""
    rows = models.DesiredBehaviour.objects.filter(id=behaviour_id)
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    if not rows.filter(free).update(lease_until=now + LEASE):
        return False
    try:
        return refresh(behaviour_id, now)
    finally:
        rows.update(lease_until=None)
