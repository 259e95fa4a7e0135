"""What comes through a sender: kept before it is acknowledged, handed to the ledger by the clock, once.

An acknowledged event is a committed row; the row is emptied in the transaction in which the ledger takes it. Whoever
dies in between loses nothing: the next one finds the row full, and the ledger knows an event by its id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from takehold.evidence.facts import Recipe, Shape
from takehold.evidence.recipe import dump, parse
from takehold.gather.facts.senders import Arrived, NotTaken, Taken, Wrong
from takehold.gather.models import DraftState, Received, Sender, TurnedAway
from takehold.gather.operations.senders import good_secrets
from takehold.gather.queries.mapping_text import read as mapping
from takehold.gather.sources import reading
from takehold.gather.sources.receiving import Headers, receiver
from takehold.gather.sources.signatures import genuine
from takehold.ledger import operations as ledger

MOST_WAITING: Final = 50_000
PATIENCE: Final = timedelta(minutes=1)
BATCH: Final = 10_000
KNOWN_FOR: Final = timedelta(days=90)
UNMAPPED_FOR: Final = timedelta(days=30)
KEPT_AWAY: Final = 200


def sender_for(*, sender_id: UUID, kind: str, headers: Headers, body: bytes, now: datetime) -> Sender | None:
    """The sender, where the call carries its secret; None alike where there is no such sender."""
    row = Sender.objects.filter(id=sender_id, kind=kind).first()
    secrets = good_secrets(row, now) if row is not None else ("",)
    return row if genuine(headers, body, secrets, now) and row is not None else None


def take(*, sender: Sender, headers: Headers, body: bytes, now: datetime) -> Taken:
    """Keep the events of a call, all or none. From the moment this returns none can be lost. Raises ``NotTaken``."""
    kind = receiver(sender.kind)
    if kind is None:
        raise NotTaken(Wrong.FORM)
    return _kept(sender, kind.read(headers, body, now), now)


def _kept(sender: Sender, events: Sequence[Arrived], now: datetime) -> Taken:
    kept = columns_of(parse(sender.recipe_text)) if sender.recipe_text else None
    once = {each.key: each for each in events}
    with transaction.atomic():
        there = set(
            Received.objects.filter(sender=sender, key__in=list(once)).values_list("key", flat=True)
        )  # of at most a thousand
        new = [each for key, each in once.items() if key not in there]
        if new and Received.objects.filter(sender=sender).exclude(body="").count() + len(new) > MOST_WAITING:
            raise NotTaken(Wrong.FULL)
        rows = [Received(sender=sender, key=each.key, at=now, body=_body(each.columns, kept)) for each in new]
        Received.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
        Sender.objects.filter(pk=sender.pk).update(last_at=now)
    return Taken(len(new), len(events) - len(new), tuple(each.key for each in events))


def turn_away(*, sender: Sender, error: NotTaken, now: datetime) -> None:
    """Note that something was not taken, and why; of the last ones only."""
    with transaction.atomic():
        row = TurnedAway.objects.create(sender=sender, at=now, code=error.code, about=error.about[:100])
        old = TurnedAway.objects.filter(sender=sender, pk__lte=row.pk).order_by("-pk")[KEPT_AWAY:]
        TurnedAway.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()


def columns_of(recipe: Recipe) -> tuple[str, ...]:
    """The columns that a mapping names: what is kept of an event once somebody said what it means."""
    parts = (getattr(recipe.columns, name) for name in recipe.columns.__slots__)
    return tuple(dict.fromkeys(each for each in (*parts, *recipe.attributes()) if each))


def _body(columns: Mapping[str, str], kept: Iterable[str] | None) -> str:
    if not columns:
        return ""
    found = dict(columns) if kept is None else {name: columns.get(name, "") for name in kept}
    return json.dumps(found, ensure_ascii=False)


def due(now: datetime) -> tuple[str, ...]:
    """Senders whose events have waited for long enough, or whose mapping was just decided; and what is too old."""
    waiting = Received.objects.filter(sender=OuterRef("pk"), at__lte=now - PATIENCE).exclude(body="")
    said = Q(recipe_text="", draft__state=DraftState.STARTED) | ~Q(recipe_text="") & Exists(waiting)
    found = [f"senders bring {pk}" for pk in Sender.objects.filter(said).values_list("pk", flat=True)]
    return (*found, *(("senders clear",) if _old(now).exists() else ()))


def run(job: str, *, now: datetime) -> None:
    """Do what ``due`` named."""
    if job == "senders clear":
        _old(now).delete()
        return
    bring(sender_id=UUID(job.removeprefix("senders bring ")), now=now)


def bring(*, sender_id: UUID, now: datetime) -> int:
    """Hand what waits to the ledger; how many events. Nothing happens while nobody has said what they mean."""
    with transaction.atomic():
        sender = (
            Sender.objects.select_for_update(of=("self",))
            .select_related("draft")
            .filter(pk=sender_id)
            .first()
        )
        if sender is None or not (_said(sender) and sender.source_id):
            return 0
        rows = list(Received.objects.filter(sender=sender).exclude(body="").order_by("id")[:BATCH])
        if not rows:
            return 0
        kept = columns_of(parse(sender.recipe_text))
        lines = (_body(json.loads(each.body), kept).encode() + b"\n" for each in rows)
        ledger.accept_upload(
            source_id=sender.source_id, filename=f"{sender.kind}-{reading.today(now)}-{rows[0].pk}.jsonl", chunks=lines,
            recipe_text=sender.recipe_text, uploaded_by=f"sender:{sender.id}", now=now, persons=False,
        )  # fmt: skip
        Received.objects.filter(pk__in=[each.pk for each in rows]).update(body="")
    return len(rows)


def _said(sender: Sender) -> bool:
    """Whether somebody said what the events mean. What was in the file on which it was said came in with it."""
    if sender.recipe_text:
        return True
    draft, kind = sender.draft, receiver(sender.kind)
    found = mapping(draft.recipe_text) if draft is not None and draft.state == DraftState.STARTED else None
    if found is None or draft is None or kind is None:
        return False
    if found.source.shape is Shape.EVENTS and found.columns.case != kind.identity:
        found = replace(found, columns=replace(found.columns, id=kind.identity))
    sender.recipe_text, sender.source_id = dump(found), draft.source_id
    sender.save(update_fields=["recipe_text", "source_id"])
    Received.objects.filter(sender=sender, pk__lte=sender.looked_to).update(body="")
    return True


def _old(now: datetime) -> QuerySet[Received]:
    """Fingerprints of events that are long counted, and events of which nobody said in a month what they mean."""
    counted = Q(body="", at__lt=now - KNOWN_FOR)
    return Received.objects.filter(
        counted | ~Q(body="") & Q(at__lt=now - UNMAPPED_FOR, sender__recipe_text="")
    )
