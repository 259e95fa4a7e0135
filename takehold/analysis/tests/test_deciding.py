"""The order in which the words are tried, on views made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from takehold.analysis.deciding import View, decide, unwatched
from takehold.analysis.facts import PeopleCount, Period, Shift, Slip, Verdict
from takehold.analysis.windows import Source

AS_OF = date(2026, 6, 28)
START = date(2026, 1, 5)
SOURCE = Source(START, AS_OF, AS_OF, (True,) * 7, 1, None, Period.DAY)
HELD = View(
    as_of=AS_OF, target=0.8, go_live=None, source=SOURCE, first_chance=START, last_chance=AS_OF, weeks=25, week_end=AS_OF,
    chances=200, new_way=180, ever_chances=600, ever_new_way=500, before=(0, 0), pace=25.0, at_bar=0.99, late=0.98,
    held=True, held_since=START + timedelta(weeks=5), rise=0.0, rising=0.5, dispersion=1.0, strength=20.0, estimate=0.9,
    shifts=(), jumped=False, silent=False, slip=None, people=None,
)  # fmt: skip
LOW = replace(HELD, new_way=60, estimate=0.3, at_bar=0.0, late=0.0, held=False, held_since=None)
SLIP = Slip("alert", AS_OF, AS_OF, AS_OF, 90, 50, 0.9, 0.85, 0.94, 1.2, False)


def up(weeks_ago: int) -> Shift:
    day = AS_OF - timedelta(weeks=weeks_ago)
    return Shift(day, 0.1, 0.3, day, day)


@pytest.mark.parametrize(
    ("view", "verdict", "code"),
    [
        (HELD, Verdict.HOLDING, "held"),
        (LOW, Verdict.STALLED, "below_no_rise"),
        (replace(LOW, rise=-0.1, rising=0.02), Verdict.STALLED, "below_and_falling"),
        (replace(LOW, rise=0.1, rising=0.95), Verdict.TAKING_HOLD, "rising"),
        (replace(LOW, rise=0.01, rising=0.95), Verdict.STALLED, "below_no_rise"),
        (replace(LOW, shifts=(up(3),)), Verdict.TAKING_HOLD, "risen"),
        (replace(LOW, shifts=(up(3),), jumped=True), Verdict.STALLED, "below_no_rise"),
        (replace(LOW, shifts=(up(2),), weeks=3), Verdict.CANNOT_TELL, "too_soon"),
        (replace(LOW, rise=0.1, rising=0.95, weeks=3), Verdict.CANNOT_TELL, "too_soon"),
        (replace(LOW, shifts=(up(9),)), Verdict.STALLED, "below_no_rise"),
        (replace(LOW, late=0.95, shifts=(up(4),)), Verdict.TAKING_HOLD, "at_target_not_long"),
        (replace(LOW, weeks=5), Verdict.CANNOT_TELL, "too_soon"),
        (replace(LOW, weeks=5, go_live=AS_OF - timedelta(weeks=5), before=(300, 30)), Verdict.TAKING_HOLD, "risen_since_go_live"),
        (replace(LOW, weeks=5, go_live=AS_OF - timedelta(weeks=5), before=(300, 85)), Verdict.CANNOT_TELL, "too_soon"),
        (replace(LOW, at_bar=0.5, estimate=0.75, chances=2000, new_way=1500), Verdict.STALLED, "near_no_rise"),
        (replace(LOW, at_bar=0.5, estimate=0.75, chances=40, new_way=30), Verdict.CANNOT_TELL, "near_target_too_few"),
        (replace(HELD, people=PeopleCount(10, 5)), Verdict.STALLED, "few_people"),
        (replace(HELD, people=PeopleCount(0, 0)), Verdict.HOLDING, "held"),
        (replace(HELD, slip=SLIP), Verdict.SLIPPING_BACK, "slipping"),
        (replace(HELD, slip=replace(SLIP, recent_new_way=30)), Verdict.SLIPPING_BACK, "reverted"),
        (replace(HELD, slip=replace(SLIP, tier="watch")), Verdict.WOBBLING, "watch"),
        (replace(HELD, ever_new_way=0, new_way=0), Verdict.NOT_STARTED, "no_use_yet"),
        (replace(HELD, target=None), Verdict.CANNOT_TELL, "no_target"),
        (replace(HELD, slip=SLIP, chances=9, new_way=9), Verdict.CANNOT_TELL, "too_few_chances"),
        (replace(HELD, chances=0, new_way=0), Verdict.CANNOT_TELL, "no_recent_chances"),
        (replace(HELD, silent=True), Verdict.CANNOT_TELL, "no_recent_chances"),
        (replace(HELD, weeks=0), Verdict.CANNOT_TELL, "no_whole_week"),
        (replace(HELD, first_chance=None, last_chance=None), Verdict.CANNOT_TELL, "no_chances"),
        (replace(HELD, go_live=AS_OF + timedelta(days=1), weeks=0), Verdict.NOT_STARTED, "before_go_live"),
    ],
)  # fmt: skip
def test_the_first_word_that_fits(view: View, verdict: Verdict, code: str) -> None:
    decision = decide(view)
    assert (decision.verdict, decision.because.code) == (verdict, code)
    assert (decision.next_step is not None) == (verdict is Verdict.CANNOT_TELL)
    assert decision.reverted == (code == "reverted")


def test_those_who_do_not_see_a_slip_read_the_word_without_it() -> None:
    assert unwatched(replace(HELD, slip=SLIP)).verdict is Verdict.HOLDING


def test_a_feed_that_stopped_four_weeks_ago_is_stale() -> None:
    def stopped(days: int) -> View:
        return replace(HELD, source=replace(SOURCE, stopped_on=AS_OF - timedelta(days=days)))

    assert decide(stopped(28)).verdict is Verdict.HOLDING
    stale = decide(stopped(29))
    assert (stale.because.code, stale.because.numbers["days"]) == ("stale_feed", 29)
    assert stale.next_step is not None
    assert stale.next_step.code == "repair_feed"


@pytest.mark.parametrize(
    ("pace", "step", "weeks"),
    [(2.0, "wait_for_chances", 3), (0.1, "larger_unit", None), (0.0, "larger_unit", None)],
)
def test_waiting_is_advised_only_where_it_ends(pace: float, step: str, weeks: int | None) -> None:
    advice = decide(replace(HELD, chances=5, new_way=5, pace=pace)).next_step
    assert advice is not None
    assert (advice.code, advice.numbers["more"], advice.numbers.get("weeks")) == (step, 5, weeks)


def test_the_chances_that_are_missing_would_settle_it() -> None:
    view = replace(LOW, at_bar=0.7, estimate=0.78, chances=40, new_way=32, strength=10.0)
    advice = decide(view).next_step
    assert advice is not None
    more = int(advice.numbers["more"])
    sigma = (0.78 * 0.22 / (view.chances + more + view.strength)) ** 0.5
    assert 0.03 / sigma == pytest.approx(1.2816, abs=0.02)


def test_nobody_is_stalled_since_before_they_were_asked() -> None:
    early = replace(LOW, shifts=(up(40),))
    assert early.shifts[-1].on < AS_OF
    began = early.shifts[-1].on
    assert decide(early).since == began
    later = decide(replace(early, go_live=began + timedelta(days=20)))
    assert (later.verdict, later.since) == (Verdict.STALLED, began + timedelta(days=20))
