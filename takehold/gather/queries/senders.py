"""Systems that send: which there are, what waits, what was turned away."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from takehold.gather.facts.senders import Away, SenderFact
from takehold.gather.models import Sender
from takehold.gather.queries.rights import is_steward
from takehold.gather.queries.turned_away import sentence
from takehold.gather.sources.receiving import Receiver, receiver, receivers
from takehold.people.facts import NotFound, Viewer

SHOWN: Final = 20
EXAMPLE_LETTERS: Final = 40


def senders(*, viewer: Viewer) -> tuple[SenderFact, ...]:
    """All of them. Only for who looks after sources; else ``NotFound``."""
    if not is_steward(viewer):
        raise NotFound
    return tuple(_fact(row) for row in _rows())


def sender(*, viewer: Viewer, sender_id: UUID) -> SenderFact:
    """One, with what was turned away and, before its events were given a meaning, an example of them."""
    row = _rows().filter(id=sender_id).first() if is_steward(viewer) else None
    if row is None:
        raise NotFound
    away = tuple(Away(each.at, sentence(each.code, each.about)) for each in row.turned_away.all()[:SHOWN])
    last = "" if row.recipe_text else row.received.exclude(body="").values_list("body", flat=True).last()
    seen = json.loads(last) if last else {}
    columns = tuple((name, str(value)[:EXAMPLE_LETTERS]) for name, value in seen.items())
    return replace(_fact(row), away=away, columns=columns)


def kinds(*, viewer: Viewer) -> tuple[Receiver, ...]:
    """Kinds of systems that can send."""
    if not is_steward(viewer):
        raise NotFound
    return receivers()


def kind(*, viewer: Viewer, kind: str) -> Receiver:
    """One of them."""
    found = receiver(kind)
    if not is_steward(viewer) or found is None:
        raise NotFound
    return found


def _rows() -> QuerySet[Sender]:
    waiting = Count("received", filter=~Q(received__body=""))
    return (
        Sender.objects.select_related("initiative", "draft").annotate(waiting=waiting).order_by("name", "id")
    )


def _path(row: Sender, kind: Receiver | None) -> str:
    route = kind.route if kind is not None else "gather:hook"
    return reverse(route, kwargs={"sender_id": row.id} if route == "gather:hook" else {})


def _fact(row: Sender) -> SenderFact:
    known = receiver(row.kind)
    return SenderFact(
        id=row.id, kind=row.kind, kind_name=str(known.name) if known else row.kind, name=row.name,
        path=_path(row, known), change=row.initiative.name if row.initiative else "",
        slug=row.initiative.slug if row.initiative else "", source_id=row.source_id,
        draft_id=row.draft_id, mapped=bool(row.recipe_text) or (row.draft is not None and row.draft.state == "started"),
        waiting=getattr(row, "waiting", 0), last_at=row.last_at,
    )  # fmt: skip
