"""Counts given by hand."""

from __future__ import annotations

from datetime import date

import pytest

from takehold.ledger import operations, queries

from .conftest import CONFIRM, EVENTS, NOW, Desk


def test_they_count_beside_what_was_imported(desk: Desk) -> None:
    desk.learn(EVENTS + CONFIRM)
    for n in (1, 2, 2):
        operations.add_counts(
            measure_id=desk.measures["confirm"].id, label="Ward 1", day=date(2026, 1, n), chances=10, new_way=7,
            old_way=None, key=f"tally-{n}", now=NOW,
        )  # fmt: skip
    assert desk.counted("confirm") == {"Ward 1": (20, 14, None)}
    assert queries.source(desk.source_id).last_day == date(2026, 1, 2)


@pytest.mark.parametrize(("chances", "new", "old"), [(5, 6, None), (5, -1, None), (5, 3, 3), (-1, 0, None)])
def test_numbers_that_do_not_fit_together_are_refused(
    desk: Desk, chances: int, new: int, old: int | None
) -> None:
    desk.learn(EVENTS + CONFIRM)
    with pytest.raises(ValueError, match="fit together"):
        operations.add_counts(
            measure_id=desk.measures["confirm"].id, label="A", day=date(2026, 1, 1), chances=chances, new_way=new,
            old_way=old, key="k", now=NOW,
        )  # fmt: skip
