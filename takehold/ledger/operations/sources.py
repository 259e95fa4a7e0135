"""Sources, and the labels found in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from takehold.ledger.facts import SourceFact
from takehold.ledger.models import Label, Source
from takehold.ledger.queries.sources import source


def register_source(*, key: str, name: str, kind: str, now: datetime) -> SourceFact:
    """The source with this key, made on first asking. A later name replaces an earlier one."""
    row, fresh = Source.objects.get_or_create(
        key=key, defaults={"name": name, "kind": kind, "created_at": now}
    )
    if not fresh and (row.name, row.kind) != (name, kind):
        Source.objects.filter(pk=row.pk).update(name=name, kind=kind)
    return source(row.pk)


def count_labels(source_id: int, change: Mapping[str, int]) -> None:
    """Add to how many events carry each label. Inside the caller's transaction, which holds the source."""
    known = dict(Label.objects.filter(source_id=source_id).values_list("text", "events"))
    Label.objects.bulk_create(
        [
            Label(source_id=source_id, text=text, events=known.get(text, 0) + n)
            for text, n in sorted(change.items())
        ],
        update_conflicts=True,
        unique_fields=["source", "text"],
        update_fields=["events"],
    )
