"""Writing a line of the audit, in the transaction of what it tells of: both happen or neither does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from takehold.audit.facts import Entry
from takehold.audit.models import Head, Line

BEFORE_ALL: Final = "0" * 64
FORGOTTEN: Final = "lines deleted after their time"
NOTHING: Final[Mapping[str, str | int]] = {}


class TooPersonal(ValueError):
    """A line would have held an address or a text; only ids and words of action belong into the audit."""


def record(
    *, actor: str, action: str, subject: str, now: datetime, details: Mapping[str, str | int] = NOTHING
) -> Entry:
    """Append a line to the chain. Writers wait for each other on the head's row.

    Args:
        actor: who, as an id ("person:12", "system").
        action: what was done, in words of the product ("import started").
        subject: to what, as an id ("source:3").
        now: when.
        details: ids, keys and numbers; no names, addresses or free text.

    Raises:
        TooPersonal: an address, or more text than an id needs.
    """
    _refuse_persons(actor, subject, action, *(v for v in details.values() if isinstance(v, str)))
    with transaction.atomic():
        Head.objects.get_or_create(pk=1, defaults={"hash": BEFORE_ALL})
        head = Head.objects.select_for_update().get(pk=1)
        line = Line(
            sequence=head.sequence + 1,
            at=now.astimezone(UTC),
            actor=actor,
            action=action,
            subject=subject,
            details=json.dumps(dict(details), sort_keys=True, separators=(",", ":"), ensure_ascii=False),
            previous=head.hash,
        )
        line.hash = digest(line.sequence, line.at, actor, action, subject, line.details, line.previous)
        line.save(force_insert=True)
        Head.objects.filter(pk=1).update(sequence=line.sequence, hash=line.hash)
    return Entry(line.sequence, line.at, actor, action, subject, dict(details))


def digest(
    sequence: int, at: datetime, actor: str, action: str, subject: str, details: str, previous: str
) -> str:
    """SHA-256 of a line's canonical bytes: a JSON list of its fields, times in UTC with microseconds."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [sequence, moment, actor, action, subject, details, previous]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _refuse_persons(*texts: str) -> None:
    for text in texts:
        if "@" in text or "\n" in text or len(text) > 120:
            raise TooPersonal("an audit line holds ids and words of action, never an address or a text")


def forget(*, before: datetime, now: datetime) -> int:
    """Delete lines written before a moment; how many. A new line vouches for the end of what is gone: its number and
    hash, so that ``verify`` can still tell a chain that was shortened in time from one that was cut."""
    with transaction.atomic():
        Head.objects.select_for_update().filter(pk=1).first()
        last = Line.objects.filter(at__lt=before).order_by("-sequence").first()
        if last is None:
            return 0
        gone = Line.objects.filter(sequence__lte=last.sequence).delete()[0]
        record(
            actor="takehold",
            action=FORGOTTEN,
            subject="audit",
            now=now,
            details={"lines": gone, "up_to": last.sequence, "hash": last.hash},
        )
    return gone
