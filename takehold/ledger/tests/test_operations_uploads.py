"""A file is kept before anybody is told that it arrived."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from takehold.ledger import operations
from takehold.ledger.models import Import

from .conftest import EVENTS, LINES, NOW, Desk


@pytest.mark.parametrize(
    ("name", "ending"),
    [("export.csv", ".csv"), ("a.xes.gz", ".xes.gz"), ("../../etc/passwd", ""), ("C:\\x\\Über.CSV.zip", ".csv.zip"),
     ("x" * 400 + ".xlsx", ".xlsx")],
)  # fmt: skip
def test_files_lie_under_names_of_our_own(desk: Desk, name: str, ending: str) -> None:
    fact = desk.upload("a,b\n", EVENTS + LINES, name)
    (kept,) = (desk.home / "quarantine").iterdir()
    assert kept.name == fact.id.hex + ending
    assert kept.read_text() == "a,b\n"
    assert "/" not in fact.filename
    assert len(fact.filename) <= 255


def test_an_upload_that_breaks_off_leaves_nothing(desk: Desk) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        operations.accept_upload(
            source_id=desk.source_id, filename="x.csv", chunks=chunks(), recipe_text=EVENTS, uploaded_by="person:1",
            now=NOW,
        )  # fmt: skip
    assert list((desk.home / "quarantine").iterdir()) == []
    assert not Import.objects.exists()
