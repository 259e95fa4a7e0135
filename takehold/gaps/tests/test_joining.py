"""Behaviour beside opinion: told of the smallest group that is whole in both, and of nothing finer."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.gaps.facts.joining import Quadrant
from takehold.gaps.queries import joining as queries
from takehold.gaps.queries.weighing import weighed
from takehold.gaps.queries.whole_in_both import common, smallest
from takehold.gather.disclosure import closing
from takehold.gather.disclosure.by_team import by_team
from takehold.gather.facts.disclosure import FigureFact, GroupFact, ShareFact, TeamsTold
from takehold.gather.tests import answered
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as standing


@pytest.mark.parametrize(
    ("interval", "wants", "found"),
    [
        ((0.6, 0.9), (51, 75), Quadrant.BOTH),
        ((0.5, 0.9), (11, 25), Quadrant.DUTY),
        ((0.1, 0.49), (90, 100), Quadrant.HINDERED),
        ((0.0, 0.1), (26, 50), Quadrant.NEITHER),
        ((0.45, 0.55), (90, 100), Quadrant.CANNOT_TELL),
        ((0.9, 0.95), (0, 100), Quadrant.CANNOT_TELL),
    ],
)
def test_four_kinds_and_what_cannot_be_told(
    interval: tuple[float, float], wants: tuple[int, int], found: Quadrant
) -> None:
    assert queries.quadrant(interval, wants) is found


def partition(teams: int, cuts: set[int]) -> list[frozenset[int]]:
    """The teams cut into neighbours."""
    edges = [0, *sorted(each for each in cuts if 0 < each < teams), teams]
    return [frozenset(range(low, high)) for low, high in pairwise(edges)]


CUTS = st.sets(st.integers(1, 11), max_size=9)


@given(CUTS, CUTS, CUTS, st.integers(0, 3))
def test_what_is_told_is_whole_in_both(
    first: set[int], second: set[int], larger: set[int], unasked: int
) -> None:
    """Whatever the two partitions: a group told is made of whole units and is a group of the survey; nothing finer can be
    had, since every difference of two such groups is of whole units too."""
    units = partition(12, first)
    atoms = [each for each in partition(12, second) if max(each) < 12 - unasked]
    asked = frozenset().union(*atoms)
    unions = [frozenset().union(*(atom for atom in atoms if atom & each)) for each in partition(12, larger)]
    told = list(dict.fromkeys([*atoms, *(each for each in unions if each), asked]))
    found = common(units, told, asked)
    assert len({at for _over, at in found}) == len(found)
    for over, at in found:
        behaviour = frozenset().union(*(units[each] for each in over))
        assert behaviour & asked == told[at]
        assert all(not units[each] & told[at] for each in range(len(units)) if each not in over)
    for atom in atoms:
        assert any(told[at] >= atom for _over, at in found)


def test_a_unit_with_a_team_of_another_group_is_joined_with_that() -> None:
    """Behaviour is told of 1 with 2; the survey of 1, of 2 with 3, and of all: only all is whole in both."""
    units = [frozenset({1, 2}), frozenset({3})]
    told = [frozenset({1}), frozenset({2, 3}), frozenset({1, 2, 3})]
    assert common(units, told, frozenset({1, 2, 3})) == (((0, 1), 2),)
    assert common(units, told[:2], frozenset({1, 2, 3})) == ()


def test_only_the_smallest_groups_are_told_of_where_both_sides_cut_alike() -> None:
    """Two wards and the part of the house they make up: the wards alone, and each once."""
    wards = [frozenset({1}), frozenset({2})]
    told = [frozenset({1, 2}), *wards]
    assert smallest(told) == [1, 2]
    assert common(wards, told, frozenset({1, 2})) == (((0,), 1), ((1,), 2))


@pytest.fixture
def asked(house: Any, change: Any) -> Any:
    """Everybody answers: ward 3 does not want it, the others do; then behaviour is worked out."""
    wave, cells = answered.open_survey(house, answered.initiative_id(change.slug), answered.asked(house))
    ward_3 = answered.team_cells(house, wave)["ward-3"].pk
    for person, cell in cells.items():
        low = "desire" if cell == ward_3 else ""
        said = {item: 2 if item.partition("-")[0] == low else 4 for item in answered.ITEMS}
        answered.answer(wave, cell, said, {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    initiatives.refresh(change.behaviour_id, NOW)
    return wave


@pytest.mark.django_db
def test_each_figure_is_one_that_is_told_anyway(house: Any, change: Any, asked: Any) -> None:
    lead = house.viewer("lead")
    (joined,) = queries.joining(viewer=lead, slug=change.slug).behaviours
    told = {each.group.name: each for each in by_team(viewer=lead, wave_id=asked.pk, question=queries.WANTS)}
    units = {
        each.unit: each.verdict
        for each in standing.standing(viewer=lead, slug=change.slug, key="handover").units
    }
    whole = joined.groups[0]
    assert whole.everybody
    assert len(joined.groups) > 2
    for each in joined.groups[1:]:
        verdicts = [units[name] for name in each.units]
        assert each.chances == sum(verdict.chances for verdict in verdicts)
        assert each.rate == pytest.approx(sum(verdict.new_way for verdict in verdicts) / each.chances)
        low = told[each.name].figure.low
        assert low is not None
        assert each.wants == (100 - low.high, 100 - low.low)
    assert {each.name: each.quadrant for each in joined.groups}["Ward 3"] in (
        Quadrant.DUTY,
        Quadrant.NEITHER,
        Quadrant.CANNOT_TELL,
    )
    assert {each.name: each.wants for each in joined.groups}["Ward 3"][1] <= 50


@pytest.mark.django_db
def test_the_page_and_its_twin(house: Any, change: Any, asked: Any) -> None:
    lead = house.client("lead")
    page = lead.get(f"/changes/{change.slug}/behaviour-and-opinion/").content.decode()
    said = lead.get(f"/api/v1/changes/{change.slug}/behaviour-and-opinion").json()
    assert said["answer"] in page
    assert said["answer"].startswith("Everybody together: ")
    assert "What each usually means" in page
    groups = said["behaviours"][0]["groups"]
    assert all(f'<th scope="row">{each["name"]}' in page for each in groups if not each["everybody"])
    assert all(low <= high for low, high in (each["wants_percent"] for each in groups))
    assert page.count('class="quad__group') == len(groups)


@pytest.mark.django_db
def test_who_sees_one_ward_reads_everybody_and_that_ward(house: Any, change: Any, asked: Any) -> None:
    (joined,) = queries.joining(viewer=house.viewer("manager"), slug=change.slug).behaviours
    assert [each.name for each in joined.groups if not each.everybody] == ["Ward 1"]


@pytest.mark.django_db
def test_without_a_survey_nothing_is_said(house: Any, change: Any) -> None:
    page = house.client("lead").get(f"/changes/{change.slug}/behaviour-and-opinion/").content.decode()
    assert "no survey that asks for it has closed yet" in page


def told(number: int, low: tuple[int, int], answered: int, invited: int) -> Any:
    """A group of one team, with the share that does not want it."""
    figure = FigureFact(queries.WANTS, "", "element", "20-49", low=ShareFact("", "", *low))
    group = GroupFact(number, f"G{number}", "20-49", (), invited=invited, answered_low=answered)
    return TeamsTold(group, frozenset({number}), figure, None)


def test_weights_bring_each_group_back_to_its_people() -> None:
    """30 of 30 want it, 30 of 90 do not: unweighed half, weighed a quarter, to the ends of the bands."""
    found = weighed([told(1, (0, 10), 30, 30), told(2, (90, 100), 30, 90)], ())
    assert found is not None
    middle = sum(found.wants) / 2
    assert 0.2 < middle < 0.35
    assert found.wants[0] < 0.25 < found.wants[1]
    assert found.design_effect == pytest.approx(1.25)
    even = weighed([told(1, (0, 10), 30, 60), told(2, (90, 100), 30, 60)], ())
    assert even is not None
    assert even.wants[0] < 0.5 < even.wants[1]
    assert even.design_effect == pytest.approx(1.0)
    assert weighed([told(1, (0, 10), 30, 30)], ()) is None


@pytest.mark.django_db
def test_weighed_figures_are_for_who_sees_all_groups(house: Any, change: Any, asked: Any) -> None:
    (wide,) = queries.joining(viewer=house.viewer("lead"), slug=change.slug).behaviours
    (own,) = queries.joining(viewer=house.viewer("manager"), slug=change.slug).behaviours
    assert wide.weighed is not None
    assert wide.weighed.wants[0] < wide.weighed.wants[1]
    assert own.weighed is None
    page = house.client("lead").get(f"/changes/{change.slug}/behaviour-and-opinion/").content.decode()
    assert "of people like those who answered want it" in page
