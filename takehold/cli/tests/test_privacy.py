"""``takehold verify-privacy``: exit code 0 where nothing is found, 1 without a rule, 2 where there is no site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from takehold.cli.site import home as data_home
from takehold.cli.site.privacy import RULES, verify_privacy
from takehold.gather.disclosure import proof

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / data_home.KEY_FILE).write_text("x")
    monkeypatch.setattr(data_home, "start", lambda _home: None)
    return tmp_path


def run(site: Path, *words: str):
    return CliRunner().invoke(verify_privacy, ["--home", str(site), "--organisations", "20", *words])


def test_it_holds(site: Path) -> None:
    found = run(site)
    assert found.exit_code == 0, found.output
    assert "Nothing about a person" in found.output
    assert proof.last(site).organisations == 20


def test_a_rule_taken_away_is_seen(site: Path) -> None:
    found = run(site, "--without", "remainder")
    assert found.exit_code == 1
    assert "That is what the rule remainder is for." in found.output
    assert proof.last(site) is None


def test_every_rule_can_be_taken_away() -> None:
    assert set(RULES) == set(proof.WITHOUT)


def test_without_a_site_it_says_how_to_start_one(tmp_path: Path) -> None:
    found = CliRunner().invoke(verify_privacy, ["--home", str(tmp_path)])
    assert found.exit_code == 2
    assert "takehold serve" in found.output
