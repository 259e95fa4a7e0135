"""What becomes of an idea: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.cocreation.facts.answers import Fate

ADOPT, ADAPT, DECLINE, GO_LIVE = "adopt", "adapt", "decline", "go live"
EVENTS: Final = (ADOPT, ADAPT, DECLINE, GO_LIVE)
SAYS: Final = {Fate.ADOPTED: ADOPT, Fate.ADAPTED: ADAPT, Fate.DECLINED: DECLINE}
"""The event of an answer."""
ANSWERED: Final = tuple((event, fate) for fate, event in SAYS.items())
NEXT: Final[dict[tuple[str, str], Fate]] = {
    **{(state, event): fate for state in Fate for event, fate in ANSWERED},
    (Fate.ADOPTED, GO_LIVE): Fate.LIVE,
    (Fate.ADAPTED, GO_LIVE): Fate.LIVE,
    (Fate.LIVE, GO_LIVE): Fate.LIVE,
}
"""(state, what happens) -> state. An answer may be another one later, with its reason; nothing goes live that was not taken."""


def following(state: str, event: str) -> Fate | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def after(state: str, outcome: Fate, *, live: bool) -> Fate | None:
    """The state after an answer, and whether it is said to be in use; None where that cannot be."""
    event = SAYS.get(outcome)
    answered = following(state, event) if event is not None else None
    return following(answered, GO_LIVE) if live and answered is not None else answered
