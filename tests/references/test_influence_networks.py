"""Krackhardt's managers and Zachary's karate club: who is named most, who reports to whom, and who stands between."""

import csv

import networkx as nx
import pytest

from takehold.analysis.influence import Bar, Nominations, betweenness, cover, judge, named_by, reach

MANAGERS = 21
FORMAL = {2, 7, 14, 18, 21}
BROKER = 17


@pytest.fixture
def managers(shared_data):
    def read(tie):
        with (shared_data / "networks" / f"ht_{tie}_edges.csv").open() as file:
            ties = tuple((int(row["from"]) - 1, int(row["to"]) - 1) for row in csv.DictReader(file))
        return Nominations(MANAGERS, tuple(range(MANAGERS)), ties)

    return read


def most(measure, how_many):
    return [int(at) + 1 for at in sorted(range(len(measure)), key=lambda at: (-measure[at], at))[:how_many]]


def test_whom_managers_ask_for_advice(managers):
    told = managers("advice")
    assert len(told.ties) == 190
    degrees = named_by(told)
    assert {at: int(degrees[at - 1]) for at in most(degrees, 5)} == {2: 18, 18: 15, 21: 15, 1: 13, 7: 13}


def test_formal_and_informal_influence_both_appear(managers):
    """The heads are whom others report to; the one who stands between friends has no office at all."""
    assert {at + 1 for at in range(MANAGERS) if named_by(managers("reports"))[at]} == FORMAL
    between = betweenness(managers("friends"))
    assert most(between, 1) == [BROKER]
    assert between[BROKER - 1] == pytest.approx(134.4, abs=0.05)
    everybody = frozenset(range(MANAGERS))
    advice = judge(managers("advice"), willing=everybody, size=3, seed=1)
    friends = judge(managers("friends"), willing=everybody, size=3, seed=1)
    assert advice.bar is Bar.NAMES
    assert {each.person + 1 for each in advice.consulted} >= FORMAL
    assert BROKER in {each.person + 1 for each in friends.consulted}
    assert max(friends.consulted, key=lambda each: each.between).person + 1 == BROKER


def test_the_karate_club_as_published():
    """Freeman's betweenness of the instructor (1), the administrator (34) and the next three; ties go both ways."""
    club = nx.karate_club_graph()
    ties = tuple((int(one), int(two)) for pair in club.edges for one, two in (pair, pair[::-1]))
    between = betweenness(Nominations(34, tuple(range(34)), ties)) / (33 * 32)
    assert most(between, 5) == [1, 34, 33, 3, 32]
    assert between[[0, 33, 32, 2, 31]] == pytest.approx([0.4376, 0.3041, 0.1452, 0.1437, 0.1383], abs=5e-5)


def test_a_few_managers_reach_all(managers):
    told = managers("advice")
    reaches = reach(told)
    chosen = cover(reaches, range(MANAGERS), 3)
    assert len(chosen) == 1
    assert reaches[[chosen[0]]].nnz == MANAGERS
