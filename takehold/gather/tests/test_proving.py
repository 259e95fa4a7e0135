"""The attack as a report: it holds, it fails without a rule, and the last one is found again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import House
from takehold.gather.disclosure import proof
from takehold.gather.disclosure.proof import proving
from takehold.gather.disclosure.proof.house import HOUSE
from takehold.gather.tests import answered as a

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SIZES = {("h", "m", "1"): 12, ("h", "m", "2"): 3, ("h", "s", "3"): 6, ("h",): 2}


def prove(organisations: int = 10, without: str = "", trees=(SIZES,)):
    return proof.prove(organisations=organisations, trees=trees, now=NOW, clock=lambda: 0.0, without=without)


def test_nothing_is_found_and_the_report_is_kept(tmp_path: Path) -> None:
    found = prove()
    assert (found.holds, found.found, found.groups, found.organisations) == (True, 0, 4, 10)
    assert found.own_team >= 0.6
    assert proof.last(tmp_path) is None
    proof.keep(found, tmp_path)
    assert proof.last(tmp_path) == found


@pytest.mark.parametrize("rule", proof.WITHOUT)
def test_without_a_rule_the_report_says_so_and_is_not_kept(rule: str, tmp_path: Path) -> None:
    found = prove(20, rule)
    assert not found.holds
    assert found.examples
    proof.keep(found, tmp_path)
    assert proof.last(tmp_path) is None


def test_a_real_tree_is_attacked_by_its_sizes() -> None:
    assert list(proving.attacked(SIZES, HOUSE, 1)) == []
    assert list(proving.attacked(SIZES, proof.WITHOUT["closing-groups"], 1))


def test_a_damaged_report_is_none(tmp_path: Path) -> None:
    (tmp_path / proving.REPORT).write_text('{"at": 1}')
    assert proof.last(tmp_path) is None


@pytest.mark.django_db
def test_the_organisations_own_trees_are_sizes_only(house: House, change: str) -> None:
    a.open_survey(house, a.initiative_id(change), a.asked(house))
    today, asked = proof.trees(on=NOW.date())
    assert today[("Hospital", "Surgery", "Night desk")] == 3
    assert asked[("Hospital", "Surgery", "Night desk + Ward 4")] == 11
    assert prove(1, trees=(today, asked)).holds
