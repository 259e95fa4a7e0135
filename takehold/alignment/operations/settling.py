"""What may become of a conflict between goals: a table of what may happen in which state."""

from __future__ import annotations

from typing import Final

from takehold.alignment.facts.goals import ConflictState

PROPOSE, SIGN, SETTLE, REOPEN = "propose", "sign", "settle", "reopen"
NEXT: Final[dict[tuple[str, str], ConflictState]] = {
    (ConflictState.FOUND, PROPOSE): ConflictState.PROPOSED,
    (ConflictState.PROPOSED, PROPOSE): ConflictState.PROPOSED,
    (ConflictState.PROPOSED, SIGN): ConflictState.PROPOSED,
    (ConflictState.PROPOSED, SETTLE): ConflictState.SETTLED,
    (ConflictState.SETTLED, REOPEN): ConflictState.FOUND,
}
"""(state, what happens) -> state. ``SETTLE`` is the second signature; another way out drops the first."""


def following(state: str, event: str) -> ConflictState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))
