"""What becomes of a request: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.governance.facts.requests import RequestState

SEND, BACK, AGENDA, OFF, DECIDE, WITHDRAW = "send", "back", "agenda", "off", "decide", "withdraw"
EVENTS: Final = (SEND, BACK, AGENDA, OFF, DECIDE, WITHDRAW)
ASKING: Final = (SEND, WITHDRAW)
"""By whoever asked for it; the rest by whoever enters what the body decides."""
WITH_REASON: Final = (BACK, OFF, WITHDRAW)
NEXT: Final[dict[tuple[str, str], RequestState]] = {
    (RequestState.DRAFT, SEND): RequestState.SENT,
    (RequestState.BACK, SEND): RequestState.SENT,
    (RequestState.WITHDRAWN, SEND): RequestState.SENT,
    (RequestState.SENT, BACK): RequestState.BACK,
    (RequestState.SENT, AGENDA): RequestState.AGENDA,
    (RequestState.AGENDA, BACK): RequestState.BACK,
    (RequestState.AGENDA, OFF): RequestState.SENT,
    (RequestState.AGENDA, DECIDE): RequestState.DECIDED,
    (RequestState.DRAFT, WITHDRAW): RequestState.WITHDRAWN,
    (RequestState.SENT, WITHDRAW): RequestState.WITHDRAWN,
    (RequestState.BACK, WITHDRAW): RequestState.WITHDRAWN,
    (RequestState.AGENDA, WITHDRAW): RequestState.WITHDRAWN,
}
"""(state, what happens) -> state. What is not here cannot happen: nothing is decided that was not on an agenda."""


def following(state: str, event: str) -> RequestState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str, *, asks: bool, enters: bool) -> tuple[str, ...]:
    """What this person may let happen in a state."""
    return tuple(
        event for event in EVENTS if (state, event) in NEXT and (asks if event in ASKING else enters)
    )
