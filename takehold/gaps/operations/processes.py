"""Looking again at how the cases of a source run, whenever its files changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from django.db import transaction

from takehold.gaps import models
from takehold.ledger.queries import processes as ledger

SEED: Final = 20261
LONGEST_KIND: Final = 200
AT_ONCE: Final = 2_000
REST: Final = timedelta(hours=20)
"""All events of a source are read: minutes with a hundred million, so about once a day however often files come."""


def due(now: datetime) -> tuple[int, ...]:
    """Sources that changed since their events were looked at, and that have rested."""
    kept = models.SourceProcess.objects
    resting = set(kept.filter(looked_at__gt=now - REST).values_list("source_id", flat=True))
    seen = dict(kept.values_list("source_id", "version"))
    return tuple(source for source, _version in ledger.changed(seen) if source not in resting)


def look(*, source_id: int, now: datetime, home: Path) -> None:
    """Count the ways and times of a source's cases, and those that break a rule by kind. Nothing is done where they are known."""
    seen = dict(models.SourceProcess.objects.values_list("source_id", "version"))
    version = dict(ledger.changed(seen)).get(source_id)
    if version is None:
        return
    course = ledger.course(source_id=source_id, rng=np.random.default_rng(SEED), home=home)
    told = {} if course is None else asdict(course)
    kinds = ledger.kinds_of_cases(source_id=source_id, home=home)
    rows = [
        models.CaseKind(
            measure_id=measure, label=each.team, day=day, kind=each.kind[:LONGEST_KIND], cases=each.cases,
            violations=each.violations,
        )
        for measure, found in kinds.items()
        for day, each in found
    ]  # fmt: skip
    with transaction.atomic():
        models.SourceProcess.objects.update_or_create(
            source_id=source_id, defaults={"version": version, "told": told, "looked_at": now}
        )
        models.CaseKind.objects.filter(measure__source_id=source_id).delete()
        models.CaseKind.objects.bulk_create(rows, batch_size=AT_ONCE)
