"""An import's life as a table of what may follow what."""

from __future__ import annotations

from typing import Final

from takehold.ledger.facts import ImportState as S

FOLLOWS: Final = {
    S.WAITING: frozenset({S.READING, S.REPEATED}),
    S.READING: frozenset({S.WAITING, S.DONE, S.REFUSED, S.REPEATED}),
    S.DONE: frozenset[S](),
    S.REFUSED: frozenset[S](),
    S.REPEATED: frozenset[S](),
}
"""READING -> WAITING: the process died or the disk was full; it is done again from the kept file."""

FINISHED: Final = frozenset(state for state, next_ones in FOLLOWS.items() if not next_ones)


class NotNow(ValueError):
    """An import cannot go from where it is to where it was sent."""


def step(current: S, wanted: S) -> S:
    """The wanted state, if it may follow the current one.

    Raises:
        NotNow: otherwise, naming both.
    """
    if wanted not in FOLLOWS[current]:
        raise NotNow(f"An import that is {current.value} cannot become {wanted.value}.")
    return wanted
