"""Every sequence of what can happen to a round and to a contribution."""

from __future__ import annotations

from itertools import product

import pytest

from takehold.cocreation.facts import RoundState, State
from takehold.cocreation.operations.lifecycle import (
    ANSWER,
    BEGIN,
    CLOSE,
    LET_IN,
    MERGE,
    NEXT,
    REMOVE,
    RESTORE,
    SETTLED,
    following,
    settled,
)


@pytest.mark.parametrize("length", range(1, 7))
def test_a_round_goes_forward_only(length: int) -> None:
    order = list(RoundState)
    for path in product((BEGIN, CLOSE, ANSWER), repeat=length):
        at = RoundState.DRAFT
        for event in path:
            after = following(at, event)
            if after is not None:
                assert order.index(after) == order.index(at) + 1
                at = after
        assert (at is RoundState.ANSWERED) is _in_order(path)


def _in_order(path: tuple[str, ...]) -> bool:
    """Whether begin, close and answer stand in the path in this order, with anything between."""
    rest = iter(path)
    return all(event in rest for event in (BEGIN, CLOSE, ANSWER))


@pytest.mark.parametrize("length", range(1, 6))
def test_a_contribution_is_never_lost(length: int) -> None:
    for path in product((LET_IN, MERGE, REMOVE, RESTORE), repeat=length):
        at = State.WAITING
        for event in path:
            at = settled(at, event) or at
        assert at in State
        if at in (State.MERGED, State.REMOVED):
            assert settled(at, RESTORE) is State.OPEN
    assert set(SETTLED.values()) == {State.OPEN, State.MERGED, State.REMOVED}
    assert set(NEXT.values()) == set(RoundState) - {RoundState.DRAFT}
