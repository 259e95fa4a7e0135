"""The partition over random trees: nobody in a unit under the floor, nobody twice, nobody lost, no subtraction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.people.facts import TeamFact
from takehold.people.queries.partition import groups, partition


@st.composite
def trees(draw: st.DrawFn) -> list[TeamFact]:
    count = draw(st.integers(1, 40))
    teams = []
    for number in range(1, count + 1):
        parent = draw(st.none() | st.integers(1, count))  # circles and orphans too
        people = draw(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 30]))
        name = draw(st.sampled_from(["Ward", "Theatre", "Desk"]))
        teams.append(TeamFact(number, f"k{number}", name, None if parent == number else parent, people))
    return teams


@settings(max_examples=200, deadline=None)
@given(trees(), st.integers(5, 12))
def test_units_are_a_partition_of_at_least_the_floor(teams: list[TeamFact], floor: int) -> None:
    units = partition(teams, floor=floor)
    people = {team.id: team.people for team in teams}
    seen = [team for unit in units for team in unit.team_ids]
    assert len(seen) == len(set(seen))
    assert all(unit.people >= floor for unit in units)
    assert all(unit.people == sum(people[team] for team in unit.team_ids) for unit in units)
    populated = {team for team in people if people[team]}
    if sum(people.values()) >= floor:
        assert set(seen) == populated
    else:
        assert units == ()
    names = [unit.name for unit in units]
    assert len(names) == len(set(names))


@settings(max_examples=60, deadline=None)
@given(trees(), st.integers(5, 8), st.randoms(use_true_random=False))
def test_no_difference_of_unions_reaches_a_smaller_group(teams: list[TeamFact], floor: int, rng) -> None:
    """Whatever unions of units two readers hold, what one has beyond the other is whole units or nothing."""
    units = partition(teams, floor=floor)
    for _ in range(10):
        left = {unit for unit in units if rng.random() < 0.5}
        right = {unit for unit in units if rng.random() < 0.5}
        difference = sum(unit.people for unit in left - right)
        assert difference == 0 or difference >= floor


@settings(max_examples=60, deadline=None)
@given(trees(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(teams: list[TeamFact], rng) -> None:
    shuffled = list(teams)
    rng.shuffle(shuffled)
    assert partition(shuffled, floor=5) == partition(teams, floor=5)


@settings(max_examples=150, deadline=None)
@given(
    trees(), st.lists(st.lists(st.sampled_from([0, 1, 3, 4, 5, 8, 20]), min_size=40, max_size=40), max_size=6)
)
def test_from_day_to_day_units_are_only_joined(teams: list[TeamFact], days: list[list[int]]) -> None:
    """Joiners and leavers: what was shown as one is never shown apart, so two days differ by whole units."""
    for sizes in days:
        before = groups(teams, floor=5)
        tied = {team.id: (unit[0].id, at) for unit in before if len(unit) > 1 for at, team in enumerate(unit)}
        teams = [
            replace(
                team,
                people=size,
                tied_to=tied[team.id][0] if team.id in tied else team.tied_to,
                place=tied[team.id][1] if team.id in tied else team.place,
            )
            for team, size in zip(teams, sizes, strict=False)
        ]
        now = {team.id: at for at, unit in enumerate(groups(teams, floor=5)) for team in unit}
        for unit in before:
            places = {now.get(team.id) for team in unit}
            assert len(places) == 1, "a unit came apart"
        assert all(unit.people >= 5 for unit in partition(teams, floor=5))


def test_who_left_a_small_team_and_who_joined_it_do_not_part_it_from_its_neighbour() -> None:
    teams = [
        TeamFact(1, "bank", "Blood Bank", None, 5, tied_to=2, place=1),
        TeamFact(2, "ct", "CT and MRI", None, 8, tied_to=2, place=0),
    ]
    assert [(unit.name, unit.people) for unit in partition(teams, floor=5)] == [
        ("CT and MRI + Blood Bank", 13)
    ]
    gone = [replace(teams[0], people=0), teams[1]]
    assert [unit.team_ids for unit in partition(gone, floor=5)] == [frozenset({1, 2})]


def test_a_small_team_is_folded_with_its_sibling_not_with_a_stranger() -> None:
    teams = [
        TeamFact(1, "med", "Medicine", None, 0),
        TeamFact(2, "sur", "Surgery", None, 0),
        TeamFact(3, "w1", "Ward 1", 1, 3),
        TeamFact(4, "w2", "Ward 2", 1, 4),
        TeamFact(5, "w3", "Ward 3", 2, 12),
    ]
    assert [(unit.name, unit.folded) for unit in partition(teams, floor=5)] == [
        ("Ward 1 + Ward 2", ("Ward 1", "Ward 2")),
        ("Ward 3", ()),
    ]


def test_a_lone_small_team_joins_its_parents_own_unit() -> None:
    teams = [TeamFact(1, "desk", "Desk", None, 8), TeamFact(2, "night", "Night shift", 1, 2)]
    assert [unit.name for unit in partition(teams, floor=5)] == ["Desk + Night shift"]


def test_a_floor_under_five_is_refused() -> None:
    with pytest.raises(ValueError, match="5"):
        partition([], floor=4)
