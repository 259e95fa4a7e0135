"""What was used once stands apart, and a page says of a service only what its groups allow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import NOW

from .logs import at_home, feed, read, ward, week_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    at_home(monkeypatch, settings, tmp_path)


def test_what_is_not_seen_lately_stands_apart(house: Any) -> None:
    weeks = [
        week_of(
            week,
            [(ward(1, 7), "trello.com"), (ward(3, 6), "miro.com")]
            if week < 3
            else [(ward(1, 7), "trello.com")],
        )
        for week in range(16)
    ]
    read(house, feed(house), b"".join(weeks))
    page = house.client("auditor").get("/shadow/found/").content.decode()
    assert "1 service outside is used, 1 of them in a group that can be named, and 0 are growing." in page
    assert "Not seen lately" in page
    assert "/shadow/found/miro/" in page  # though its weeks lie before those that the list looks at
    gone = house.client("auditor").get("/shadow/found/miro/").content.decode()
    assert "Miro was used: Ward 3. Not seen in the last 4 weeks that logs cover." in gone
    assert gone.count("not seen</td>") == 13
    assert house.client("member").get("/shadow/found/").status_code == 404
