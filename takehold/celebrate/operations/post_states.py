"""What becomes of a post: a table of what may happen in which state."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from takehold.celebrate.facts.chats import PostState

TRY, TAKEN, REFUSED, BROKE, OLD, GONE = "try", "taken", "refused", "broke", "old", "gone"
EVENTS: Final = (TRY, TAKEN, REFUSED, BROKE, OLD, GONE)
NEXT: Final[dict[tuple[str, str], PostState]] = {
    (PostState.WAITING, TRY): PostState.TRYING,
    (PostState.WAITING, OLD): PostState.LATE,
    (PostState.WAITING, GONE): PostState.DROPPED,
    (PostState.TRYING, TAKEN): PostState.SENT,
    (PostState.TRYING, REFUSED): PostState.WAITING,
    (PostState.TRYING, BROKE): PostState.LOST,
}
"""(state, what happens) -> state. ``REFUSED``: it surely did not arrive. ``BROKE``: it may have. What is not here cannot happen:
once a post may have arrived, nothing leads back to another try."""
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)


def following(state: str, event: str) -> PostState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: a minute, then twice as long each time, up to six hours."""
    doubled: int = 2 ** min(max(0, tries - 1), 12)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
