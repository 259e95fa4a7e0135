"""Is the process the same everywhere? Groups of a change beside each other, what its sources' cases do, and who reads it."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import transaction

from conftest import NOW
from takehold.analysis.facts import Coded
from takehold.analysis.standardisation import Stratum
from takehold.evidence.facts import Behaviour, Rule
from takehold.gaps import jobs, models
from takehold.gaps.operations import processes
from takehold.gaps.queries import readiness as queries
from takehold.initiatives import operations as initiatives
from takehold.initiatives.models import DesiredBehaviour
from takehold.ledger.models import Measure, Source
from takehold.ledger.queries import definitions
from takehold.ledger.queries import processes as ledger
from takehold.ledger.queries.rows import EPOCH, rows_of
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


@pytest.fixture
def kinds(judged: Any) -> Any:
    """The day's cases of each ward are told apart: the broken ones are mostly hard ones, and ward 1 has more of those."""
    Measure.objects.filter(pk=judged.measure_id).update(
        definition=definitions.to_json(replace(RULED, kinds="urgency"))
    )
    _version, rows = rows_of(judged.measure_id)
    made = []
    for at, day in enumerate(rows.days):
        label = rows.labels[int(np.searchsorted(rows.starts, at, side="right")) - 1]
        cases, bad = int(rows.chances[at]), int(rows.chances[at] - rows.new_way[at])
        hard = max(bad, cases // 2) if label == "Ward 1" else bad
        on = date.fromordinal(int(day) + EPOCH)
        for kind, n, x in (("hard", hard, bad), ("plain", cases - hard, 0)):
            made.append(
                models.CaseKind(
                    measure_id=judged.measure_id, label=label, day=on, kind=kind, cases=n, violations=x
                )
            )
    models.CaseKind.objects.bulk_create(each for each in made if each.cases)
    return judged


def test_groups_are_compared_at_an_equal_mix_of_kinds_by_the_days_of_their_verdicts(
    house: Any, kinds: Any
) -> None:
    """The same cases as the verdict counts, told apart; what is compared with is recounted by hand from the rows."""
    rule = told(house, kinds).rules[0]
    assert (rule.kinds, rule.waits) == ("urgency", False)
    assert [each.code for each in rule.cautions] == []
    units = {each.unit: each.verdict for each in _units(house, kinds, 0)}
    for team in rule.standard.teams:
        assert team.cases == units[team.team].chances
        assert team.violations == units[team.team].chances - units[team.team].new_way
    ward = next(each for each in rule.standard.teams if each.team == "Ward 1")
    spans = {each: units[each] for each in units if each != "Ward 1"}
    hard = {"cases": 0, "bad": 0}
    for row in models.CaseKind.objects.filter(kind="hard").exclude(label="Ward 1"):
        unit = next((each for each in spans if row.label in each), None)
        if unit and spans[unit].recent_from <= row.day <= spans[unit].recent_to:
            hard["cases"] += row.cases
            hard["bad"] += row.violations
    own = models.CaseKind.objects.filter(
        label="Ward 1", day__range=(units["Ward 1"].recent_from, units["Ward 1"].recent_to)
    )
    mine = sum(row.cases for row in own if row.kind == "hard") / sum(row.cases for row in own)
    assert ward.expected == pytest.approx(mine * hard["bad"] / hard["cases"], abs=1e-9)
    assert (
        ward.expected
        > next(
            each for each in plainly(house, kinds).rules[0].standard.teams if each.team == "Ward 1"
        ).expected
    )


def plainly(house: Any, change: Any) -> Any:
    """The same with nothing counted by kind yet."""
    with transaction.atomic():
        models.CaseKind.objects.all().delete()
        found = told(house, change)
        transaction.set_rollback(True)
    return found


def test_until_kinds_are_counted_all_cases_are_of_one_kind_and_it_says_so(house: Any, kinds: Any) -> None:
    rule = plainly(house, kinds).rules[0]
    assert (rule.kinds, rule.waits) == ("", True)
    assert [each.code for each in rule.cautions] == ["one_kind"]
    assert any("are being counted" in each for each in queries.beside(rule))


def test_openings_near_the_end_are_warned_of_beside_the_comparison(
    house: Any, judged: Any, counted: Any
) -> None:
    late = Coded("late_openings", {"n": 9, "rate": 0.2, "days": 12})
    row = models.SourceProcess.objects.get()
    models.SourceProcess.objects.update(told={**row.told, "cautions": [asdict(late)]})
    rule = told(house, judged).rules[0]
    assert late in rule.cautions
    page = house.client("it lead").get(f"/changes/{judged.slug}/readiness/").content.decode()
    assert page.count("not comparable with earlier ones") == 2


def test_the_job_keeps_cases_by_kind_and_takes_the_old_ones_away(
    judged: Any, counted: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ledger, "changed", lambda seen: ((judged.source_id, 8),))
    for cases in (3, 4):
        told_apart = {judged.measure_id: ((NOW.date(), Stratum("Ward 1", "k" * 300, cases, 1)),)}
        monkeypatch.setattr(ledger, "kinds_of_cases", lambda found=told_apart, **_: found)
        processes.look(source_id=judged.source_id, now=NOW, home=tmp_path)
    (row,) = models.CaseKind.objects.all()
    assert (row.label, row.day, row.kind, row.cases, row.violations) == (
        "Ward 1",
        NOW.date(),
        "k" * 200,
        4,
        1,
    )


def test_the_file_has_every_compared_group_as_the_page_has_it(house: Any, judged: Any) -> None:
    answer = house.client("it lead").get(f"/changes/{judged.slug}/readiness.csv")
    assert answer["Content-Disposition"].endswith(f'readiness-{judged.slug}.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    teams = {each.team: each for each in told(house, judged).rules[0].standard.teams}
    assert {each["team"] for each in rows} == set(teams)
    for row in rows:
        assert float(row["share_where_others_do_them"]) == pytest.approx(
            teams[row["team"]].expected, rel=1e-5
        )
        assert int(row["cases"]) == teams[row["team"]].cases
