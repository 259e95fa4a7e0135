"""What runs by itself: files that wait (or whose importer died), sources with too many files, what is 30 days old."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from takehold.ledger import operations
from takehold.ledger.facts import Due
from takehold.ledger.models import Import
from takehold.ledger.operations import lease
from takehold.ledger.operations.housekeeping import KEPT, crowded


def due(now: datetime) -> tuple[Due, ...]:
    """What is to be done now. An import being read counts only when whoever read it is no longer alive."""
    home = Path(settings.HOME)
    waiting = Import.objects.filter(state__in=["waiting", "reading"]).order_by("created_at", "pk")
    found = [
        Due("import", str(pk))
        for pk, source in waiting.values_list("pk", "source_id")
        if lease.free(source, home=home)
    ]
    found += [Due("compact", str(source)) for source in crowded() if lease.free(source, home=home)]
    old = Import.objects.filter(created_at__lt=now - KEPT, original_kept=True)
    if old.exclude(state__in=["waiting", "reading"]).exists():
        found.append(Due("expire", ""))
    return tuple(found)


def run(job: Due, *, now: datetime, home: Path) -> None:
    """Do one thing that ``due`` named."""
    match job.what:
        case "import":
            operations.run_import(import_id=UUID(job.subject), now=now, home=home)
        case "compact":
            operations.compact(now, source_id=int(job.subject), home=home)
        case "expire":
            operations.expire(now)
