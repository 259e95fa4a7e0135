"""Whom people turn to: the same every time, with a few whom everybody knows."""

from __future__ import annotations

from takehold.analysis.influence import Bar, Nominations, judge
from takehold.simulation.consulted import KNOWN, consult

TEAMS = [at // 12 for at in range(240)]


def test_the_same_seed_names_the_same() -> None:
    assert consult(7, TEAMS) == consult(7, TEAMS)
    assert consult(7, TEAMS) != consult(8, TEAMS)


def test_names_may_be_told_and_a_few_reach_many() -> None:
    told = consult(7, TEAMS)
    assert len(set(told.ties)) == len(told.ties)
    nominations = Nominations(len(TEAMS), told.answered, told.ties)
    found = judge(nominations, willing=frozenset(range(len(TEAMS))), size=5, seed=1)
    assert found.bar is Bar.NAMES
    assert found.cover is not None
    assert len(found.cover.chosen) == 5
    assert found.cover.reached > len(TEAMS) / 3
    assert sum(each.named_by >= 8 for each in found.consulted) >= KNOWN
