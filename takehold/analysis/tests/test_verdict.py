"""The seven words: which one is said of plainly made series, and what must hold of every answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.facts import (
    BehaviourVerdict,
    DailyCounts,
    PeopleCount,
    Period,
    Terms,
    UnitEvidence,
    UnitVerdict,
    Verdict,
)
from takehold.analysis.reasons import BECAUSE, CAUTIONS, NEXT_STEP
from takehold.analysis.verdict import judge

MONDAY = date(2024, 1, 1)
Weeks = list[tuple[int, int]]


def unit(name: str, weekly: Weeks, **more: Any) -> UnitEvidence:
    """A unit from (chances, new way) a week, on its Monday and Thursday."""
    chances, new_way = np.zeros((2, 7 * len(weekly)), dtype=np.int64)
    for week, (n, x) in enumerate(weekly):
        chances[7 * week], chances[7 * week + 3] = n - n // 2, n // 2
        new_way[7 * week + 3] = min(x // 2, n // 2)
        new_way[7 * week] = x - new_way[7 * week + 3]
    return UnitEvidence(name, DailyCounts(MONDAY, chances, new_way), **more)


def flat(share: float, weeks: int, chances: int = 40) -> Weeks:
    return [(chances, round(share * chances))] * weeks


def end(weeks: int) -> date:
    return MONDAY + timedelta(days=7 * weeks - 1)


def said(weekly: Weeks, target: float | None = 0.8, go_live: date | None = None, **more: Any) -> UnitVerdict:
    """The verdict of one unit among nobody else."""
    terms = Terms(as_of=end(len(weekly)), target=target, go_live=go_live)
    return judge([unit("a", weekly, **more)], terms).units[0]


@pytest.mark.parametrize(
    ("weekly", "verdict", "code"),
    [
        (flat(0.9, 30), Verdict.HOLDING, "held"),
        (flat(0.1, 20) + flat(0.9, 4), Verdict.TAKING_HOLD, "at_target_not_long"),
        (flat(0.1, 20) + flat(0.5, 5), Verdict.TAKING_HOLD, "risen"),
        ([(40, 4 + w) for w in range(20)], Verdict.TAKING_HOLD, "rising"),
        (flat(0.3, 30), Verdict.STALLED, "below_no_rise"),
        (flat(0.0, 30), Verdict.NOT_STARTED, "no_use_yet"),
        (flat(0.3, 5), Verdict.CANNOT_TELL, "too_soon"),
        (flat(0.9, 30, chances=1), Verdict.CANNOT_TELL, "too_few_chances"),
        (flat(0.75, 30, chances=4), Verdict.CANNOT_TELL, "near_target_too_few"),
        ([], Verdict.CANNOT_TELL, "no_chances"),
    ],
)
def test_plain_series_get_the_plain_word(weekly: list[tuple[int, int]], verdict: Verdict, code: str) -> None:
    answer = said(weekly)
    assert (answer.verdict, answer.because.code) == (verdict, code)
    assert (answer.next_step is not None) == (verdict is Verdict.CANNOT_TELL)


def noisy(level: list[tuple[float, int]], seed: int, chances: int = 40) -> Weeks:
    rng = np.random.default_rng(seed)
    return [(chances, int(rng.binomial(chances, share))) for share, weeks in level for _ in range(weeks)]


def among_peers(
    level: list[tuple[float, int]], target: float = 0.8, *, days_after: int = 0, **more: Any
) -> UnitVerdict:
    """The verdict of one unit beside eight that hold."""
    weeks = sum(length for _, length in level)
    peers = [unit(f"p{seed}", noisy([(0.9, weeks)], seed)) for seed in range(8)]
    mine = unit("a", noisy(level, 99), **more)
    terms = Terms(as_of=end(weeks) + timedelta(days=days_after), target=target)
    return judge([*peers, mine], terms).units[-1]


def test_a_held_level_that_drops_slips_back_and_below_half_is_mostly_back_to_the_old_way() -> None:
    slipped = among_peers([(0.9, 40), (0.6, 8)])
    assert (slipped.verdict, slipped.reverted, slipped.because.code) == (
        Verdict.SLIPPING_BACK,
        False,
        "slipping",
    )
    assert slipped.slip is not None
    assert slipped.slip.usual_rate == pytest.approx(0.9, abs=0.03)
    assert slipped.slip.earliest <= slipped.slip.since <= slipped.slip.latest
    assert abs((slipped.slip.since - end(40)).days) <= 14
    assert slipped.since == slipped.slip.since
    assert slipped.otherwise is Verdict.STALLED
    assert slipped.adopted_on == MONDAY
    reverted = among_peers([(0.9, 40), (0.2, 8)])
    assert (reverted.verdict, reverted.reverted, reverted.because.code) == (
        Verdict.SLIPPING_BACK,
        True,
        "reverted",
    )


def test_a_small_dip_is_wobbling_before_it_is_slipping() -> None:
    words = [among_peers([(0.9, 40), (0.76, weeks)]).verdict for weeks in range(1, 20, 2)]
    assert words[0] is Verdict.HOLDING
    assert Verdict.WOBBLING in words
    assert words[-1] is Verdict.SLIPPING_BACK
    assert words.index(Verdict.WOBBLING) < words.index(Verdict.SLIPPING_BACK)


def test_a_resolved_alert_begins_anew_and_a_new_baseline_is_a_human_decision() -> None:
    fell = [(0.9, 40), (0.6, 12)]
    assert among_peers(fell).verdict is Verdict.SLIPPING_BACK
    assert among_peers(fell, resolved_on=(end(52),)).verdict is Verdict.STALLED
    next_week = end(52) + timedelta(days=2)
    assert among_peers(fell, resolved_on=(next_week,), days_after=2).verdict is Verdict.STALLED
    assert among_peers(fell, resolved_on=(next_week,)).verdict is Verdict.SLIPPING_BACK
    rebased = among_peers([(0.9, 40), (0.6, 28)], target=0.55, baseline_from=end(40) + timedelta(days=1))
    assert rebased.verdict is Verdict.HOLDING
    assert among_peers([(0.9, 40), (0.6, 28)], target=0.55).verdict is Verdict.SLIPPING_BACK


def test_before_go_live_nothing_is_asked_and_use_before_it_does_not_count() -> None:
    early = said(flat(0.9, 3, chances=1), go_live=end(9))
    assert (early.verdict, early.because.code) == (Verdict.NOT_STARTED, "before_go_live")
    fresh = said(flat(0.2, 20) + flat(0.0, 4), go_live=end(20) + timedelta(days=1))
    assert (fresh.verdict, fresh.because.code) == (Verdict.NOT_STARTED, "no_use_yet")
    own = said(flat(0.9, 30), go_live=MONDAY)
    assert own.verdict is Verdict.HOLDING


def test_a_rise_since_a_recent_go_live_is_seen_against_what_was_before() -> None:
    small = said(flat(0.1, 20, chances=10) + flat(0.5, 4, chances=10), go_live=end(20) + timedelta(days=1))
    assert small.verdict is Verdict.TAKING_HOLD
    assert small.chances == 40


def test_without_a_target_the_history_is_told_all_the_same() -> None:
    answer = said(flat(0.2, 20) + flat(0.9, 20), target=None)
    assert (answer.verdict, answer.because.code) == (Verdict.CANNOT_TELL, "no_target")
    assert answer.next_step is not None
    assert answer.next_step.code == "agree_target"
    assert [shift.direction for shift in answer.shifts] == ["up"]
    assert "no_target" in {one.code for one in answer.cautions}


def test_a_share_carried_by_few_people_does_not_hold() -> None:
    assert said(flat(0.9, 30), people=PeopleCount(10, 9)).verdict is Verdict.HOLDING
    few = said(flat(0.9, 30), people=PeopleCount(10, 5))
    assert (few.verdict, few.because.code) == (Verdict.STALLED, "few_people")


def test_a_feed_that_stopped_is_no_behaviour() -> None:
    units = [unit("a", flat(0.9, 30))]
    stale = judge(units, Terms(as_of=end(36), target=0.8)).units[0]
    assert (stale.verdict, stale.because.code) == (Verdict.CANNOT_TELL, "stale_feed")
    lately = judge(units, Terms(as_of=end(33), target=0.8)).units[0]
    assert lately.verdict is Verdict.HOLDING
    assert "feed_stopped" in {one.code for one in lately.cautions}
    known = judge(units, Terms(as_of=end(30), target=0.8, feed_stopped_on=end(25)))
    assert known.units[0].because.code == "stale_feed"


def test_a_thin_tail_of_the_whole_source_makes_no_single_unit_silent() -> None:
    tail = [(1, 1), (0, 0)] * 5
    both = judge(
        [unit("a", flat(0.9, 20) + tail), unit("b", flat(0.9, 20))], Terms(as_of=end(30), target=0.8)
    )
    assert [one.because.code for one in both.units] == ["held", "held"]


def test_a_unit_that_went_silent_is_asked_about() -> None:
    terms = Terms(as_of=end(30), target=0.8)
    silent = judge([unit("a", flat(0.9, 30)), unit("b", flat(0.9, 15))], terms).units[1]
    assert (silent.verdict, silent.because.code) == (Verdict.CANNOT_TELL, "no_recent_chances")
    assert silent.next_step is not None
    assert silent.next_step.code == "check_unit"
    lately = judge([unit("a", flat(0.9, 30)), unit("b", flat(0.9, 25))], terms).units[1]
    assert lately.because.code == "no_recent_chances"


def test_fewer_chances_with_a_perfect_share_is_a_caution() -> None:
    answer = said(flat(0.85, 30) + flat(1.0, 8, chances=10))
    assert "chances_falling" in {one.code for one in answer.cautions}
    assert "chances_falling" not in {one.code for one in said(flat(0.85, 38)).cautions}


def test_ready_made_weekly_and_monthly_counts_get_a_verdict() -> None:
    for grain, step in ((Period.WEEK, 7), (Period.MONTH, 0)):
        days = [
            MONDAY + timedelta(days=step * i) if step else date(2024 + i // 12, i % 12 + 1, 1)
            for i in range(18)
        ]
        chances = np.zeros((days[-1] - MONDAY).days + 1, dtype=np.int64)
        chances[[(day - MONDAY).days for day in days]] = 60
        counts = DailyCounts(MONDAY, chances, chances * 9 // 10, grain=grain)
        answer = judge([UnitEvidence("a", counts)], Terms(as_of=days[-1], target=0.8)).units[0]
        assert (answer.verdict, answer.trend.period) == (Verdict.HOLDING, grain)


def test_early_units_behind_units_and_a_go_live_that_was_found() -> None:
    crowd = [unit(f"m{i}", flat(0.1, 16) + flat(0.9, 30)) for i in range(5)]
    others = [unit("early", flat(0.1, 8) + flat(0.9, 38)), unit("low", flat(0.1, 46))]
    answer = judge([*crowd, *others], Terms(as_of=end(46), target=0.8))
    assert (answer.early, answer.behind) == (("early",), ("low",))
    assert answer.found_go_live == end(16) + timedelta(days=1)
    assert judge(crowd, Terms(as_of=end(46), target=0.8, go_live=MONDAY)).found_go_live is None


def test_the_whole_may_hold_more_than_the_units() -> None:
    answer = judge(
        [unit("a", flat(0.9, 30))], Terms(as_of=end(30), target=0.8), whole=unit("all", flat(0.3, 30))
    )
    assert (answer.whole.unit, answer.whole.verdict) == ("all", Verdict.STALLED)
    assert answer.units[0].verdict is Verdict.HOLDING


def test_two_units_of_one_name_are_refused_and_no_unit_is_an_answer() -> None:
    with pytest.raises(ValueError, match="same name"):
        judge([unit("a", []), unit("a", [])], Terms(as_of=MONDAY))
    nobody = judge([], Terms(as_of=MONDAY, target=0.8))
    assert (nobody.units, nobody.whole.because.code) == ((), "no_chances")


weeks = st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), max_size=30)
crowds = st.lists(weeks, min_size=1, max_size=7)


def judged(
    drawn: list[list[tuple[int, float]]], order: list[int] | None = None, **more: Any
) -> BehaviourVerdict:
    units = [unit(f"u{i}", [(n, round(n * share)) for n, share in rows]) for i, rows in enumerate(drawn)]
    return judge([units[i] for i in order or range(len(units))], Terms(as_of=end(30), target=0.8, **more))


@settings(max_examples=25, deadline=None)
@given(crowds, st.randoms())
def test_the_order_of_the_units_never_matters(drawn: list[list[tuple[int, float]]], random: Any) -> None:
    order = list(range(len(drawn)))
    random.shuffle(order)
    plain, shuffled = judged(drawn), judged(drawn, order)
    assert [shuffled.units[order.index(i)] for i in range(len(drawn))] == list(plain.units)
    assert shuffled.whole == plain.whole
    assert (set(shuffled.early), set(shuffled.behind)) == (set(plain.early), set(plain.behind))


@settings(max_examples=25, deadline=None)
@given(crowds, st.integers(1, 30), st.integers(0, 30))
def test_empty_days_change_nothing(drawn: list[list[tuple[int, float]]], after: int, before: int) -> None:
    plain = [unit(f"u{i}", [(n, round(n * share)) for n, share in rows]) for i, rows in enumerate(drawn)]
    padded = [
        replace(
            one,
            daily=DailyCounts(
                MONDAY - timedelta(days=before),
                np.pad(one.daily.chances, (before, after)),
                np.pad(one.daily.new_way, (before, after)),
            ),
        )
        for one in plain
    ]
    terms = Terms(as_of=end(30), target=0.8)
    assert judge(plain, terms) == judge(padded, terms)


@settings(max_examples=40, deadline=None)
@given(crowds, st.sampled_from([None, 0.2, 0.8, 1.0]), st.sampled_from([None, MONDAY, end(10), end(40)]))
def test_every_answer_is_consistent(
    drawn: list[list[tuple[int, float]]], target: float | None, go_live: date | None
) -> None:
    units = [unit(f"u{i}", [(n, round(n * share)) for n, share in rows]) for i, rows in enumerate(drawn)]
    answer = judge(units, Terms(as_of=end(30), target=target, go_live=go_live))
    for one in (answer.whole, *answer.units):
        assert set(one.because.numbers) == set(BECAUSE[one.because.code])
        assert (one.next_step is not None) == (one.verdict is Verdict.CANNOT_TELL)
        assert one.next_step is None or one.next_step.code in NEXT_STEP
        assert {caution.code for caution in one.cautions} <= set(CAUTIONS)
        assert 0 <= one.new_way <= one.chances <= one.total_chances
        if one.rate is None:
            assert one.interval is None
        else:
            assert one.interval is not None
            assert 0 <= one.interval[0] <= one.rate <= one.interval[1] <= 1
        unclear = {Verdict.CANNOT_TELL, Verdict.NOT_STARTED}
        assert one.verdict in unclear or (one.chances >= 10 and target is not None)
        assert go_live != end(40) or one.verdict is Verdict.NOT_STARTED
        assert (one.otherwise is not None) == (one.verdict in (Verdict.SLIPPING_BACK, Verdict.WOBBLING))
        assert (one.slip is not None) or one.verdict not in (Verdict.SLIPPING_BACK, Verdict.WOBBLING)
        assert len({len(column) for column in (one.trend.starts, one.trend.chances, one.trend.used)}) == 1


def test_many_units_over_three_years_by_day() -> None:
    rng = np.random.default_rng(1)
    days = 1095
    level = np.where(np.arange(days) < 300, 0.1, 0.85)
    units = []
    for index in range(100):
        chances = rng.poisson(rng.uniform(0.3, 12), days)
        units.append(UnitEvidence(f"t{index}", DailyCounts(MONDAY, chances, rng.binomial(chances, level))))
    answer = judge(units, Terms(as_of=MONDAY + timedelta(days=days), target=0.8, streams=101))
    assert Counter(one.verdict for one in answer.units)[Verdict.HOLDING] >= 98
