"""What runs by itself: files that wait (or whose importer died), sources with too many files, what is 30 days old."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from takehold.ledger import operations
from takehold.ledger.facts import Due
from takehold.ledger.operations import lease
from takehold.ledger.operations.housekeeping import KEPT, crowded
from takehold.ledger.queries.imports import anything_old, unfinished


def due(now: datetime) -> tuple[Due, ...]:
    """What is to be done now. An import being read counts only when whoever read it is no longer alive."""
    home = Path(settings.HOME)
    found = [Due("import", str(pk)) for pk, source in unfinished() if lease.free(source, home=home)]
    found += [Due("compact", str(source)) for source in crowded() if lease.free(source, home=home)]
    if anything_old(now - KEPT):
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
