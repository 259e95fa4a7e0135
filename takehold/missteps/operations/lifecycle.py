"""What becomes of a misstep: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.missteps.facts import MisstepState

TELL, BEGIN, FINISH, REOPEN, LEAVE, AGAIN = "tell", "begin", "finish", "reopen", "leave", "again"
EVENTS: Final = (TELL, BEGIN, FINISH, REOPEN, LEAVE, AGAIN)
WITH_REASON: Final = (REOPEN, LEAVE)
NEXT: Final[dict[tuple[str, str], MisstepState]] = {
    (MisstepState.DRAFT, TELL): MisstepState.TOLD,
    (MisstepState.DRAFT, LEAVE): MisstepState.LEFT,
    (MisstepState.LEFT, AGAIN): MisstepState.DRAFT,
    (MisstepState.TOLD, BEGIN): MisstepState.MENDING,
    (MisstepState.MENDING, FINISH): MisstepState.MENDED,
    (MisstepState.MENDED, REOPEN): MisstepState.REOPENED,
    (MisstepState.REOPENED, BEGIN): MisstepState.MENDING,
}
"""(state, what happens) -> state. What is not here cannot happen; what was told is never untold."""


def following(state: str, event: str) -> MisstepState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str) -> tuple[str, ...]:
    """What may happen in a state, apart from telling, which says whom."""
    return tuple(event for event in EVENTS if (state, event) in NEXT and event != TELL)
