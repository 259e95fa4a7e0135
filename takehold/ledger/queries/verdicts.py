"""Saved verdicts and marks, within a scope."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from takehold.ledger.facts import MarkFact, OutOfScope, SavedVerdict, Scope
from takehold.ledger.models import Mark, Verdict


def latest_verdicts(
    *, scope: Scope, measure_ids: Collection[int], units: Collection[str] | None = None
) -> tuple[SavedVerdict, ...]:
    """The last saved verdict of each unit (of these names only, if given) for each of these measures, of units
    wholly within the scope."""
    wanted = set(measure_ids) & scope.measures
    rows = Verdict.objects.filter(measure_id__in=wanted, latest=True).order_by("measure_id", "unit")
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return tuple(verdict_fact(row) for row in rows if scope.teams >= set(row.team_ids))


def saved_verdict(verdict_id: int, *, scope: Scope) -> SavedVerdict:
    """One saved verdict.

    Raises:
        OutOfScope: it does not exist, or its measure or a team of it lies outside the scope.
    """
    row = Verdict.objects.filter(pk=verdict_id).first()
    if row is None or row.measure_id not in scope.measures or not scope.teams >= set(row.team_ids):
        raise OutOfScope(f"verdict {verdict_id}")
    return verdict_fact(row)


def marks(*, scope: Scope, first: date, last: date) -> tuple[MarkFact, ...]:
    """Marks from ``first`` to ``last`` that concern everybody or a team of the scope."""
    rows = Mark.objects.filter(on__gte=first, on__lte=last).order_by("on", "pk")
    return tuple(mark_fact(row) for row in rows if not row.team_ids or scope.teams & set(row.team_ids))


def verdict_fact(row: Verdict) -> SavedVerdict:
    """What leaves the room of a verdict."""
    return SavedVerdict(
        id=row.pk, measure_id=row.measure_id, unit=row.unit, team_ids=frozenset(row.team_ids), as_of=row.as_of,
        saved_at=row.saved_at, evidence_sha256=row.evidence_sha256, code_version=row.code_version,
        payload=row.payload,
    )  # fmt: skip


def mark_fact(row: Mark) -> MarkFact:
    """What leaves the room of a mark."""
    return MarkFact(
        id=row.pk, on=row.on, kind=row.kind, text=row.text, team_ids=frozenset(row.team_ids), subject=row.subject
    )  # fmt: skip
