"""What becomes of a champion's part: a table of what may happen in which state. Only the person's own word makes a champion."""

from __future__ import annotations

from typing import Final

from takehold.bridge.facts.champions import ChampionState

NOBODY: Final = ""
INVITE, STEP, DECLINE, END = "invite", "step", "decline", "end"
EVENTS: Final = (INVITE, STEP, DECLINE, END)
OWN: Final = (STEP, DECLINE, END)
"""Said by the person alone."""
NEXT: Final[dict[tuple[str, str], ChampionState]] = {
    (NOBODY, INVITE): ChampionState.INVITED,
    (ChampionState.ENDED, INVITE): ChampionState.INVITED,
    (NOBODY, STEP): ChampionState.SERVING,
    (ChampionState.INVITED, STEP): ChampionState.SERVING,
    (ChampionState.SERVING, STEP): ChampionState.SERVING,
    (ChampionState.DECLINED, STEP): ChampionState.SERVING,
    (ChampionState.ENDED, STEP): ChampionState.SERVING,
    (ChampionState.INVITED, DECLINE): ChampionState.DECLINED,
    (ChampionState.SERVING, END): ChampionState.ENDED,
}
"""(state, what happens) -> state. What is not here cannot happen: a no is not asked again, and nobody is made one."""


def following(state: str, event: str) -> ChampionState | None:
    """The state after an event, or None where that cannot happen. ``state`` is empty before the first word."""
    return NEXT.get((state, event))
