"""What has outlived its clock goes, and how much went stands in the audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from takehold.audit import operations as audit
from takehold.gather.disclosure import clearing
from takehold.gather.facts.retention import Kept
from takehold.gather.queries.overdue import chosen, late_notes, late_says
from takehold.ledger import operations as ledger
from takehold.ledger.operations import persons


def clear(*, kind: Kept, now: datetime) -> int:
    """Clear one kind; how many went. The audit tells its own."""
    with transaction.atomic():
        gone = BY_KIND[kind](now)
        if gone and kind is not Kept.AUDIT:
            audit.record(
                actor="takehold",
                action="kept no longer",
                subject=f"retention:{kind}",
                now=now,
                details={"gone": gone},
            )
    return gone


def _answers(now: datetime) -> int:
    return clearing.clear_before(now - chosen()[Kept.ANSWERS])


def _says(now: datetime) -> int:
    return late_says(now, chosen()).update(expires_on=timezone.localdate(now))


def _notes(now: datetime) -> int:
    return late_notes(now, chosen()).update(expires_on=timezone.localdate(now))


def _actors(now: datetime) -> int:
    return persons.forget_before(before=timezone.localdate(now) - chosen()[Kept.ACTORS])


def _uploads(now: datetime) -> int:
    return ledger.expire(now, chosen()[Kept.UPLOADS])


def _audit(now: datetime) -> int:
    return audit.forget(before=now - chosen()[Kept.AUDIT], now=now)


BY_KIND: Final[Mapping[Kept, Callable[[datetime], int]]] = {
    Kept.ANSWERS: _answers,
    Kept.NOTES: _notes,
    Kept.SAYS: _says,
    Kept.ACTORS: _actors,
    Kept.UPLOADS: _uploads,
    Kept.AUDIT: _audit,
}
