"""``takehold shadow-catalogue update``: what it says, and that a broken catalogue changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from takehold.cli.site import commands
from takehold.cli.site import home as data_home
from takehold.cli.site.backup import BESIDES
from takehold.shadow_it.queries.catalogue import FILE, OWN_FILE

pytestmark = pytest.mark.django_db


def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.HOME = tmp_path
    (tmp_path / data_home.KEY_FILE).write_text("x")
    monkeypatch.setattr(data_home, "start", lambda _home: None)
    one = {
        "key": "newtool",
        "name": "New Tool",
        "category": "files",
        "kind": "storage",
        "domains": ["newtool.example"],
    }
    said = {
        "form": "takehold.services/1",
        "version": "2999.1.1",
        "services": [one],
        "infrastructure": [],
        "noise": [],
    }
    (tmp_path / "brought.json").write_text(json.dumps(said))
    (tmp_path / "broken.json").write_text("{}")

    def run(name: str) -> Any:
        line = ["update", str(tmp_path / name), "--home", str(tmp_path)]
        return CliRunner().invoke(commands["shadow-catalogue"], line)

    broken = run("broken.json")
    assert broken.exit_code == 2
    assert "no catalogue of services" in broken.output
    good = run("brought.json")
    assert (good.exit_code, good.output) == (0, "Version 2999.1.1 is in use now: 1 services.\n")
    again = run("brought.json")
    assert again.exit_code == 2
    assert "2999.1.1 is in use already" in again.output


def test_a_backup_takes_the_catalogue_along_and_what_the_house_named() -> None:
    assert {FILE, OWN_FILE} <= set(BESIDES)
