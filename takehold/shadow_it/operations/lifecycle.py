"""What becomes of a tool: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.shadow_it.facts.tools import ToolState

ASK, UNDERSTAND, OFFER, WITHDRAW, SETTLE = "ask", "understand", "offer", "withdraw", "settle"
RETIRE, ORDER, REOPEN, LEAVE, AGAIN = "retire", "order", "reopen", "leave", "again"
EVENTS: Final = (ASK, UNDERSTAND, OFFER, WITHDRAW, SETTLE, RETIRE, ORDER, REOPEN, LEAVE, AGAIN)
WITH_REASON: Final = (WITHDRAW, REOPEN, LEAVE)
SAID_APART: Final = (UNDERSTAND, OFFER)
"""Each is a form of its own: the need in a sentence, what is offered."""
NEXT: Final[dict[tuple[str, str], ToolState]] = {
    (ToolState.TOLD, ASK): ToolState.ASKING,
    (ToolState.REOPENED, ASK): ToolState.ASKING,
    (ToolState.ASKING, UNDERSTAND): ToolState.UNDERSTOOD,
    (ToolState.UNDERSTOOD, UNDERSTAND): ToolState.UNDERSTOOD,
    (ToolState.UNDERSTOOD, OFFER): ToolState.OFFERED,
    (ToolState.OFFERED, WITHDRAW): ToolState.UNDERSTOOD,
    (ToolState.OFFERED, SETTLE): ToolState.SETTLED,
    (ToolState.SETTLED, RETIRE): ToolState.RETIRED,
    (ToolState.TOLD, ORDER): ToolState.RETIRED,
    (ToolState.ASKING, ORDER): ToolState.RETIRED,
    (ToolState.UNDERSTOOD, ORDER): ToolState.RETIRED,
    (ToolState.OFFERED, ORDER): ToolState.RETIRED,
    (ToolState.SETTLED, ORDER): ToolState.RETIRED,
    (ToolState.REOPENED, ORDER): ToolState.RETIRED,
    (ToolState.SETTLED, REOPEN): ToolState.REOPENED,
    (ToolState.RETIRED, REOPEN): ToolState.REOPENED,
    (ToolState.TOLD, LEAVE): ToolState.LEFT,
    (ToolState.ASKING, LEAVE): ToolState.LEFT,
    (ToolState.LEFT, AGAIN): ToolState.TOLD,
}
"""(state, what happens) -> state. What is not here cannot happen. Without an order, off comes only after settled."""


def following(state: str, event: str) -> ToolState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str) -> tuple[str, ...]:
    """What may happen in a state, apart from what has a form of its own."""
    return tuple(event for event in EVENTS if (state, event) in NEXT and event not in SAID_APART)
