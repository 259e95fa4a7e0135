"""One process as a whole: from files, with kinds of cases, and what is said where nothing can be compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from gettext import NullTranslations

import numpy as np
import pytest

from takehold.analysis.standardisation import Differs, Stratum, cycle_time, standard, variants
from takehold.evidence.consistency import NoRules, examine
from takehold.evidence.limits import Refused
from takehold.evidence.recipe import parse
from takehold.evidence.wording import consistency as said

PLAIN = NullTranslations()
COLUMNS = """[source]
format = "csv"
shape = "events"
[columns]
case = "case"
activity = "step"
at = "at"
team = "team"
"""
RULES = """[[behaviour]]
key = "checked-first"
name = "Checked before it is closed"
[[behaviour.rule]]
kind = "precedence"
a = "check"
b = "close"
"""
BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
HARD = {"urgent": 0.5, "planned": 0.1}


@pytest.fixture
def log(tmp_path):
    """600 cases of three teams: Night has the urgent ones, Hasty skips the check more often whatever they are."""
    rng, lines = np.random.default_rng(1), ["case,step,at,team,priority"]
    for number in range(600):
        team = ("Day", "Night", "Hasty")[number % 3]
        kind = "urgent" if rng.random() < {"Day": 0.2, "Night": 0.8, "Hasty": 0.5}[team] else "planned"
        skips = rng.random() < HARD[kind] + 0.3 * (team == "Hasty")
        at = BEGAN + timedelta(hours=number)
        steps = ["open", "close"] if skips else ["open", "check", "close"]
        lines += [
            f"C{number},{step},{at + timedelta(hours=2 * place)},{team},{kind}"
            for place, step in enumerate(steps)
        ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def told(log, kind=None, closed='closed_after = "0d"\n'):
    recipe = parse(COLUMNS + RULES.replace("[[behaviour.rule]]", closed + "[[behaviour.rule]]"))
    return examine([log], recipe, rng=np.random.default_rng(1), kind=kind)


def test_the_team_with_the_urgent_cases_is_not_blamed_once_kinds_are_known(log):
    _, (bare,) = told(log)
    _, (fair,) = told(log, "priority")
    before = {team.team: team for team in bare.standard.teams}
    after = {team.team: team for team in fair.standard.teams}
    assert before["Night"].expected < after["Night"].expected
    assert after["Hasty"].differs is Differs.MORE
    assert after["Night"].differs is not Differs.MORE
    assert before["Night"].cases == after["Night"].cases == 200
    assert [caution.code for caution in bare.cautions] == ["one_kind"]
    assert fair.cautions == ()


def test_kinds_that_the_mapping_names_need_no_option(log):
    _, (named,) = told(log, closed='closed_after = "0d"\nkinds = "priority"\n')
    _, (asked,) = told(log, "priority")
    assert (named.standard, named.cautions) == (asked.standard, ())


def test_ways_and_times_come_with_it(log):
    reading, (found,) = told(log, "priority")
    assert (reading.cases, found.variants.cases, found.variants.variants) == (600, 600, 2)
    assert {way.steps for way in found.ways} == {("open", "close"), ("open", "check", "close")}
    assert sum(way.cases for way in found.ways) == 600
    assert found.time.slow == 4 * 3600


def test_cases_that_are_not_over_are_no_ways_and_have_no_times_yet(log):
    _, (found,) = told(log, closed='closed_after = "10d"\n')
    assert 300 < found.variants.cases == found.time.cases < 400


def test_a_file_without_rules_and_a_kind_that_is_no_column(log):
    with pytest.raises(NoRules, match="rule"):
        examine([log], parse(COLUMNS), rng=np.random.default_rng(1))
    with pytest.raises(Refused, match="impact"):
        told(log, "impact")


def test_where_no_case_is_over_there_is_nothing(log):
    lines = log.read_text().splitlines()[:4]
    log.write_text("\n".join(lines) + "\n")
    assert told(log, closed="")[1] == ()


def test_the_answer_is_one_sentence():
    assert said.same_everywhere(None, PLAIN).startswith("Cannot tell")
    alike = standard([Stratum("a", "", 200, 20), Stratum("b", "", 200, 22)])
    assert said.same_everywhere(alike, PLAIN).startswith("2 teams compared: none")
    apart = standard([Stratum("a", "", 200, 20), Stratum("b", "", 200, 120)])
    assert said.same_everywhere(apart, PLAIN) == (
        "Not the same everywhere: 2 of 2 teams differ by more than their cases explain."
    )
    alone = standard([Stratum("a", "", 200, 20)])
    assert said.same_everywhere(alone, PLAIN).startswith("Cannot tell")
    assert {said.differs(team, PLAIN) for team in apart.teams} == {
        said.DIFFERS[Differs.MORE],
        said.DIFFERS[Differs.FEWER],
    }


def test_ways_and_times_in_words():
    assert (
        "100 cases run in 3 ways: 80\u00a0% in the most frequent one, four in five in 1 of them."
        in said.in_ways(variants([80, 15, 5]), PLAIN)
    )
    short = cycle_time([600.0] * 10, rng=np.random.default_rng(1))
    assert (
        said.taking(short, PLAIN) == "Half of the cases end within 10 minutes, 85 of 100 within 10 minutes."
    )
    long = cycle_time(np.arange(1, 100) * 86400.0, rng=np.random.default_rng(1))
    assert said.taking(long, PLAIN).startswith(
        "Half of the cases end within 50 days, 85 of 100 within 84.3 days. That is 1.7"
    )
    assert [said.lasting(each, PLAIN) for each in (5400, 9000, 2.5 * 86400)] == [
        "90 minutes",
        "2.5 hours",
        "2.5 days",
    ]
    assert said.lasting(30, PLAIN) == "under 2 minutes"
