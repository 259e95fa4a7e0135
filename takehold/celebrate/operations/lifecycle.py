"""What becomes of a win: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.celebrate.facts import WinState

PUBLISH, LEAVE, WITHDRAW = "publish", "leave", "withdraw"
EVENTS: Final = (PUBLISH, LEAVE, WITHDRAW)
NEXT: Final[dict[tuple[str, str], WinState]] = {
    (WinState.FOUND, PUBLISH): WinState.PUBLISHED,
    (WinState.FOUND, LEAVE): WinState.LEFT,
    (WinState.FOUND, WITHDRAW): WinState.WITHDRAWN,
    (WinState.LEFT, PUBLISH): WinState.PUBLISHED,
    (WinState.PUBLISHED, WITHDRAW): WinState.WITHDRAWN,
    (WinState.WITHDRAWN, PUBLISH): WinState.PUBLISHED,
}
"""(state, what happens) -> state. What is not here cannot happen."""


def following(state: str, event: str) -> WinState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))
