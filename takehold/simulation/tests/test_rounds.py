"""The round of 400: the same every time, with the groups and the common ground that it was made from."""

from __future__ import annotations

import pytest

from takehold.analysis.opinion import Opinion, Side, Votes, judge
from takehold.simulation.rounds import CAMPS, SIZES, STATEMENTS, VotedRound, vote


@pytest.fixture(scope="module")
def voted() -> VotedRound:
    return vote(7)


@pytest.fixture(scope="module")
def told(voted: VotedRound) -> Opinion:
    few = [row for row in voted.votes if row[0] < 200]
    return judge(Votes.of(few, voters=200, statements=len(STATEMENTS)), seed=1)


def test_the_same_seed_votes_the_same(voted: VotedRound) -> None:
    assert vote(7) == voted
    assert vote(8) != voted
    assert [round(voted.camps.count(at) / 400, 2) for at in range(len(CAMPS))] == list(SIZES)
    assert len({(voter, statement) for voter, statement, _ in voted.votes}) < len(voted.votes)


def test_its_three_groups_are_found(voted: VotedRound, told: Opinion) -> None:
    assert told.why_not is None
    sizes = [each.voters for each in told.groups]
    assert len(sizes) == len(CAMPS)
    assert sizes == pytest.approx([200 * each for each in SIZES], abs=30)


def test_common_ground_is_what_every_camp_was_made_to_hold(told: Opinion) -> None:
    held = {at for at, (_, shares) in enumerate(STATEMENTS) if min(shares) >= 0.75}
    found = {each.statement for each in told.common if each.side is Side.AGREE}
    assert held <= found
    assert {each.statement for each in told.common if each.side is Side.DISAGREE} == {5}
    divided = {at for at, (_, shares) in enumerate(STATEMENTS) if min(shares) < 0.3 and max(shares) > 0.7}
    assert divided <= {each.statement for each in told.divides}
    assert not found & divided


def test_what_few_hold_strongly_is_there_to_be_told(told: Opinion) -> None:
    assert {each.statement for each in told.strongly} & {13, 17, 6, 7}
