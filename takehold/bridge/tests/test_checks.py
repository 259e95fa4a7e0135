"""Did it work: looked at on its day by itself, kept with its evidence, told no stronger than the evidence is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from conftest import NOW
from takehold.analysis.effect import Answer, Effect, Estimate, Rung, Share, Sides, worked
from takehold.analysis.facts import Coded, DailyCounts
from takehold.bridge import jobs, models
from takehold.bridge.operations import actions as operations
from takehold.bridge.operations import checks
from takehold.bridge.queries import checks as queries
from takehold.bridge.queries import offering, payload, telling
from takehold.bridge.tests.conftest import TODAY, said
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, ReportingUnit

WEEKS = 40
START = TODAY - timedelta(weeks=WEEKS)
PLAIN = Sides(Share(100, 60), Share(100, 75), Share(200, 120), Share(200, 122))


def effect(**more: Any) -> Effect:
    told: dict[str, Any] = {
        "answer": Answer.HELPED, "rung": Rung.WAITING, "estimate": Estimate(0.141234567891, (0.05, 0.23), 0.01, 500),
        "sides": PLAIN, "begun": 2, "others": 6, "weeks": 9, "cross_check": 0.12, "because": Coded("range_above"), **more,
    }  # fmt: skip
    return Effect(**told)


def counted(lift: float, teams: dict[str, frozenset[int]], began: date, moved: set[str]) -> Any:
    """Counts of ten groups, one of which gains ``lift`` from a day on; as ``initiatives`` would hand them over."""
    rng = np.random.default_rng(3)
    days = WEEKS * 7
    evidence = []
    for name in teams:
        chances = np.full(days, 6)
        rate = np.full(days, 0.6)
        if name in moved:
            rate[(began - START).days :] += lift
        evidence.append(
            SimpleNamespace(unit=name, daily=DailyCounts(START, chances, rng.binomial(chances, rate), None))
        )
    units = tuple(ReportingUnit(name, ids, 20) for name, ids in teams.items())
    return SimpleNamespace(units=units, evidence=tuple(evidence), figures=SimpleNamespace(sha256="e" * 64))


def begin(house: Any, change: Any, action: int, days_ago: int = 0) -> None:
    row = models.Action.objects.get(id=action)
    operations.turn(
        viewer=house.viewer("lead"), slug=change.slug, action_id=action, event="begin", reason="", version=row.version, now=NOW
    )  # fmt: skip
    began = TODAY - timedelta(days=days_ago)
    models.Action.objects.filter(id=action).update(
        began_on=began, begins_on=began - timedelta(days=1), check_on=began + timedelta(weeks=8)
    )


def test_it_is_looked_at_on_its_day_once_and_kept(house: Any, change: Any, action: int) -> None:
    assert jobs.due(NOW) == ()
    begin(house, change, action, days_ago=56)
    (job,) = jobs.due(NOW)
    assert jobs.due(NOW - timedelta(days=1)) == ()
    jobs.run(job, now=NOW, home=Path())
    assert jobs.due(NOW) == ()
    assert jobs.due(NOW + timedelta(days=30)) == ()
    found = queries.newest(action)
    assert found is not None
    assert (found.on, found.as_of) == (TODAY, TODAY - timedelta(days=7))
    assert found.effect.answer is Answer.CANNOT_TELL
    assert len(found.evidence_sha256) == 64
    jobs.run(job, now=NOW, home=Path())
    assert models.Check.objects.count() == 1


def test_it_is_looked_at_by_hand_once_it_began_by_those_who_may(house: Any, change: Any, action: int) -> None:
    told: dict[str, Any] = {"slug": change.slug, "action_id": action, "now": NOW}
    with pytest.raises(Invalid, match="has not begun"):
        checks.look_now(viewer=house.viewer("lead"), **told)
    begin(house, change, action)
    with pytest.raises(NotAllowed):
        checks.look_now(viewer=house.viewer("auditor"), **told)
    checks.look_now(viewer=house.viewer("manager"), **told)
    found = queries.newest(action)
    assert found is not None
    assert telling.because(found.effect)
    page = house.client("lead").get(f"/changes/{change.slug}/actions/{action}/").content.decode()
    assert "Whether it worked cannot be told." in page
    api = house.client("lead").post(f"/api/v1/changes/{change.slug}/actions/{action}/look")
    assert api.json()["check"]["answer"] == "cannot tell"


def test_who_began_is_compared_with_who_had_not_and_never_with_the_same_practice(
    house: Any, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten groups of one team each: in ward 1 the share rises by 25 points from the beginning on."""
    lead = house.viewer("lead")
    first = operations.propose(
        viewer=lead, slug=change.slug, said=said(house, change, practice="remove-clicks"), now=NOW
    )
    second = operations.propose(
        viewer=lead, slug=change.slug, now=NOW,
        said=said(house, change, practice="remove-clicks", groups=frozenset({house.teams["ward-2"]})),
    )  # fmt: skip
    begin(house, change, first, 70)
    begin(house, change, second, 30)
    teams = {"Ward 1": frozenset({house.teams["ward-1"]}), "Ward 2": frozenset({house.teams["ward-2"]})}
    teams |= {f"Other {n}": frozenset({1000 + n}) for n in range(10)}
    given = counted(0.25, teams, TODAY - timedelta(days=70), {"Ward 1"})
    monkeypatch.setattr(checks, "counts", lambda **_: given)
    checks.look(action_id=first, now=NOW)
    found = queries.newest(first)
    assert found is not None
    assert (found.effect.begun, found.effect.others) == (1, 10)
    assert found.effect.rung is Rung.WAITING
    assert found.effect.answer is Answer.HELPED
    assert found.effect.estimate is not None
    assert abs(found.effect.estimate.effect - 0.25) < 0.06
    assert "beside groups that had not begun" in telling.answer(found.effect)
    here = queries.worked_here("remove-clicks")
    assert (here.looks, here.answers) == (1, (("helped", 1),))
    assert here.mean is not None
    assert 0 < here.mean < 0.25
    page = house.client("lead").get("/playbook/remove-clicks/").content.decode()
    assert "It was looked at 1 time: helped (1)." in page
    offered = offering.offered(viewer=lead, change=change_of(lead, change.slug), gap_id=None)
    assert offered.practices[0].key == "remove-clicks"
    assert len({each.key for each in offered.practices}) == 8
    leaning = replace(found.effect, estimate=replace(found.effect.estimate, lean=-0.16))
    models.Check.objects.filter(action_id=first).update(payload=payload.write(leaning))
    assert payload.read(payload.write(leaning)).estimate.lean == -0.16  # type: ignore[union-attr]
    assert queries.trials() == ()


def test_the_same_counts_have_the_same_hash_and_another_beginning_another(
    house: Any, change: Any, action: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(house, change, action, 70)
    teams = {f"Other {n}": frozenset({1000 + n}) for n in range(3)} | {
        "Ward 1": frozenset({house.teams["ward-1"]})
    }
    given = counted(0.0, teams, TODAY, set())
    monkeypatch.setattr(checks, "counts", lambda **_: given)
    seen = []
    for days in (70, 70, 63):
        models.Check.objects.all().delete()
        models.Action.objects.update(began_on=TODAY - timedelta(days=days))
        checks.look(action_id=action, now=NOW)
        kept = models.Check.objects.get()
        seen.append((kept.evidence_sha256, kept.payload))
    assert seen[0] == seen[1]
    assert seen[0][0] != seen[2][0]


def test_an_action_for_everybody_has_nobody_to_compare_with(
    house: Any, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = operations.propose(
        viewer=house.viewer("lead"), slug=change.slug, said=said(house, change, groups=frozenset()), now=NOW
    )
    begin(house, change, made, 70)
    teams = {f"Other {n}": frozenset({1000 + n}) for n in range(6)}
    given = counted(0.3, teams, TODAY - timedelta(days=70), set(teams))
    monkeypatch.setattr(checks, "counts", lambda **_: given)
    checks.look(action_id=made, now=NOW)
    found = queries.newest(made)
    assert found is not None
    assert (found.effect.answer, found.effect.rung) == (Answer.CANNOT_TELL, Rung.BEFORE_AFTER)
    assert telling.changed_after(found.effect).startswith("It changed afterwards:")
    assert telling.needs(found.effect)


@pytest.mark.parametrize("because", ["not_begun", "not_counted", "no_comparison", "too_short", "too_short_before",
                                     "too_few_teams", "nobody_waits", "range_wide", "began_low", "began_high"])  # fmt: skip
@pytest.mark.parametrize("rung", list(Rung))
def test_every_answer_is_a_sentence_and_says_cause_only_where_lots_were_drawn(
    because: str, rung: Rung
) -> None:
    needs = (Coded("lots"), Coded("weeks_after", {"weeks": 3, "on": date(2026, 4, 1)}), Coded("weeks_after", {"weeks": 1}),
             Coded("waiting_teams", {"teams": 3}), Coded("more_teams", {"teams": 8}))  # fmt: skip
    for answer in Answer:
        found = effect(
            answer=answer,
            rung=rung,
            because=Coded(because, {"weeks": 2, "teams": 4, "lean": -0.16}),
            needs=needs,
        )
        told = telling.answer(found)
        assert told.endswith(".")
        assert ("caused" in told) is (rung is Rung.LOTS and answer in (Answer.HELPED, Answer.HARMED))
        assert telling.strength(found)
        assert bool(telling.because(found)) is (answer is Answer.CANNOT_TELL)
        assert len(set(telling.needs(found))) == 5
        assert payload.read(payload.write(found)) == replace(
            found, estimate=Estimate(0.141234568, (0.05, 0.23), 0.01, 500)
        )
    assert set(telling.worked_words()) == set(Answer)


def test_what_is_written_is_what_the_method_said() -> None:
    """A real answer, to nine digits and back."""
    given = counted(
        0.2, {f"T{n}": frozenset({n}) for n in range(9)}, TODAY - timedelta(days=70), {"T0", "T1"}
    )
    from takehold.analysis.effect import TeamSeries

    series = [
        TeamSeries(each.unit, each.daily, TODAY - timedelta(days=70) if each.unit in ("T0", "T1") else None)
        for each in given.evidence
    ]
    found = worked(series, as_of=TODAY, rng=np.random.default_rng(1))
    assert payload.write(payload.read(payload.write(found))) == payload.write(found)
    rows = telling.sides(found)
    assert [row[1].chances > 0 for row in rows] == [True, True]
