"""What a backup has to take along, as the manifest says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from takehold.ledger import operations
from takehold.ledger.facts import ImportState
from takehold.ledger.models import Import, Segment
from takehold.ledger.queries import stored

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_segments_that_count_and_uploads_that_wait_are_needed() -> None:
    source = operations.register_source(key="desk", name="Desk", kind="upload", now=NOW)
    for path, retired in (("1/a.parquet", None), ("1/b.parquet", 2)):
        Segment.objects.create(
            source_id=source.id, kind="events", path=path, rows=1, bytes=1, added=1, retired=retired,
            day_min=date(2026, 1, 1), day_max=date(2026, 1, 1),
        )  # fmt: skip
    facts = [
        operations.accept_upload(
            source_id=source.id, filename=f"{n}.csv", chunks=[b"a\n%d" % n], recipe_text="", uploaded_by="person:1", now=NOW
        )
        for n in range(2)
    ]  # fmt: skip
    Import.objects.filter(pk=facts[1].id).update(state=ImportState.DONE)
    assert stored.needed_files() == ("segments/1/a.parquet", f"quarantine/{facts[0].id.hex}.csv")
    assert stored.kept_files() == (f"quarantine/{facts[1].id.hex}.csv",)
