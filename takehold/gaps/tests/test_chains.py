"""Chains of whys: branches, no loops, an end at something somebody can change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts import Cause, Sureness
from takehold.gaps.operations import chains as operations
from takehold.gaps.operations import gaps
from takehold.gaps.queries import chains
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours


@pytest.fixture
def on(house: Any, change: Any, gap: int) -> dict[str, Any]:
    """Whose work it is, on what, when."""
    return {"viewer": house.viewer("lead"), "slug": change.slug, "gap_id": gap, "now": NOW}


def why(on: dict[str, Any], text: str, parent: int | None = None, cause: str = "tool") -> int:
    return operations.add_step(cause=cause, text=text, parent_id=parent, **on)


def grown(gap: int) -> Any:
    return chains.tree(chains.rows([gap])[gap])


def test_a_chain_branches_and_keeps_its_order(on: dict[str, Any], gap: int) -> None:
    first = why(on, "Paper is quicker")
    left, right = why(on, "Nine clicks", first), why(on, "The login takes minutes", first)
    tree = grown(gap)
    assert [each.id for each in tree] == [first]
    assert [each.id for each in tree[0].children] == [left, right]
    assert [each.text for each in chains.path(tree, right)] == ["Paper is quicker", "The login takes minutes"]
    assert chains.sureness(tree) is Sureness.GUESS


def test_a_chain_that_explains_itself_by_itself_is_refused(on: dict[str, Any]) -> None:
    first = why(on, "Nobody has time")
    second = why(on, "Too few people at night", first)
    with pytest.raises(Invalid, match="circle"):
        why(on, "nobody has time.", second)


def test_a_step_is_not_moved_below_itself(on: dict[str, Any], gap: int) -> None:
    first = why(on, "One")
    second = why(on, "Two", first)
    third = why(on, "Three", second)
    for under in (first, third):
        with pytest.raises(Invalid, match="loop"):
            operations.move_step(step_id=first, under=under, **on)
    operations.move_step(step_id=third, under=None, **on)
    assert [each.text for each in grown(gap)] == ["One", "Three"]


def test_moving_never_puts_the_same_sentence_above_and_below(on: dict[str, Any]) -> None:
    first, other = why(on, "One"), why(on, "Two")
    why(on, "one!", other)
    with pytest.raises(Invalid, match="circle"):
        operations.move_step(step_id=other, under=first, **on)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=12))
def test_whatever_is_moved_where_it_stays_a_tree(on: dict[str, Any], moves: list[tuple[int, int]]) -> None:
    models.Step.objects.all().delete()
    ids = [why(on, f"Step {n}") for n in range(6)]
    for moved, under in moves:
        try:
            operations.move_step(step_id=ids[moved], under=ids[under] if under >= 0 else None, **on)
        except Invalid:
            continue
    assert sorted(each.id for each in chains.walked(grown(on["gap_id"]))) == ids


def test_it_ends_at_something_and_goes_on_when_that_is_taken_back(on: dict[str, Any], gap: int) -> None:
    first = why(on, "Nine clicks")
    operations.end_step(step_id=first, at="  The ninth   field ", **on)
    assert [branch[-1].ends_at for branch in chains.ends(grown(gap))] == ["The ninth field"]
    with pytest.raises(Invalid, match="ends there"):
        why(on, "Because", first)
    operations.end_step(step_id=first, at="", **on)
    assert models.Root.objects.count() == 0
    below = why(on, "Because", first)
    with pytest.raises(Invalid, match="goes on"):
        operations.end_step(step_id=first, at="Something", **on)
    with pytest.raises(Invalid, match="explain"):
        operations.remove_step(step_id=first, **on)
    operations.remove_step(step_id=below, **on)
    assert len(list(chains.walked(grown(gap)))) == 1


def test_a_chain_has_an_end_for_its_reader_too(on: dict[str, Any]) -> None:
    parent = None
    for n in range(operations.DEEPEST):
        parent = why(on, f"Because {n}", parent)
    with pytest.raises(Invalid, match="longer"):
        why(on, "And because", parent)
    with pytest.raises(Invalid, match="longer"):
        operations.move_step(step_id=why(on, "Beside"), under=parent, **on)


def test_causes_are_of_the_system(on: dict[str, Any], house: Any) -> None:
    with pytest.raises(Invalid, match="never of a person"):
        why(on, "Somebody does not want to", cause="attitude")
    assert {"workload", "own mistake", "right"} <= set(Cause)
    with pytest.raises(NotAllowed):
        why({**on, "viewer": house.viewer("manager")}, "Nine clicks")
    with pytest.raises(NotYours):
        why(on, "Nine clicks", 999_999)


def test_a_closed_gap_is_not_worked_on(on: dict[str, Any]) -> None:
    gaps.turn(event="close", reason="Gone.", **on)
    with pytest.raises(Invalid, match="closed"):
        why(on, "Nine clicks")
