"""What becomes of something planned: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.influence.facts import MoveState

DO, DROP, AGAIN = "do", "drop", "again"
EVENTS: Final = (DO, DROP, AGAIN)
NEXT: Final[dict[tuple[str, str], MoveState]] = {
    (MoveState.PLANNED, DO): MoveState.DONE,
    (MoveState.PLANNED, DROP): MoveState.DROPPED,
    (MoveState.DROPPED, AGAIN): MoveState.PLANNED,
}
"""(state, what happens) -> state. What is not here cannot happen; what was done stays done, with what was tried on record."""


def following(state: str, event: str) -> MoveState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))
