"""Making a sender for a system that sends, giving it another secret, saying what its events mean, closing it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.recipe import dump
from takehold.gather.facts import Draft
from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import Received, Sender
from takehold.gather.operations.mapping import keep
from takehold.gather.operations.sealing import Unreadable, opened, seal
from takehold.gather.operations.start import connect_behaviours
from takehold.gather.operations.upload import upload
from takehold.gather.queries import senders as queries
from takehold.gather.queries.rights import initiative_to_gather_for, is_steward
from takehold.gather.sources.receiving import Receiver, receiver
from takehold.gather.sources.signatures import fresh
from takehold.initiatives.facts import Invalid
from takehold.ledger import operations as ledger
from takehold.people import queries as people
from takehold.people.facts import NotFound, Viewer
from takehold.people.operations.labels import match_exactly, match_label

BOTH_GOOD: Final = timedelta(hours=24)
MOST_LOOKED_AT: Final = 20_000


def make(*, viewer: Viewer, kind: str, name: str, slug: str, now: datetime) -> tuple[UUID, str]:
    """A sender and its secret, which is shown this once. Raises ``Invalid``, ``NotFound``, ``NotYours``."""
    found = queries.kind(viewer=viewer, kind=kind)
    change = initiative_to_gather_for(viewer, slug)
    if not name.strip():
        raise Invalid("name", _("Say what you call this system."))
    secret = fresh()
    with transaction.atomic():
        row = Sender.objects.create(
            kind=kind, name=name.strip()[:200], initiative_id=change.id, secrets=seal({"now": secret}),
            created_by_id=viewer.person_id, created_at=now,
        )  # fmt: skip
        _record(viewer, "sender made", row.id, now, kind=kind, change=change.slug)
        if found.ready is not None:
            _connected(viewer, row, found, change.slug, now)
    return row.id, secret


def _connected(viewer: Viewer, row: Sender, kind: Receiver, slug: str, now: datetime) -> None:
    """Nobody has to say what its events mean: what is counted and which team is meant is known from the start."""
    assert kind.ready is not None  # noqa: S101
    text = dump(kind.ready())
    source = ledger.register_source(key=f"sender-{row.id}", name=row.name, kind=row.kind, now=now)
    connect_behaviours(viewer, slug, source, text, now)
    row.source_id, row.recipe_text = source.id, text
    row.save(update_fields=["source", "recipe_text"])
    teams = [(each.key, 0) for each in people.teams(viewer=viewer)]
    match_exactly(viewer=viewer, source_id=source.id, labels=teams, now=now)
    if kind.outside:
        match_label(viewer=viewer, source_id=source.id, label=kind.outside, team_id=None, now=now)


def renew(*, viewer: Viewer, sender_id: UUID, now: datetime) -> str:
    """Another secret, shown this once. The one before stays good for a day, so that the system can be changed over."""
    row = _row(viewer, sender_id)
    try:
        before = opened(row.secrets).get("now", "")
    except Unreadable:
        before = ""
    secret = fresh()
    until = (now + BOTH_GOOD).isoformat()
    with transaction.atomic():
        Sender.objects.filter(id=sender_id).update(
            secrets=seal({"now": secret, **({"before": before, "until": until} if before else {})})
        )
        _record(viewer, "sender secret changed", sender_id, now)
    return secret


def good_secrets(row: Sender, now: datetime) -> tuple[str, ...]:
    """Those that open the sender at this moment."""
    try:
        kept = opened(row.secrets)
    except Unreadable:
        return ()
    both = "before" in kept and now < datetime.fromisoformat(kept["until"])
    return (kept["now"], kept["before"]) if both else (kept["now"],)


def close(*, viewer: Viewer, sender_id: UUID, now: datetime) -> None:
    """Nothing comes in here any more. What was counted stays; what still waits and nobody mapped goes."""
    row = _row(viewer, sender_id)
    with transaction.atomic():
        row.delete()
        _record(viewer, "sender closed", sender_id, now)


def look(*, viewer: Viewer, sender_id: UUID, now: datetime, home: Path) -> Draft:
    """Make a file of what waits, with a column mapping proposed, to say what it means by the usual steps."""
    row = _row(viewer, sender_id)
    kind = receiver(row.kind)
    if row.recipe_text or kind is None or row.initiative is None:
        raise NotFound
    waiting = list(_waiting(row)[:MOST_LOOKED_AT])
    if not waiting:
        raise Invalid("sender", _("Nothing has come yet. Let the system send some events first."))
    draft = upload(
        viewer=viewer, slug=row.initiative.slug, filename=f"{row.name}.jsonl", chunks=_lines(waiting), now=now, home=home,
    )  # fmt: skip
    columns = tuple(dict.fromkeys(name for each in waiting for name in json.loads(each.body)))
    with transaction.atomic():
        Sender.objects.filter(id=row.id).update(draft_id=draft.id, looked_to=waiting[-1].pk)
        return keep(DraftRow.objects.get(id=draft.id), kind.proposal(columns, settings.TIME_ZONE), now)


def _waiting(row: Sender) -> QuerySet[Received]:
    return Received.objects.filter(sender=row).exclude(body="").order_by("id")


def _lines(rows: list[Received]) -> Iterator[bytes]:
    """Each event as a line; all have all columns, so that the first rows show every one."""
    names = tuple(dict.fromkeys(name for each in rows for name in json.loads(each.body)))
    for each in rows:
        found = json.loads(each.body)
        yield json.dumps({name: found.get(name, "") for name in names}, ensure_ascii=False).encode() + b"\n"


def _row(viewer: Viewer, sender_id: UUID) -> Sender:
    row = Sender.objects.select_related("initiative").filter(id=sender_id).first()
    if row is None or not is_steward(viewer):
        raise NotFound
    return row


def _record(viewer: Viewer, action: str, sender_id: UUID, now: datetime, **details: str) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"sender:{sender_id}", now=now, details=details)
