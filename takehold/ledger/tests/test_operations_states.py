"""An import's life: what may follow what, over all sequences."""

from __future__ import annotations

from itertools import product

import pytest

from takehold.ledger.facts import ImportState
from takehold.ledger.operations.states import FINISHED, FOLLOWS, NotNow, step


def test_every_state_is_in_the_table_and_the_finished_ones_lead_nowhere() -> None:
    assert set(FOLLOWS) == set(ImportState)
    assert {ImportState.DONE, ImportState.REFUSED, ImportState.REPEATED} == FINISHED


@pytest.mark.parametrize(
    "path", list(product(ImportState, repeat=3)), ids=lambda p: ">".join(s.name for s in p)
)
def test_over_all_sequences_only_what_the_table_names_is_possible(path: tuple[ImportState, ...]) -> None:
    state = ImportState.WAITING
    for wanted in path:
        if wanted in FOLLOWS[state]:
            state = step(state, wanted)
        else:
            with pytest.raises(NotNow, match=wanted.value):
                step(state, wanted)
    assert state in FINISHED or FOLLOWS[state]
