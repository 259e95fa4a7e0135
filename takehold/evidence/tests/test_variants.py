"""Ways, times and rule violations of cases, against counting them one by one."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import ibis
import pyarrow as pa
import pytest

from takehold.analysis.standardisation import Stratum
from takehold.evidence import engines, variants
from takehold.evidence.conditions import NoSuchColumn
from takehold.evidence.facts import EVENT_SCHEMA, Behaviour, Rule

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
RULE = Behaviour("k", "K", per="case", rules=(Rule("init", "a"), Rule("precedence", "b", "c")))


def log(cases):
    """Events of cases, each a list of (activity, hours after Monday 8:00, team); kinds alternate."""
    columns = {name: [] for name in [*EVENT_SCHEMA.names, "x_kind"]}
    for number, steps in enumerate(cases):
        for activity, hours, team in steps:
            at, place = MONDAY + timedelta(hours=hours), len(columns["ordinal"])
            kind = ("urgent", "normal", None)[number % 3]
            row = (place, f"C{number:03}", activity, at, at.date(), team, None, place, kind)
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    return ibis.memtable(pa.table(columns, schema=pa.schema([*EVENT_SCHEMA, ("x_kind", pa.string())])))


def made(seed=1, cases=60):
    rng = random.Random(seed)
    return [
        [(rng.choice("abc"), hour + rng.random(), rng.choice(["T1", "T2", None])) for hour in range(rng.randint(1, 4))]
        for _ in range(cases)
    ]  # fmt: skip


def test_ways_are_those_that_counting_one_by_one_finds():
    cases = made()
    expected = Counter(tuple(step for step, _, _ in each) for each in cases)
    found = variants.ways(engines.connect(), log(cases))
    assert sorted(found.counts, reverse=True) == list(found.counts) == sorted(expected.values(), reverse=True)
    assert {way.steps: way.cases for way in found.shown} == {
        way.steps: expected[way.steps] for way in found.shown
    }
    assert len(found.shown) == variants.SHOWN
    assert all(way.length == len(way.steps) for way in found.shown)


def test_the_same_steps_in_another_order_are_another_way():
    cases = [[("a", 0, "T"), ("b", 1, "T")], [("b", 0, "T"), ("a", 1, "T")], [("a", 0, "T"), ("b", 0, "T")]]
    assert variants.ways(engines.connect(), log(cases)).counts == (2, 1)


def test_cases_that_are_not_over_are_left_out_of_ways_and_times():
    events = log([[("a", 0, "T")], [("a", 1, "T"), ("b", 50, "T")]])
    closed = date(2026, 1, 6)
    assert variants.ways(engines.connect(), events, closed_before=closed).counts == (1,)
    assert variants.times(engines.connect(), events, closed_before=closed).took.tolist() == [0]


def test_a_way_of_one_persons_cases_is_not_told():
    """Six cases of one person, six of six persons; and where nobody is known, cases are all there is."""
    cases = [[("a", n, "T")] for n in range(6)] + [[("b", n, "T")] for n in range(6)]
    events = log(cases)
    assert {way.steps for way in variants.ways(engines.connect(), events).told()} == {("a",), ("b",)}
    place = events.ordinal
    known = events.mutate(actor=ibis.cases((place < 6, 7), else_=place).cast("int64"))
    found = variants.ways(engines.connect(), known)
    assert found.counts == (6, 6)
    assert {(way.steps, n) for way, n in zip(found.shown, found.people, strict=True)} == {
        (("a",), 1),
        (("b",), 6),
    }
    assert [way.steps for way in found.told()] == [("b",)]
    half = events.mutate(actor=ibis.cases((place < 10, ibis.null("int64")), else_=place).cast("int64"))
    assert variants.ways(engines.connect(), half).told() == ()


def test_a_long_way_is_cut_where_it_is_told_and_counted_whole():
    events = log([[("a", hour, "T") for hour in range(70)], [("a", hour, "T") for hour in range(71)]])
    found = variants.ways(engines.connect(), events)
    assert found.counts == (1, 1)
    assert [(len(way.steps), way.length) for way in found.shown] == [(50, 70), (50, 71)]


def test_times_and_teams_of_the_first_or_last_event():
    events = log([[("a", 0, "T1"), ("b", 2, "T2")], [("a", 5, None)]])
    first, last = (variants.times(engines.connect(), events, team_of=at) for at in ("first", "last"))
    assert first.took.tolist() == [7200, 0]
    assert (first.teams, last.teams) == (("T1", ""), ("T2", ""))
    assert (first.opened[1] - first.opened[0]) == 5 * 3600


def test_late_openings_make_a_caution():
    steady = [[("a", hour, "T"), ("b", hour + 10, "T")] for hour in range(0, 400, 4)]
    assert variants.times(engines.connect(), log(steady)).cautions() == ()
    crowd = steady + [[("a", 405 + part / 10, "T"), ("b", 406, "T")] for part in range(8)]
    (caution,) = variants.times(engines.connect(), log(crowd)).cautions()
    assert caution.code == "late_openings"
    assert caution.numbers["n"] == 8
    assert caution.numbers["days"] == 1


def test_violations_by_team_and_kind_are_those_of_each_case():
    cases = made(2)
    expected = Counter()
    for number, steps in enumerate(cases):
        seen = [step for step, _, _ in steps]
        bad = seen[0] != "a" or ("c" in seen and "b" not in seen[: seen.index("c")])
        expected[steps[0][2] or "", ("urgent", "normal", "")[number % 3], bad] += 1
    found = variants.strata(engines.connect(), log(cases), RULE, kind="kind", closed_before=date(2100, 1, 1))
    assert {(s.team, s.kind): (s.cases, s.violations) for s in found} == {
        (team, kind): (expected[team, kind, True] + expected[team, kind, False], expected[team, kind, True])
        for team, kind, _ in expected
    }
    whole = variants.strata(engines.connect(), log(cases), RULE, closed_before=date(2100, 1, 1))
    assert [s.team for s in whole] == ["", "T1", "T2"]
    assert sum(s.violations for s in whole) == sum(s.violations for s in found)


def test_violations_by_day_add_up_to_those_of_all_days():
    cases = [
        [(step, hour + 24 * (n % 9), team) for step, hour, team in each] for n, each in enumerate(made(3))
    ]
    later = MONDAY.date() + timedelta(days=4)
    over = date(2100, 1, 1)
    found = variants.daily(
        engines.connect(), log(cases), RULE, kind="kind", since=date(2000, 1, 1), closed_before=over
    )
    whole = variants.strata(engines.connect(), log(cases), RULE, kind="kind", closed_before=over)
    assert summed(found) == {(s.team, s.kind): (s.cases, s.violations) for s in whole}
    some = variants.daily(engines.connect(), log(cases), RULE, kind="kind", since=later, closed_before=over)
    assert some == tuple(each for each in found if each[0] >= later)
    assert 0 < len(some) < len(found)


def summed(found):
    total = {}
    for _day, each in found:
        cases, bad = total.get((each.team, each.kind), (0, 0))
        total[each.team, each.kind] = (cases + each.cases, bad + each.violations)
    return total


def test_rare_kinds_are_one_kind_together(monkeypatch):
    monkeypatch.setattr(variants, "MOST_KINDS", 1)
    found = variants.daily(
        engines.connect(),
        log(made()),
        RULE,
        kind="kind",
        since=date(2000, 1, 1),
        closed_before=date(2100, 1, 1),
    )
    every = variants.strata(engines.connect(), log(made()), RULE, closed_before=date(2100, 1, 1))
    assert len({each.kind for _day, each in found}) == 2
    assert sum(each.cases for _day, each in found) == sum(each.cases for each in every)


def test_a_kind_that_the_data_does_not_carry_is_named():
    with pytest.raises(NoSuchColumn, match="size"):
        variants.strata(engines.connect(), log(made()), RULE, kind="size")


def test_nothing_is_nothing():
    events = log([])
    assert variants.ways(engines.connect(), events) == variants.Ways((), ())
    assert variants.times(engines.connect(), events).cautions() == ()
    assert variants.strata(engines.connect(), events, RULE) == ()
    assert variants.strata(
        engines.connect(), log([[("b", 0, "T")]]), RULE, closed_before=date(2100, 1, 1)
    ) == (Stratum("T", "", 1, 1),)
