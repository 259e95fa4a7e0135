"""Saved verdicts and marks, within a scope."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from takehold.ledger import operations, queries
from takehold.ledger.facts import OutOfScope, SavedVerdict, Scope

from .conftest import CONFIRM, EVENTS, NOW, Desk


def save(desk: Desk, unit: str, teams: set[int], word: str, **named: Any) -> SavedVerdict:
    fields = {"as_of": date(2026, 3, 1), "evidence_sha256": "e", "code_version": "1", **named}
    measure = desk.measures["confirm"].id
    operations.save_verdicts(measure_id=measure, said={unit: (teams, {"verdict": word})}, now=NOW, **fields)
    everything = Scope(desk.scope.teams | teams, desk.scope.measures, 5)
    latest = queries.latest_verdicts(scope=everything, measure_ids=[measure])
    return next(each for each in latest if each.unit == unit)


@pytest.fixture
def judged(desk: Desk) -> Desk:
    desk.learn(EVENTS + CONFIRM)
    return desk


def test_the_last_word_on_each_unit(judged: Desk) -> None:
    save(judged, "North", {1}, "stalled")
    last = save(judged, "North", {1}, "holding")
    south = save(judged, "South", {2}, "stalled")
    ids = [judged.measures["confirm"].id]
    assert queries.latest_verdicts(scope=judged.scope, measure_ids=ids) == (last, south)
    narrow = Scope(frozenset({2}), judged.scope.measures, 5)
    assert queries.latest_verdicts(scope=narrow, measure_ids=ids) == (south,)
    blind = Scope(frozenset({1, 2}), frozenset(), 5)
    assert queries.latest_verdicts(scope=blind, measure_ids=ids) == ()


def test_saying_the_same_again_keeps_one(judged: Desk) -> None:
    first = save(judged, "North", {1}, "stalled")
    assert save(judged, "North", {1}, "stalled") == first
    assert save(judged, "North", {1}, "stalled", evidence_sha256="other").id != first.id


def test_many_are_saved_at_once_and_those_that_say_the_same_stay(judged: Desk) -> None:
    north = save(judged, "North", {1}, "stalled")
    south = save(judged, "South", {2}, "stalled")
    measure = judged.measures["confirm"].id
    said = {"North": ({1}, {"verdict": "stalled"}), "South": ({2}, {"verdict": "holding"})}
    fields = {"as_of": date(2026, 3, 1), "evidence_sha256": "e", "code_version": "1"}
    assert operations.save_verdicts(measure_id=measure, said=said, now=NOW, **fields) == 1
    latest = queries.latest_verdicts(scope=judged.scope, measure_ids=[measure])
    assert {each.unit: each.id == old.id for each, old in zip(latest, (north, south), strict=True)} == {
        "North": True,
        "South": False,
    }


def test_one_verdict_is_read_within_the_scope_only(judged: Desk) -> None:
    kept = save(judged, "North", {1, 2}, "stalled")
    assert queries.saved_verdict(kept.id, scope=judged.scope) == kept
    with pytest.raises(OutOfScope):
        queries.saved_verdict(kept.id, scope=Scope(frozenset({1}), judged.scope.measures, 5))
    with pytest.raises(OutOfScope):
        queries.saved_verdict(kept.id + 1, scope=judged.scope)


def test_marks_for_everybody_and_for_ones_own_teams(judged: Desk) -> None:
    everybody = operations.add_mark(on=date(2026, 1, 2), kind="go-live", text="Go-live", now=NOW)
    mine = operations.add_mark(on=date(2026, 1, 1), kind="coaching", text="Coaching", team_ids=[1], now=NOW)
    operations.add_mark(on=date(2026, 1, 1), kind="coaching", text="Coaching", team_ids=[9], now=NOW)
    assert operations.add_mark(on=date(2026, 1, 2), kind="go-live", text="Go-live", now=NOW) == everybody
    found = queries.marks(scope=judged.scope, first=date(2026, 1, 1), last=date(2026, 1, 2))
    assert found == (mine, everybody)
