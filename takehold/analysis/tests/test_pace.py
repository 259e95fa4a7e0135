"""Early and behind: only against a middle, and never for those of whom nothing can be told."""

from __future__ import annotations

from datetime import date, timedelta

from takehold.analysis.facts import Shift, Verdict
from takehold.analysis.pace import Arrival, early_and_behind, find_go_live

START = date(2026, 1, 5)
AS_OF = START + timedelta(weeks=40)


def arrival(name: str, week: int | None, verdict: Verdict = Verdict.HOLDING, set_out: int = 0) -> Arrival:
    arrived = None if week is None else START + timedelta(weeks=week)
    return Arrival(name, START + timedelta(weeks=set_out), arrived, verdict)


CROWD = [arrival(f"m{i}", 12) for i in range(4)]


def test_four_weeks_apart_from_the_middle() -> None:
    crowd = [*CROWD, arrival("first", 8), arrival("near", 9), arrival("last", 16)]
    assert early_and_behind(crowd, AS_OF) == (("first",), ("last",))


def test_who_is_not_there_is_behind_only_when_that_can_be_told() -> None:
    crowd = [*CROWD, arrival("low", None, Verdict.STALLED), arrival("unclear", None, Verdict.CANNOT_TELL)]
    assert early_and_behind(crowd, AS_OF) == ((), ("low",))
    assert early_and_behind(crowd, START + timedelta(weeks=15)) == ((), ())


def test_a_unit_is_measured_from_its_own_go_live() -> None:
    crowd = [*CROWD, arrival("later", 20, set_out=10)]
    assert early_and_behind(crowd, AS_OF) == ((), ())


def test_without_a_middle_nobody_is_named() -> None:
    assert early_and_behind([arrival("a", 1), arrival("b", 30), arrival("c", None)], AS_OF) == ((), ())
    no_date = [Arrival(one.unit, None, one.arrived, one.verdict) for one in [*CROWD, arrival("first", 1)]]
    assert early_and_behind(no_date, AS_OF) == (("first",), ())


def test_the_largest_rise_is_where_a_go_live_would_lie() -> None:
    day = START
    small, large = Shift(day, 0.1, 0.15, day, day), Shift(AS_OF, 0.15, 0.7, day, AS_OF)
    down = Shift(day, 0.9, 0.1, day, day)
    assert find_go_live([small, large, down]) == AS_OF
    assert find_go_live([small, down]) is None
