"""Few people or many: worked out from stored people, and told without any of them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from takehold.analysis.spread import Spread, SpreadVerdict
from takehold.ledger import queries
from takehold.ledger.facts import OutOfScope

from .conftest import Desk
from .test_queries_figures import D, keep, span


def told(desk: Desk, lapses: list[int], chances: int = 30, day: date = D) -> SpreadVerdict:
    """So many lapses of each person, out of 30 chances each."""
    rows = [("A", day, n + 1, chances, chances - each, None) for n, each in enumerate(lapses)]
    measure = keep(desk, rows)
    found = queries.spread(
        scope=desk.scope, measure_id=measure, spans=[span("A", "A")], as_of=D, usual={"A": 0.1}
    )
    return found["A"]


@pytest.mark.parametrize(
    ("lapses", "found"),
    [
        ([27, 27, *[3] * 10], Spread.FEW),
        ([10] * 12, Spread.WIDE),
        ([4] * 12, Spread.CANNOT_TELL),
        ([3] * 12, Spread.NO_EXCESS),
    ],
)
def test_two_people_or_all(desk: Desk, lapses: list[int], found: Spread) -> None:
    assert told(desk, lapses).spread is found


@pytest.mark.parametrize(
    ("people", "chances", "because"), [(9, 30, "people"), (12, 9, "chances"), (10, 10, "")]
)
def test_nothing_is_said_of_nine_people_or_nine_chances(
    desk: Desk, people: int, chances: int, because: str
) -> None:
    assert told(desk, [9] * people, chances=chances).because == because


def test_only_the_last_eight_weeks_count(desk: Desk) -> None:
    assert told(desk, [10] * 12, day=D - timedelta(days=56)).because == "people"


def test_whose_counts_they_are_changes_nothing(desk: Desk) -> None:
    """The same counts, given to other people: the same answer to the last digit, and no person is in it."""
    lapses = [27, 27, *[3] * 10]
    rows = [("A", D, n + 1, 30, 30 - each, None) for n, each in enumerate(lapses)]
    rows += [("B", D, 900 - n, 30, 30 - each, None) for n, each in enumerate(lapses)]
    measure = keep(desk, rows)
    found = queries.spread(
        scope=desk.scope, measure_id=measure, spans=[span("A", "A"), span("B", "B")], as_of=D,
        usual={"A": 0.1, "B": 0.1},
    )  # fmt: skip
    assert found["A"] == found["B"]
    assert {each.name for each in fields(found["A"])} == {
        "spread", "sureness", "people", "chances", "excess", "few", "wide", "because",
    }  # fmt: skip


def test_without_persons_there_is_nothing_and_no_one_reads_outside_the_scope(desk: Desk) -> None:
    measure = keep(desk, [("A", D, None, 40, 30, None)])
    asked = {"scope": desk.scope, "measure_id": measure, "as_of": D, "usual": {"A": 0.1}}
    assert queries.spread(spans=[span("A", "A")], **asked) == {}
    with pytest.raises(OutOfScope):
        queries.spread(spans=[span("A", "A", team=9)], **asked)
