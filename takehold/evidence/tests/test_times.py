"""Times: every format found by shape, the day never guessed, and SQL that reads as Python does."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence import times
from takehold.evidence.limits import Refused
from takehold.evidence.sql import literal

ENGINE = duckdb.connect()


def order(*values: str) -> times.Order | None:
    rows = ", ".join(f"({literal(value)})" for value in values)
    return times.order_of(ENGINE, f"select v from (values {rows}) as t(v)")


def micros(text: str, pattern: str | None = None, *, iso: bool = True) -> int | None:
    ENGINE.execute("set TimeZone = 'Europe/Brussels'")
    naive, aware = times.naive_sql("v", pattern, iso=iso), times.aware_sql("v", pattern, iso=iso)
    row = ENGINE.execute(
        f"select epoch_us(coalesce(({naive})::timestamptz, {aware})) from (select {literal(text)} as v)"
    ).fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]


def test_the_day_is_proved_or_asked_for() -> None:
    assert order("3/4/2016", "5/6/2016") == times.Order(("%d/%m/%Y", "%m/%d/%Y"), "3/4/2016")
    assert order("3/4/2016", "13/4/2016") == times.Order(("%d/%m/%Y",))
    assert order("3/4/2016", "4/13/2016") == times.Order(("%m/%d/%Y",))
    assert order("1/1/2016", "2/2/2016") == times.Order(("%d/%m/%Y",))
    assert order("2016-01-02", "2016-01-02T03:04:05Z") is None
    assert order("soon", "later") == times.Order(())
    assert order(*[f"{day}/4/2016" for day in range(13, 29)], "n/k") == times.Order(("%d/%m/%Y",))


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("29/2/2016 01:16", "%d/%m/%Y %H:%M"), ("29.02.2016 01:16:07", "%d.%m.%Y %H:%M:%S"), ("03/Apr/16 4:15 PM", "%d/%b/%y %I:%M %p"),
        ("13-Apr-2016", "%d-%b-%Y"), ("Apr 13, 2016", "%b %d, %Y"), ("20160413", "%Y%m%d"), ("2016/04/13 10:00", "%Y/%m/%d %H:%M"),
        ("4/13/16 10:00 AM", "%m/%d/%y %I:%M %p"), ("13.04.2016, 10:00", "%d.%m.%Y, %H:%M"),
    ],
)  # fmt: skip
def test_formats_are_found(value: str, form: str) -> None:
    assert order(value) == times.Order((form,))


@pytest.mark.parametrize(
    "text",
    ["20160304", "2016-3-4", "2016-02-30", "2016-03-04T05", "2016-03-04 24:00", "2016-03-04 05:06:60", "epoch", "infinity",
     "today", "", "2016-03-04 05:06 Europe/Paris", "99999-01-01", "2016-03-04Z"],
)  # fmt: skip
def test_what_is_no_iso_is_not_read(text: str) -> None:
    assert micros(text) is None
    assert not times.is_iso(text) or text == "2016-02-30"  # has the form, is no day


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)),  # noqa: DTZ001 - a local time is meant
    st.sampled_from(["", "Z", "+01:00", "-0530", "+00"]),
    st.sampled_from(["T", " "]),
)
def test_iso_reads_as_python_reads(moment: datetime, offset: str, mark: str) -> None:
    text = moment.isoformat(sep=mark) + offset
    expected = datetime.fromisoformat(text)
    if expected.tzinfo is None:
        expected = expected.replace(tzinfo=ZoneInfo("Europe/Brussels"))
        if (
            expected.astimezone(UTC).astimezone(expected.tzinfo).replace(tzinfo=None) != moment
            or expected.year < 1950
        ):
            return  # an hour that the clocks skipped, or before zones were what they are
    assert micros(text) == (expected - datetime(1970, 1, 1, tzinfo=UTC)) // datetime.resolution


def test_a_given_format_reads_nothing_else() -> None:
    assert micros("29/2/2016 01:16", "%d/%m/%Y %H:%M", iso=False) == 1456704960000000
    assert micros("2016-02-29 01:16", "%d/%m/%Y %H:%M", iso=False) is None
    assert micros("29/2/2016 01:16 +0530", "%d/%m/%Y %H:%M %z", iso=False) == 1456688760000000


def test_a_format_or_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        times.check_format(ENGINE, "%")
    with pytest.raises(Refused):
        times.set_zone(ENGINE, "Nowhere/At'all")
