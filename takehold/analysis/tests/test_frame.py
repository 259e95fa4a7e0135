"""The calendar that all units share, and the week in which each begins."""

from __future__ import annotations

from datetime import date, timedelta

from takehold.analysis.facts import Terms, UnitEvidence
from takehold.analysis.frame import Frame, Group, group_of
from takehold.analysis.series import align, pool
from takehold.analysis.windows import describe, weeks_to_use

from .test_verdict import MONDAY, Weeks, end, flat, unit


def group(units: list[UnitEvidence], **more: date | None) -> tuple[Group, Frame]:
    terms = Terms(as_of=end(40), target=0.8, **more)  # type: ignore[arg-type]
    panel = align([one.daily for one in units], terms.as_of)
    source = describe(pool(panel), terms.as_of)
    frame = Frame(terms, source, *weeks_to_use(pool(panel), source))
    return group_of(units, panel, pool(panel), frame), frame


def late(weekly: Weeks, after: int) -> Weeks:
    return [(0, 0)] * after + weekly


def test_weeks_are_found_again_by_their_days() -> None:
    _, frame = group([unit("a", flat(0.5, 10))])
    assert frame.weeks[0] == MONDAY
    assert frame.week_end == end(10)
    assert [frame.week_of(day) for day in (MONDAY - timedelta(days=1), MONDAY, end(1), end(2))] == [
        -1,
        0,
        0,
        1,
    ]


def test_each_unit_begins_with_its_first_chance_or_its_go_live() -> None:
    units = [
        unit("a", flat(0.5, 20)),
        unit("b", late(flat(0.5, 15), 5)),
        unit("c", flat(0.5, 20), go_live=MONDAY + timedelta(days=73)),
        unit("d", [], go_live=MONDAY),
        unit("e", flat(0.5, 20), go_live=end(30)),
    ]
    assert group(units)[0].weekly.begin.tolist() == [0, 5, 10, 20, 20]
    assert group(units, go_live=end(8))[0].weekly.begin.tolist() == [7, 7, 10, 20, 20]


def test_the_weeks_around_a_told_shift_are_not_taken_for_noise() -> None:
    one, _ = group([unit("a", flat(0.1, 20) + flat(0.9, 20)), unit("b", flat(0.5, 40))])
    assert not one.weekly.quiet[0, 19]
    assert one.weekly.quiet[0, :15].all()
    assert one.weekly.quiet[1].all()
    assert one.standing.dispersion < 1.2


def test_nothing_counted_is_no_week() -> None:
    one, frame = group([unit("a", [])])
    assert (frame.weeks, frame.week_end) == ((), None)
    assert one.weekly.weeks == 0
