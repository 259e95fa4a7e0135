"""``takehold export-person``: exit codes, who may read the file, and that the copy is on record."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import House
from takehold.audit import queries as audit
from takehold.cli.site import commands, persons
from takehold.cli.site import home as data_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, house: House) -> Path:
    (tmp_path / data_home.KEY_FILE).write_text("x")
    monkeypatch.setattr(data_home, "start", lambda _home: None)
    return tmp_path


def run(site: Path, key: str, out: Path):
    return CliRunner().invoke(commands["export-person"], ["--home", str(site), key, "--out", str(out)])


def test_everything_of_a_person_is_in_one_file_that_only_its_owner_reads(site: Path, house: House) -> None:
    found = run(site, "member", site / "member.json")
    assert found.exit_code == 0, found.output
    assert (site / "member.json").stat().st_mode & 0o777 == 0o600
    tables = json.loads((site / "member.json").read_text())["tables"]
    line = next(table for table in tables if "people.Person.key" in table["columns"])
    assert line["rows"][0]["key"] == "member"
    assert audit.recent(1)[0].action == "person exported"
    assert audit.recent(1)[0].subject == f"person:{house.people['member']}"


def test_an_unknown_key_is_no_and_writes_nothing(site: Path) -> None:
    found = run(site, "nobody", site / "nobody.json")
    assert found.exit_code == 1
    assert "There is no person with the key nobody." in found.output
    assert not (site / "nobody.json").exists()


def test_a_file_that_exists_is_left_alone(site: Path) -> None:
    out = site / "there.json"
    out.write_text("mine")
    assert run(site, "member", out).exit_code == 2
    assert out.read_text() == "mine"


def test_a_file_that_cannot_be_finished_is_taken_away(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(persons.os, "fsync", full)
    found = run(site, "member", site / "part.json")
    assert found.exit_code == 1
    assert "No space left on device" in found.output
    assert not (site / "part.json").exists()
    assert audit.recent(1)[:1] == () or audit.recent(1)[0].action != "person exported"


def test_a_zip_holds_a_page_to_read_beside_the_json(site: Path) -> None:
    out = site / "member.zip"
    assert run(site, "member", out).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as packed:
        assert packed.testzip() is None
        assert "Max Member" in packed.read("about-me.html").decode()
        assert json.loads(packed.read("about-me.json"))["schema"] == "takehold.person/1"
