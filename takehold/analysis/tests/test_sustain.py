"""How long it holds: what must hold always, and that simulated times lie in their ranges as often as they should."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis.facts import Shift
from takehold.analysis.sustain import Spell, holds, spell

spells = st.lists(st.builds(Spell, st.integers(0, 60), st.booleans()), max_size=30)


@given(spells, st.randoms())
def test_the_order_does_not_matter_and_the_curve_falls(rows, shuffler):
    mixed = list(rows)
    shuffler.shuffle(mixed)
    found = holds(rows)
    assert found == holds(mixed)
    shares = [1.0, *(step.share for step in found.curve)]
    assert shares == sorted(shares, reverse=True)
    assert all(step.low <= step.share <= step.high for step in found.curve)
    if found.due_within is not None:
        before = [step for step in found.curve if step.day < found.due_within]
        assert all(step.share > 0.75 for step in before)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30))
def test_when_all_are_watched_to_the_end_it_is_the_plain_share(days):
    found = holds([Spell(day, True) for day in days])
    for step in found.curve:
        assert step.share == pytest.approx(np.mean([day > step.day for day in days]), abs=1e-12)


def test_who_left_the_watch_on_the_day_of_a_relapse_was_still_watched():
    found = holds([Spell(5, True), Spell(5, False), Spell(9, True)])
    assert [(step.day, step.watched, round(step.share, 4)) for step in found.curve] == [
        (5, 3, 0.6667),
        (9, 1, 0.0),
    ]


def test_too_few_say_nothing_of_a_next_one():
    found = holds([Spell(20, True)] * 4)
    assert (found.because.code, found.due_within) == ("too_few", None)
    two = holds([Spell(20, True)] * 2 + [Spell(30, False)] * 4)
    assert (two.because.code, two.due_within) == ("too_few", None)


def test_it_is_due_when_a_quarter_has_gone_back_and_not_where_it_holds():
    due = holds([Spell(20, True), Spell(30, True), Spell(40, True)] + [Spell(60, False)] * 5)
    assert (due.because.code, due.due_within, due.half) == ("due", 30, None)
    firm = holds([Spell(90, False)] * 8 + [Spell(30, True)])
    assert (firm.because.code, firm.because.numbers["days"], firm.due_within) == ("holds", 90, None)


def test_nobody_and_a_spell_that_ends_before_it_begins():
    assert holds([]).because.code == "too_few"
    with pytest.raises(ValueError):
        holds([Spell(-1, True)])


@pytest.mark.parametrize(("teams", "watched"), [(30, 80), (60, 200)])
def test_simulated_times_lie_in_their_ranges(teams, watched):
    """Exponential relapse with a mean of 90 days, watched for different times: quarter and half, 95 % nominal."""
    rng = np.random.default_rng(teams)
    held, told, runs = np.zeros(2), np.zeros(2), 300
    truth = (-90 * np.log(0.75), -90 * np.log(0.5))
    for _ in range(runs):
        days = rng.exponential(90, teams)
        until = rng.uniform(0.3 * watched, watched, teams)
        found = holds(
            [Spell(int(np.ceil(min(d, u))), bool(d <= u)) for d, u in zip(days, until, strict=True)]
        )
        for at, (range_, true) in enumerate(zip((found.quarter, found.half), truth, strict=True)):
            if range_ is not None:
                told[at] += 1
                held[at] += range_.low - 1 <= true and (range_.high is None or true <= range_.high)
    assert told[0] > 0.9 * runs
    assert (held / told >= 0.92).all()
    assert held[0] / told[0] <= 0.99


DAY = date(2026, 1, 5)
BEGAN, OVER, TODAY = DAY, DAY + timedelta(days=60), DAY + timedelta(days=200)


def shift(days, up=True):
    """A lasting shift so many days after it began, sure to three days."""
    on, sides = DAY + timedelta(days=days), (0.5, 0.8)
    low, high = sides if up else sides[::-1]
    return Shift(on, low, high, on - timedelta(days=3), on + timedelta(days=3))


@pytest.mark.parametrize(
    ("shifts", "found"),
    [
        ([shift(20), shift(95, up=False)], Spell(35, True)),
        ([shift(20), shift(95, up=False), shift(110), shift(150, up=False)], Spell(35, True)),
        ([shift(20)], Spell(140, False)),
        ([shift(-2)], Spell(140, False)),  # it may have risen just as it began
        ([shift(20), shift(90)], Spell(140, False)),
        ([], None),  # nothing was gained
        ([shift(-30)], None),  # gained before
        ([shift(20), shift(50, up=False)], None),  # lost again while it went on
        ([shift(90), shift(120, up=False)], None),  # gained only after it ended
        ([shift(20), shift(300, up=False)], Spell(140, False)),  # not seen yet
    ],
)
def test_a_spell_runs_from_the_end_to_the_first_lasting_loss(shifts, found):
    assert spell(shifts, began=BEGAN, over=OVER, watched_to=TODAY) == found


def test_without_a_day_watched_since_there_is_no_spell():
    assert spell([shift(20)], began=BEGAN, over=OVER, watched_to=OVER) is None
