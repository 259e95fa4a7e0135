"""Is the process the same everywhere? Groups of a change beside each other, what its sources' cases do, and who reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conftest import NOW
from takehold.evidence.facts import Behaviour, Rule
from takehold.gaps import jobs, models
from takehold.gaps.operations import processes
from takehold.gaps.queries import readiness as queries
from takehold.initiatives import operations as initiatives
from takehold.initiatives.models import DesiredBehaviour
from takehold.ledger.models import Measure, Source
from takehold.ledger.queries import definitions
from takehold.ledger.queries import processes as ledger
from takehold.people.facts import NotAllowed, NotYours

RULED = Behaviour("handover", "Checked first", per="case", rules=(Rule("precedence", "check", "close"),))


def told(house: Any, change: Any, role: str = "it lead") -> Any:
    viewer = house.viewer(role)
    return queries.readiness(viewer=viewer, change=queries.change_for(viewer, change.slug))


@pytest.fixture
def judged(change: Any) -> Any:
    """Judged, and counted by a rule over whole cases."""
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    Measure.objects.filter(pk=change.measure_id).update(definition=definitions.to_json(RULED))
    return change


def test_groups_are_compared_by_what_is_read_of_them(house: Any, judged: Any) -> None:
    """Recounted by hand from the rows; the night desk, three people, has no row of its own."""
    found = told(house, judged)
    (rule,) = found.rules
    teams = {each.team: each for each in rule.standard.teams}
    assert {"Ward 1", "Ward 2", "Ward 3"} <= set(teams)
    assert "Night desk" not in {*teams, *rule.standard.too_small}
    for each in teams.values():
        assert each.crude == pytest.approx(each.violations / each.cases)
        others = [team for team in teams.values() if team is not each]
        shared = sum(team.violations for team in others) / sum(team.cases for team in others)
        assert each.expected == pytest.approx(shared)
    assert queries.answer(found) == queries.same(rule)


def test_a_slip_that_is_still_the_teams_own_is_not_read_here_either(house: Any, judged: Any) -> None:
    """The IT lead compares ward 1 by its verdict before the slide; the day it is visible, by the slide."""
    early = {each.unit: each for each in _units(house, judged, 0)}
    late = {each.unit: each for each in _units(house, judged, 10)}
    rule = told(house, judged).rules[0]
    seen = {each.team: each for each in rule.standard.teams}
    for name, unit in early.items():
        if name in seen:
            assert seen[name].cases == unit.verdict.chances
            assert seen[name].violations == unit.verdict.chances - unit.verdict.new_way
    assert late["Ward 1"].verdict.rate < 0.6
    assert seen["Ward 1"].crude < 0.2


def _units(house: Any, change: Any, days: int) -> Any:
    from takehold.initiatives import queries as reading

    viewer = replace(house.viewer("it lead"), on=house.on + timedelta(days=days), seen={})
    return reading.standings(viewer=viewer, slug=change.slug)[0].units


def test_without_a_rule_it_says_so_and_compares_nobody(house: Any, change: Any) -> None:
    initiatives.refresh(change.behaviour_id, NOW)
    found = told(house, change)
    assert found.rules == ()
    assert "none of this change's behaviours is a rule over whole cases" in queries.answer(found)
    assert queries.first_steps(found) == []


def test_who_sees_all_groups_reads_it_and_others_are_told(house: Any, judged: Any) -> None:
    for role in ("manager", "member"):
        with pytest.raises(NotAllowed):
            told(house, judged, role)
    with pytest.raises(NotYours):
        told(house, judged, "stranger")


@pytest.fixture
def counted(judged: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ledger.Course:
    """The source's cases as they would be counted: 40 in four ways, none of which half of them take."""
    from takehold.analysis.standardisation import cycle_time, variants
    from takehold.evidence.variants import Way

    ways = (Way(("open", "close"), 2, 16), Way(("open", "check", "close"), 3, 14))
    times = cycle_time([600.0] * 20 + [1200.0] * 20, rng=np.random.default_rng(1))
    course = ledger.Course(variants([16, 14, 6, 4]), ways, times, (), False)
    monkeypatch.setattr(
        ledger,
        "changed",
        lambda seen: ((judged.source_id, 7),) if seen.get(judged.source_id) != 7 else (),
    )
    monkeypatch.setattr(ledger, "course", lambda **_: course)
    assert jobs.due(NOW)[-1] == f"{jobs.CASES}{judged.source_id}"
    jobs.run(jobs.due(NOW)[-1], now=NOW, home=tmp_path)
    return course


def test_cases_are_counted_once_for_each_version_and_read_as_they_were_counted(
    house: Any, judged: Any, counted: ledger.Course
) -> None:
    assert processes.due(NOW + timedelta(days=2)) == ()
    assert models.SourceProcess.objects.get().version == 7
    (each,) = told(house, judged).courses
    assert each.course == counted
    assert each.behind
    assert any("holds 40" in step for step in queries.first_steps(told(house, judged)))


def test_a_source_that_changes_all_day_is_read_about_once_a_day(judged: Any, counted: ledger.Course) -> None:
    models.SourceProcess.objects.update(version=6)
    assert processes.due(NOW + timedelta(hours=1)) == ()
    assert processes.due(NOW + timedelta(hours=21)) == (judged.source_id,)


def test_a_source_of_which_no_group_is_told_says_nothing_of_its_cases(
    house: Any, judged: Any, counted: ledger.Course
) -> None:
    """Three people's tickets beside everybody's: the other behaviour's groups open no door to them."""
    source = Source.objects.create(key="night", name="Night desk", kind="file", created_at=NOW)
    measure = Measure.objects.get(pk=judged.measure_id)
    measure.pk, measure.source = None, source
    measure.save()
    behaviour = DesiredBehaviour.objects.get(pk=judged.behaviour_id)
    behaviour.pk, behaviour.key, behaviour.measure_id = None, "night", measure.pk
    behaviour.save()
    row = models.SourceProcess.objects.get()
    models.SourceProcess.objects.create(source=source, version=1, told=row.told)
    assert [each.source_id for each in told(house, judged).courses] == [judged.source_id]


def test_one_row_a_case_says_nothing_of_ways(counted: ledger.Course) -> None:
    single = replace(counted, single=True)
    (sentence,) = queries.of_course(single)
    assert "one row for each case" in sentence
    assert queries.cautions(single) == []


def test_the_page_and_its_twin_say_the_same(house: Any, judged: Any, counted: ledger.Course) -> None:
    client = house.client("it lead")
    page = client.get(f"/changes/{judged.slug}/readiness/").content.decode()
    twin = client.get(f"/api/v1/changes/{judged.slug}/readiness").json()
    (rule,), (source,) = twin["rules"], twin["sources"]
    assert twin["answer"] in page
    assert source["course"]["variants"]["variants"] == 4
    assert all(sentence in page for sentence in source["said"])
    assert all(f">{team['team']}</th>" in page for team in rule["standard"]["teams"])
    assert "open → check → close" in page
