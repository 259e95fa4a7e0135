"""Process rules described on a page: every kind there is, tried on the file, and the same as if written by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from takehold.evidence.facts import RULE_KINDS, Rule, Shape
from takehold.gather import queries
from takehold.gather.facts import RuleCount, ValueCount
from takehold.gather.forms.rules import ALONE, KINDS, RulesForm
from takehold.gather.queries import trying

from .conftest import Walk, read

pytestmark = pytest.mark.django_db
FOUND = (ValueCount("New", 5), ValueCount("L1", 4), ValueCount("L2", 3))


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path / "home"


def history() -> bytes:
    """Ten tickets: two in three climb L1, L2; every third begins at L2; the last one has only begun."""
    lines = ["number,incident_state,sys_updated_at,assignment_group"]
    for i in range(1, 10):
        day = f"2026-01-{i:02d}"
        steps = ("L2", "L1", "Closed") if i % 3 == 0 else ("L1", "L2", "Closed")
        lines += [f"INC{i},{step},{day} 0{hour}:00:00,Ward 1" for hour, step in enumerate(steps)]
    lines.append("INC10,L1,2026-03-01 00:00:00,Ward 1")
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def draft(walk: Walk) -> str:
    """A history whose columns are mapped."""
    found = walk.draft_id(walk.upload(history()))
    said = {
        "shape": "events", "case": "number", "activity": "incident_state", "at": "sys_updated_at",
        "team": "assignment_group", "dates": "%Y-%m-%d %H:%M:%S", "timezone": "UTC", "missing": "",
    }  # fmt: skip
    answer = walk.client.post(f"/data/{found}/columns/", said)
    assert answer.status_code == 302, answer.content.decode()
    return found


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(response.content.decode())))


def said(*rules: dict[str, str], **more: str) -> dict[str, str]:
    fields = {f"rule-{row}-{part}": value for row, rule in enumerate(rules) for part, value in rule.items()}
    return {"name": "Tickets climb", **fields, **more}


CLIMB = said(
    {"kind": "init", "a": "L1"},
    {"kind": "precedence", "a": "L1", "b": "L2"},
    {"kind": "response", "a": "L1", "b": "Closed"},
    closing="Closed",
)


def test_every_kind_of_rule_can_be_chosen_once() -> None:
    assert sorted(kind for _group, kinds in KINDS for kind, _words in kinds) == sorted(RULE_KINDS)


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_each_kind_becomes_the_rule_it_says(kind: str) -> None:
    b = {} if kind in ALONE else {"b": "L2"}
    form = RulesForm(said({"kind": kind, "a": "L1", **b, "n": "2"}), steps=FOUND, whole=True)
    assert form.is_valid(), form.errors
    n = 2 if kind in ("existence", "absence") else 1
    assert form.behaviour([]).rules == (Rule(kind, "L1", b.get("b"), n=n),)
    assert (form.behaviour(["tickets-climb"]).key, form.behaviour([]).per) == ("tickets-climb-2", "case")


@pytest.mark.parametrize(
    ("rule", "field", "words"),
    [
        ({"kind": "precedence", "a": "L1"}, "rule-0-b", "Choose step B"),
        ({"kind": "init"}, "rule-0-a", "Choose step A"),
        ({"a": "L1"}, "rule-0-kind", "Choose the rule"),
        ({}, "rule-0-kind", "at least one rule"),
        ({"kind": "response", "a": "L1", "b": "L1"}, "rule-0-b", "same step"),
        (
            {"kind": "not-coexistence", "a": "L1", "b": "L2", "within": "5"},
            "rule-0-within",
            "no order in time",
        ),
    ],
)
def test_what_is_missing_in_a_line_is_said_at_its_field(rule: dict[str, str], field: str, words: str) -> None:
    form = RulesForm(said(rule), steps=FOUND, whole=True)
    assert not form.is_valid()
    assert words in form.errors[field][0]


def test_a_span_is_kept_in_seconds_and_steps_may_be_typed_where_not_all_are_known() -> None:
    rule = {"kind": "response", "a": "Seen by none yet", "b": "L2", "within": "5", "unit": "h"}
    form = RulesForm(said(rule), steps=FOUND, whole=False)
    assert form.is_valid(), form.errors
    assert form.behaviour([]).rules[0].within == 5 * 3600
    assert not RulesForm(said(rule), steps=FOUND, whole=True).is_valid()


def test_the_steps_of_the_file_stand_there_and_what_is_described_is_tried(walk: Walk, draft: str) -> None:
    page = walk.client.get(f"/data/{draft}/rules/").content.decode()
    assert '<option value="L1">L1 (10)</option>' in page
    tried = walk.client.post(f"/data/{draft}/rules/", CLIMB, headers={"HX-Request": "true"})
    assert "<html" not in tried.content.decode()
    assert "6 of 9 cases keep every rule (67 %). 1 more is not over yet." in text(tried)
    plain = walk.client.post(f"/data/{draft}/rules/", {**CLIMB, "try": "1"})
    assert "<html" in plain.content.decode()
    assert "7 of 10 cases keep this one. 6 of 9 cases keep this one. 9 of 9 cases" in text(plain)


def test_it_is_added_counted_and_imported_as_if_written_by_hand(walk: Walk, draft: str) -> None:
    assert walk.client.post(f"/data/{draft}/rules/", said()).status_code == 422
    assert walk.client.post(f"/data/{draft}/rules/", CLIMB)["Location"] == f"/data/{draft}/behaviours/"
    page = walk.client.get(f"/data/{draft}/behaviours/")
    assert re.search(r'value="tickets-climb" checked', page.content.decode())
    assert "of 9 chances" in text(page)
    answer = walk.choose(draft, "tickets-climb")
    assert read(answer["Location"].split("/")[2]).rows_read == 28


def test_a_list_of_tickets_has_no_steps_and_a_large_file_offers_those_of_its_first_records(
    walk: Walk, draft: str, house: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(trying, "LARGEST", {"": 10})
    viewer = house.viewer("lead")
    found = queries.steps(viewer=viewer, draft_id=UUID(draft), home=settings.HOME)
    assert (found.whole, {step.value for step in found.values}) == (False, {"L1", "L2", "Closed"})
    page = walk.client.post(f"/data/{draft}/rules/", {**CLIMB, "try": "1"})
    assert "shows when the whole file is read" in text(page)
    assert '<datalist id="steps">' in page.content.decode()
    other = walk.draft_id(walk.upload())
    assert walk.client.get(f"/data/{other}/rules/")["Location"] == f"/data/{other}/columns/"
    walk.columns(other)
    assert walk.client.get(f"/data/{other}/rules/")["Location"] == f"/data/{other}/own/"
    assert Shape.CASES == "cases"


def test_a_case_is_kept_broken_open_or_untouched() -> None:
    assert RuleCount(4, 3, 1, 2).rate == 0.75
    assert RuleCount(0, 0, 1, 0).rate is None
