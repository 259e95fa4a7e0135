"""Reading the audit, and proving that nobody edited it."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from takehold.audit.facts import Entry, HeadFact, Verification
from takehold.audit.models import Head, Line
from takehold.audit.operations import BEFORE_ALL, FORGOTTEN, digest

FIELDS = ("sequence", "at", "actor", "action", "subject", "details", "previous", "hash")


def recent(limit: int = 100, *, subject: str | None = None) -> tuple[Entry, ...]:
    """The newest lines first, of one subject or of all."""
    rows = Line.objects.order_by("-sequence")
    if subject is not None:
        rows = rows.filter(subject=subject)
    return tuple(
        Entry(r.sequence, r.at, r.actor, r.action, r.subject, json.loads(r.details)) for r in rows[:limit]
    )


def by(*, actor: str, limit: int | None = None) -> tuple[Entry, ...]:
    """What one actor did, the newest first."""
    rows = Line.objects.filter(actor=actor).order_by("-sequence")
    return tuple(
        Entry(r.sequence, r.at, r.actor, r.action, r.subject, json.loads(r.details)) for r in rows[:limit]
    )


def many(*, actor: str) -> int:
    """In how many lines one actor did something."""
    return Line.objects.filter(actor=actor).count()


def of(*, action: str, subjects: Collection[str]) -> tuple[Entry, ...]:
    """Who did one thing to any of these, the newest first."""
    rows = Line.objects.filter(action=action, subject__in=subjects).order_by("-sequence")
    return tuple(Entry(r.sequence, r.at, r.actor, r.action, r.subject, json.loads(r.details)) for r in rows)


def head() -> HeadFact:
    """The end of the chain, to be kept outside."""
    row = Head.objects.filter(pk=1).first()
    return HeadFact(row.sequence, row.hash) if row else HeadFact(0, BEFORE_ALL)


def any_before(moment: datetime) -> bool:
    """Whether a line is older."""
    first = Line.objects.order_by("sequence").values_list("at", flat=True).first()
    return first is not None and first < moment


def _beginning() -> tuple[int, str]:
    """Number of the first line that must be there, and the hash before it."""
    row = Line.objects.filter(action=FORGOTTEN, subject="audit").order_by("-sequence").first()
    if row is None:
        return 1, BEFORE_ALL
    details = json.loads(row.details)
    return details["up_to"] + 1, details["hash"]


def verify(*, outside: HeadFact | None = None) -> Verification:
    """Walk the whole chain. With a head that was kept outside, a cut or wholly rewritten chain is found too.

    Lines that were deleted after their time are vouched for by a later line; without one, the beginning was cut off.
    """
    expected, previous = _beginning()
    kept = head()
    for sequence, at, actor, action, subject, details, before, own in (
        Line.objects.order_by("sequence").values_list(*FIELDS).iterator(chunk_size=5_000)
    ):
        problem = ""
        if sequence != expected:
            problem = f"line {expected} is missing" if sequence > expected else f"line {sequence} was added"
        elif before != previous:
            problem = f"line {sequence} does not follow the line before it"
        elif digest(sequence, at, actor, action, subject, details, before) != own:
            problem = f"line {sequence} was changed"
        elif outside is not None and sequence == outside.sequence and own != outside.hash:
            problem = f"line {sequence} is not the one that was written down outside"
        if problem:
            return Verification(expected - 1, kept, problem, sequence)
        expected, previous = sequence + 1, own
    lines = expected - 1
    if (kept.sequence, kept.hash) != (lines, previous):
        return Verification(
            lines, kept, f"the chain ends at line {lines}, its head says {kept.sequence}", lines
        )
    if outside is not None and outside.sequence > lines:
        return Verification(
            lines,
            kept,
            f"lines after {lines} are missing; {outside.sequence} were written down outside",
            lines,
        )
    return Verification(lines, kept)
