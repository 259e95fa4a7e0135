"""A quarter in which nothing was done has no share."""

from __future__ import annotations

from datetime import date

from takehold.governance.facts.authority import Quarter


def test_the_share_of_what_was_done() -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    assert Quarter(first, last, 1, 2, 5).share == 1 / 8
    assert Quarter(first, last, 0, 0, 0).share is None
