"""Verdicts as they were shown, and marks on the charts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from takehold.ledger.facts import MarkFact, SavedVerdict
from takehold.ledger.models import Mark, Verdict
from takehold.ledger.queries.verdicts import mark_fact, verdict_fact


def save_verdict(
    *, measure_id: int, unit: str, team_ids: Collection[int], as_of: date, evidence_sha256: str, code_version: str,
    payload: Mapping[str, object], now: datetime,
) -> SavedVerdict:  # fmt: skip
    """Keep a verdict with the hash of the evidence rows it rests on. Saying the same again keeps one."""
    fields = {
        "team_ids": sorted(team_ids), "as_of": as_of, "evidence_sha256": evidence_sha256,
        "code_version": code_version, "payload": json.loads(json.dumps(dict(payload))),
    }  # fmt: skip
    before = Verdict.objects.filter(measure_id=measure_id, unit=unit, latest=True)
    known = before.first()
    if known is not None and all(getattr(known, name) == value for name, value in fields.items()):
        return verdict_fact(known)
    with transaction.atomic():
        before.update(latest=False)
        row = Verdict.objects.create(measure_id=measure_id, unit=unit, saved_at=now, **fields)
    return verdict_fact(row)


def add_mark(
    *, on: date, kind: str, text: str, team_ids: Collection[int] = (), subject: str = "", now: datetime
) -> MarkFact:
    """Note what happened on a day. Without teams it concerns everybody; without a subject, all changes. Kept once."""
    fields = {"on": on, "kind": kind, "text": text, "team_ids": sorted(team_ids), "subject": subject}
    row = Mark.objects.filter(on=on, kind=kind, text=text, subject=subject).first()
    if row is None or row.team_ids != fields["team_ids"]:
        row = Mark.objects.create(**fields, created_at=now)
    return mark_fact(row)
