"""Verdicts as they were shown, and marks on the charts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from takehold.ledger.facts import MarkFact
from takehold.ledger.models import Mark, Verdict
from takehold.ledger.queries.verdicts import mark_fact

SAME = ("team_ids", "as_of", "evidence_sha256", "code_version", "payload")


def save_verdicts(
    *, measure_id: int, said: Mapping[str, tuple[Collection[int], Mapping[str, object]]], as_of: date,
    evidence_sha256: str, code_version: str, now: datetime,
) -> int:  # fmt: skip
    """Keep verdicts with the hash of the evidence rows they rest on. Saying the same again keeps one.

    Args:
        said: the teams and the payload of each unit.

    Returns:
        how many were new.
    """
    rows = {
        unit: Verdict(
            measure_id=measure_id, unit=unit, team_ids=sorted(teams), as_of=as_of, evidence_sha256=evidence_sha256,
            code_version=code_version, payload=json.loads(json.dumps(dict(payload))), saved_at=now,
        )
        for unit, (teams, payload) in said.items()
    }  # fmt: skip
    for known in Verdict.objects.filter(measure_id=measure_id, unit__in=list(rows), latest=True):
        one = rows.get(known.unit)
        if one is not None and all(getattr(known, name) == getattr(one, name) for name in SAME):
            del rows[known.unit]
    with transaction.atomic():
        Verdict.objects.filter(measure_id=measure_id, unit__in=list(rows), latest=True).update(latest=False)
        Verdict.objects.bulk_create(rows.values())
    return len(rows)


def add_mark(
    *, on: date, kind: str, text: str, team_ids: Collection[int] = (), subject: str = "", now: datetime
) -> MarkFact:
    """Note what happened on a day. Without teams it concerns everybody; without a subject, all changes. Kept once."""
    fields = {"on": on, "kind": kind, "text": text, "team_ids": sorted(team_ids), "subject": subject}
    row = Mark.objects.filter(on=on, kind=kind, text=text, subject=subject).first()
    if row is None or row.team_ids != fields["team_ids"]:
        row = Mark.objects.create(**fields, created_at=now)
    return mark_fact(row)
