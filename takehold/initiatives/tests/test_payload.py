"""Whatever is written comes back the same, also through JSON text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.facts import Coded, Detectable, Level, Period, Shift, Slip, Trend, UnitVerdict, Verdict
from takehold.initiatives.queries import payload

days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
shares = st.floats(0, 1).map(payload.digits)
counts = st.integers(0, 10**7)
codes = st.builds(
    Coded,
    st.text("abc_", min_size=1, max_size=6),
    st.dictionaries(
        st.text("xyz", min_size=1, max_size=3), shares | counts | days | st.text(max_size=5), max_size=3
    ),
)


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    period = draw(st.sampled_from(Period))
    count = draw(st.integers(0, 30))
    first = draw(days)
    begun = payload.starts(period, first, count)
    if draw(st.booleans()):
        begun = tuple(day + timedelta(days=draw(st.integers(0, 3))) for day in begun)
    numbers = st.lists(counts, min_size=count, max_size=count).map(tuple)
    return Trend(
        period,
        begun,
        draw(numbers),
        draw(numbers),
        draw(st.none() | numbers),
        draw(st.lists(st.booleans(), min_size=count, max_size=count).map(tuple)),
    )


verdicts = st.builds(
    UnitVerdict,
    unit=st.text(max_size=8),
    verdict=st.sampled_from(Verdict),
    reverted=st.booleans(),
    because=codes,
    next_step=st.none() | codes,
    since=st.none() | days,
    chances=counts,
    new_way=counts,
    old_way=st.none() | counts,
    rate=st.none() | shares,
    interval=st.none() | st.tuples(shares, shares),
    recent_from=st.none() | days,
    recent_to=st.none() | days,
    total_chances=counts,
    trend=trends(),
    history=st.lists(st.builds(Level, days, days, counts, shares, st.none() | shares), max_size=3).map(tuple),
    shifts=st.lists(st.builds(Shift, days, shares, shares, days, days), max_size=3).map(tuple),
    slip=st.none()
    | st.builds(
        Slip, st.sampled_from(["alert", "watch"]), days, days, days, counts, counts, shares, shares, shares, shares,
        st.booleans(), st.integers(1, 52),
    ),
    detectable=st.none()
    | st.builds(Detectable, st.none() | shares, st.none() | st.integers(0, 52), st.none() | st.integers(0, 52)),
    cautions=st.lists(codes, max_size=2).map(tuple),
    adopted_on=st.none() | days,
    otherwise=st.none() | st.sampled_from(Verdict),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(verdicts)
def test_a_verdict_comes_back_as_it_was(verdict: UnitVerdict) -> None:
    text = json.dumps(payload.write(verdict))
    assert payload.read(json.loads(text)) == verdict


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(payload.UnreadablePayload):
        payload.read({"form": 99})
    with pytest.raises(payload.UnreadablePayload):
        payload.read({"form": 1, "unit": "x"})


def test_numbers_keep_nine_digits() -> None:
    assert payload.digits(1 / 3) == 0.333333333


@settings(max_examples=25)
@given(verdicts)
def test_the_short_form_says_the_same_without_the_series(verdict: UnitVerdict) -> None:
    brief = payload.read(payload.short(payload.write(verdict)))
    assert brief.trend.starts == ()
    told = replace(verdict, trend=brief.trend, history=(), shifts=(), cautions=(), detectable=None)
    assert brief == told
