"""Opinion groups: found where they are, not where they are not; nothing of too few; order and names do not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from takehold.analysis.opinion import (
    NoGroups,
    Opinion,
    Side,
    Totals,
    Votes,
    extremities,
    judge,
    next_statement,
    priorities,
)
from takehold.analysis.opinion.ballots import NOT_VOTED, ballots
from takehold.analysis.opinion.representing import agreed_overall, consensus, representative, tally

choices = st.sampled_from([1, 0, -1])
tables = arrays(np.int8, (9, 6), elements=st.sampled_from([1, 0, -1, NOT_VOTED]))


def votes(table: np.ndarray, removed: frozenset[int] = frozenset()) -> Votes:
    voter, statement = np.nonzero(table != NOT_VOTED)
    chosen = table[voter, statement].astype(np.int64)
    return Votes(*table.shape, voter, statement, chosen, removed)


def camps(sizes: tuple[int, ...], statements: int = 12, seed: int = 3) -> np.ndarray:
    """Camps that each hold something of their own, agree on the first two statements, and now and then skip or stray."""
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    held = np.where(np.arange(statements) % len(sizes) == camp[:, None], 1, -1)
    held[:, :2] = 1
    strayed = rng.random(held.shape)
    table = np.where(strayed < 0.03, -held, np.where(strayed < 0.05, 0, held)).astype(np.int8)
    table[rng.random(table.shape) < 0.1] = NOT_VOTED
    return table


@pytest.fixture(scope="module")
def parted() -> np.ndarray:
    return camps((24, 18, 12))


@pytest.fixture(scope="module")
def verdict(parted: np.ndarray) -> Opinion:
    return judge(votes(parted), seed=1)


def test_camps_are_found_and_what_all_hold_is_common_ground(verdict: Opinion) -> None:
    assert verdict.why_not is None
    assert [each.voters for each in verdict.groups] == [24, 18, 12]
    assert verdict.grounds is not None
    assert verdict.grounds.stability > 0.9
    assert {each.statement for each in verdict.common} == {0, 1}
    assert {each.side for each in verdict.common} == {Side.AGREE}
    assert {each.statement for each in verdict.divides} == set(range(2, 12))
    for each in verdict.divides:
        assert each.agreeing == (each.statement % 3,)
    assert {each.statement for each in verdict.groups[2].holds if each.side is Side.AGREE} <= {2, 5, 8, 11}


def test_what_a_group_of_fewer_than_half_holds_strongly_is_told(verdict: Opinion) -> None:
    assert {each.group for each in verdict.strongly} == {0, 1, 2}
    for each in verdict.strongly:
        assert each.share >= 0.75
        assert each.share / each.times < 0.5


def test_counts_of_groups_add_up_to_all(verdict: Opinion) -> None:
    for at, statement in enumerate(verdict.statements):
        counts = [group.counts[at] for group in verdict.groups]
        assert statement.count is not None
        assert sum(count.agree for count in counts if count) == statement.count.agree
        assert sum(count.seen for count in counts if count) == statement.count.seen


def test_votes_dealt_at_random_are_no_groups() -> None:
    rng = np.random.default_rng(5)
    told = judge(votes(rng.choice([1, 0, -1], (60, 12)).astype(np.int8)), seed=1)
    assert told.groups == ()
    assert told.why_not in {NoGroups.CHANCE, NoGroups.UNSTABLE}


def test_those_who_voted_much_and_little_are_no_groups() -> None:
    rng = np.random.default_rng(6)
    table = rng.choice([1, 1, 0, -1], (80, 20)).astype(np.int8)
    table[40:, 8:] = NOT_VOTED
    assert judge(votes(table), seed=1).why_not in {NoGroups.CHANCE, NoGroups.UNSTABLE}


@pytest.mark.parametrize(
    ("table", "why_not"),
    [
        (camps((20, 19)), NoGroups.VOTERS),
        (camps((40, 20), statements=6), NoGroups.VOTES),
        (np.ones((50, 8), dtype=np.int8), NoGroups.ALIKE),
        (np.vstack([np.ones((50, 8)), -np.ones((4, 8))]).astype(np.int8), NoGroups.SMALL),
    ],
)
def test_why_there_are_no_groups(table: np.ndarray, why_not: NoGroups) -> None:
    told = judge(votes(table), seed=1)
    assert told.why_not is why_not
    assert told.groups == ()
    assert told.statements


def test_without_groups_all_are_one() -> None:
    table = np.ones((30, 3), dtype=np.int8)
    table[:, 1] = np.where(np.arange(30) % 2, 1, -1)
    table[:24, 2] = -1
    told = judge(votes(table), seed=1)
    assert [(each.statement, each.side) for each in told.common] == [(0, Side.AGREE), (2, Side.DISAGREE)]
    assert told.common[0].consensus == pytest.approx(31 / 32)
    assert [each.statement for each in told.divides] == [1]


def test_nobody_and_nothing() -> None:
    told = judge(Votes.of([], voters=0, statements=0), seed=1)
    assert (told.voters, told.votes, told.statements) == (0, 0, ())
    assert extremities(Votes.of([], voters=3, statements=2)).tolist() == [0, 0]


def test_the_order_of_voters_does_not_matter(parted: np.ndarray, verdict: Opinion) -> None:
    assert judge(votes(parted[np.random.default_rng(9).permutation(len(parted))]), seed=1) == verdict


def test_a_removed_statement_is_as_if_it_had_never_been(parted: np.ndarray) -> None:
    few = parted[:30]
    told, less = (judge(votes(table, out), seed=1) for table, out in ((few, frozenset({11})), (few[:, :11], frozenset())))  # fmt: skip
    assert told == less
    assert judge(votes(parted, frozenset({2})), seed=1).groups[0].voters == 24
    assert extremities(votes(parted, frozenset({4})))[4] == 0


def test_nothing_is_told_of_fewer_than_five(parted: np.ndarray) -> None:
    table = parted.copy()
    table[:, 3] = NOT_VOTED
    table[:4, 3] = 1
    last = np.flatnonzero(table[42:, 5] != NOT_VOTED)[4:] + 42
    table[last, 5] = NOT_VOTED
    told = judge(votes(table), seed=1)
    assert len(told.groups) == 3
    assert told.statements[3] == replace(told.statements[3], count=None, agrees=None, consensus=None)
    assert all(group.counts[3] is None and group.counts[5] is None for group in told.groups)
    assert not {3, 5} & {held.statement for group in told.groups for held in group.holds}
    assert not {3, 5} & {each.statement for each in (*told.common, *told.divides)}
    with pytest.raises(ValueError, match="fewer than 5"):
        judge(votes(table), seed=1, least=4)


@settings(max_examples=40)
@given(tables, st.permutations(range(3)))
def test_names_of_groups_do_not_matter(table: np.ndarray, names: list[int]) -> None:
    labels = np.arange(9) % 3
    one, two = tally(table, labels, 3), tally(table, np.array(names)[labels], 3)
    assert consensus(one) == pytest.approx(consensus(two))
    for group in range(3):
        same = [replace(each, group=names[group]) for each in representative(one, group)]
        assert same == list(representative(two, names[group]))


def rank(counts: np.ndarray, statement: int) -> int:
    product = consensus(counts)[:, 0]
    return int((product > product[statement] + 1e-12).sum())


@settings(max_examples=40)
@given(tables, st.integers(0, 5))
def test_a_statement_to_which_all_agree_never_ranks_lower(table: np.ndarray, statement: int) -> None:
    labels = np.arange(9) % 3
    unanimous = table.copy()
    unanimous[:, statement] = 1
    assert rank(tally(unanimous, labels, 3), statement) == 0
    turned = table.copy()
    turned[table[:, statement] != NOT_VOTED, statement] = 1
    assert rank(tally(turned, labels, 3), statement) <= rank(tally(table, labels, 3), statement)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), choices), max_size=40))
def test_the_last_vote_counts(rows: list[tuple[int, int, int]]) -> None:
    table = ballots(Votes.of(rows, voters=4, statements=5))
    last = {(voter, statement): choice for voter, statement, choice in rows}
    assert (table != NOT_VOTED).sum() == len(last)
    assert all(table[pair] == choice for pair, choice in last.items())


@pytest.mark.parametrize("row", [(0, 0, 2), (0, 5, 1), (4, 0, 1), (-1, 0, 1)])
def test_votes_that_are_none_are_refused(row: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="vote"):
        ballots(Votes.of([row], voters=4, statements=5))


def test_what_all_agree_on_needs_surely_more_than_half() -> None:
    counts = np.array([[9, 1, 0], [6, 5, 0], [1, 12, 1], [1, 1, 0]])
    assert agreed_overall(counts) == ((0, Side.AGREE), (2, Side.DISAGREE))


def totals(agree: list[int], disagree: list[int], passed: list[int], extremity: list[float]) -> Totals:
    return Totals(np.array(agree), np.array(disagree), np.array(passed), np.array(extremity))


def test_what_is_new_or_parts_people_comes_first_and_what_is_passed_over_last() -> None:
    new, old, parting, passed = priorities(
        totals([0, 20, 20, 2], [0, 20, 20, 2], [0, 0, 0, 36], [0, 0, 2, 0])
    )
    assert new > parting > old > passed


def test_the_next_statement_is_one_that_is_left_and_drawn_by_its_priority() -> None:
    told = totals([0, 20, 20], [0, 20, 20], [0, 0, 0], [0, 0, 0])
    rng = np.random.default_rng(1)
    assert next_statement(told, [], rng=rng) is None
    assert {next_statement(told, [2], rng=rng) for _ in range(5)} == {2}
    drawn = np.bincount([next_statement(told, [0, 1], rng=rng) for _ in range(400)], minlength=3)
    share = priorities(told)[0] / priorities(told)[:2].sum()
    assert drawn[2] == 0
    assert drawn[0] / 400 == pytest.approx(share, abs=0.06)
    assert next_statement(replace(told, urgent=frozenset({1})), [0, 1], rng=rng) in {0, 1}
    assert priorities(replace(told, urgent=frozenset({1})))[1] == 49


def test_totals_are_of_the_same_statements() -> None:
    with pytest.raises(ValueError, match="totals"):
        priorities(totals([1, 2], [1, 2], [1, 2], [0]))
