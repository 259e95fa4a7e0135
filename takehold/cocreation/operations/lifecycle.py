"""What becomes of rounds and of contributions: tables of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.cocreation.facts.contributions import State
from takehold.cocreation.facts.rounds import RoundState

BEGIN, CLOSE, ANSWER = "begin", "close", "answer"
NEXT: Final[dict[tuple[str, str], RoundState]] = {
    (RoundState.DRAFT, BEGIN): RoundState.OPEN,
    (RoundState.OPEN, CLOSE): RoundState.CLOSED,
    (RoundState.CLOSED, ANSWER): RoundState.ANSWERED,
}
"""(state, what happens) -> state of a round. What is not here cannot happen: what is closed stays closed."""

LET_IN, MERGE, REMOVE, RESTORE = "let in", "merge", "remove", "restore"
SETTLED: Final[dict[tuple[str, str], State]] = {
    (State.WAITING, LET_IN): State.OPEN,
    (State.WAITING, MERGE): State.MERGED,
    (State.WAITING, REMOVE): State.REMOVED,
    (State.OPEN, MERGE): State.MERGED,
    (State.OPEN, REMOVE): State.REMOVED,
    (State.MERGED, RESTORE): State.OPEN,
    (State.REMOVED, RESTORE): State.OPEN,
}
"""(state, what a facilitator does) -> state of a contribution, while its round is open."""


def following(state: str, event: str) -> RoundState | None:
    """The state of a round after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def settled(state: str, event: str) -> State | None:
    """The state of a contribution after a facilitator did something, or None where that cannot happen."""
    return SETTLED.get((state, event))
