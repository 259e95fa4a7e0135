"""What becomes of a directive: a table of what may happen in which state. One that lapsed cannot be brought back."""

from __future__ import annotations

from typing import Final

from takehold.governance.facts.directives import DirectiveState

ISSUE, DROP, KEEP, LIFT = "issue", "drop", "keep", "lift"
EVENTS: Final = (ISSUE, DROP, KEEP, LIFT)
WITH_REASON: Final = (KEEP, LIFT)
OF_WRITER: Final = (ISSUE, DROP, LIFT)
OF_REVIEWER: Final = (KEEP, LIFT)
NEXT: Final[dict[tuple[str, str], DirectiveState]] = {
    (DirectiveState.DRAFT, ISSUE): DirectiveState.IN_FORCE,
    (DirectiveState.DRAFT, DROP): DirectiveState.DROPPED,
    (DirectiveState.IN_FORCE, KEEP): DirectiveState.IN_FORCE,
    (DirectiveState.IN_FORCE, LIFT): DirectiveState.LIFTED,
}
"""(state on the day, what happens) -> state. What is not here cannot happen."""


def following(state: str, event: str) -> DirectiveState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str, *, writer: bool, reviewer: bool) -> tuple[str, ...]:
    """What this person may let happen in a state."""
    mine = (OF_WRITER if writer else ()) + (OF_REVIEWER if reviewer else ())
    return tuple(event for event in EVENTS if (state, event) in NEXT and event in mine)
