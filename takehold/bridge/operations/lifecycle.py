"""What becomes of an action: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.bridge.facts import ActionState

AGREE, BEGIN, FINISH, STOP, DECLINE, AGAIN = "agree", "begin", "finish", "stop", "decline", "again"
EVENTS: Final = (AGREE, BEGIN, FINISH, STOP, DECLINE, AGAIN)
WITH_REASON: Final = (STOP, DECLINE)
DECIDED: Final = (AGREE, DECLINE, AGAIN)
"""By those who lead the change; the rest also by its owner and by the managers of its teams."""
NEXT: Final[dict[tuple[str, str], ActionState]] = {
    (ActionState.PROPOSED, AGREE): ActionState.AGREED,
    (ActionState.PROPOSED, DECLINE): ActionState.NOT_RIGHT,
    (ActionState.AGREED, BEGIN): ActionState.DOING,
    (ActionState.AGREED, DECLINE): ActionState.NOT_RIGHT,
    (ActionState.DOING, FINISH): ActionState.DONE,
    (ActionState.DOING, STOP): ActionState.STOPPED,
    (ActionState.NOT_RIGHT, AGAIN): ActionState.PROPOSED,
}
"""(state, what happens) -> state. What is not here cannot happen; nothing begins that was not agreed."""


def following(state: str, event: str) -> ActionState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str, *, decides: bool, acts: bool) -> tuple[str, ...]:
    """What this person may let happen in a state."""
    return tuple(
        event for event in EVENTS if (state, event) in NEXT and (decides if event in DECIDED else acts)
    )
