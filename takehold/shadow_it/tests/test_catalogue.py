"""A newer catalogue is used as a whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from takehold.audit.queries import recent
from takehold.evidence.usage.catalogue import BrokenCatalogue, shipped
from takehold.shadow_it.operations.catalogue import NotNewer, update
from takehold.shadow_it.queries.catalogue import by_name, current, place, service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def brought(folder: Path, version: str = "2999.1.1", **more: Any) -> Path:
    """A catalogue of one service."""
    one = {
        "key": "newtool",
        "name": "New Tool",
        "category": "files",
        "kind": "storage",
        "domains": ["newtool.example"],
    }
    said = {
        "form": "takehold.services/1",
        "version": version,
        "services": [one],
        "infrastructure": [],
        "noise": [],
        **more,
    }
    path = folder / "brought.json"
    path.write_text(json.dumps(said))
    return path


def test_a_newer_one_is_used_from_now_on(tmp_path: Path) -> None:
    assert current() is shipped()
    update(file=brought(tmp_path), actor="takehold", now=NOW)
    assert (current().version, service("dropbox")) == ("2999.1.1", None)
    found = by_name("new-tool")
    assert found is not None
    assert found.key == "newtool"
    assert recent(1)[0].action == "catalogue of services brought"


def test_a_broken_or_older_one_changes_nothing(tmp_path: Path) -> None:
    for wrong, error in (
        ({"services": []}, BrokenCatalogue),
        ({"version": "2020.1.1"}, NotNewer),
        ({"version": shipped().version}, NotNewer),
    ):
        with pytest.raises(error):
            update(file=brought(tmp_path, **wrong), actor="takehold", now=NOW)
    (tmp_path / "latin.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(BrokenCatalogue):
        update(file=tmp_path / "latin.json", actor="takehold", now=NOW)
    assert not place().exists()
    assert current() is shipped()


def test_one_that_was_damaged_afterwards_is_left_aside(tmp_path: Path) -> None:
    update(file=brought(tmp_path), actor="takehold", now=NOW)
    place().write_text("{")
    assert current() is shipped()
