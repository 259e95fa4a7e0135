"""What becomes of a gap: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.gaps.facts import GapState

UNDERSTAND, BRIDGE, CLOSE, DOUBT, REOPEN = "understand", "bridge", "close", "doubt", "reopen"
EVENTS: Final = (UNDERSTAND, BRIDGE, CLOSE, DOUBT, REOPEN)
NEXT: Final[dict[tuple[str, str], GapState]] = {
    (GapState.OPEN, UNDERSTAND): GapState.UNDERSTOOD,
    (GapState.OPEN, CLOSE): GapState.CLOSED,
    (GapState.UNDERSTOOD, BRIDGE): GapState.BRIDGING,
    (GapState.UNDERSTOOD, DOUBT): GapState.OPEN,
    (GapState.UNDERSTOOD, CLOSE): GapState.CLOSED,
    (GapState.BRIDGING, DOUBT): GapState.OPEN,
    (GapState.BRIDGING, CLOSE): GapState.CLOSED,
    (GapState.CLOSED, REOPEN): GapState.REOPENED,
    (GapState.REOPENED, UNDERSTAND): GapState.UNDERSTOOD,
    (GapState.REOPENED, CLOSE): GapState.CLOSED,
}
"""(state, what happens) -> state. What is not here cannot happen. Bridged before it was understood is not here."""


def following(state: str, event: str) -> GapState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str) -> tuple[str, ...]:
    """What may happen in a state."""
    return tuple(event for event in EVENTS if (state, event) in NEXT)
