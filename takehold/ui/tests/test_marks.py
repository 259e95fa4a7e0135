from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from takehold.ui.charts import NARROW, WIDE
from takehold.ui.charts.marks import CLOSE, LETTER, Annotation, annotation_layers, place
from takehold.ui.charts.palette import PAGE

SPAN = (date(2025, 9, 1), date(2026, 6, 1))
names = st.text(st.characters(categories=["L"]), min_size=1, max_size=40)
marks = st.lists(
    st.builds(
        Annotation,
        st.integers(-20, 300).map(lambda at: SPAN[0] + timedelta(days=at)),
        names,
        st.integers(0, 2),
    ),
    max_size=8,
)


@given(marks, st.sampled_from([WIDE, NARROW]))
def test_no_line_runs_through_a_name_and_no_two_names_touch(drawn, frame):
    placed = place(drawn, SPAN, frame)
    for name in (mark for mark in placed if mark.row is not None):
        end = name.x + len(name.text) * frame.font * LETTER
        for other in (mark for mark in placed if mark is not name):
            reaches = other.row is not None and other.row >= name.row
            assert not (reaches and name.x < other.x < end)


def test_what_happened_in_the_same_days_is_one_line_that_says_how_many_more():
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 4), date(2025, 11, 3)]
    early, late = place([Annotation(day, f"on {day}") for day in days], SPAN, WIDE)
    assert (early.text, late.text) == ("on 2025-11-03", "on 2026-03-01 +2")


def test_what_ranks_first_keeps_its_name():
    form = Annotation(date(2026, 3, 20), "New handover form: nine fields in place of six")
    thanks = [
        Annotation(date(2026, 3, 20) + timedelta(days=at), "Recognised: Ward 3", 2) for at in (-1, 8, 16)
    ]
    (named,) = (
        each for each in place([form, *thanks], SPAN, WIDE) if each.text.startswith("New handover form")
    )
    assert (named.row, named.text.endswith("+1")) == (0, True)


@given(marks, st.sampled_from([WIDE, NARROW]))
def test_each_thing_that_happened_is_a_line_or_counted_on_one(drawn, frame):
    placed = place(drawn, SPAN, frame)
    counted = [int(found[1]) for mark in placed if (found := mark.text.rsplit(" +", 1))[1:]]
    assert len(placed) + sum(counted) == sum(SPAN[0] <= mark.on < SPAN[1] for mark in drawn)
    assert all(one.x + CLOSE <= two.x for one, two in pairwise(placed))


def test_marks_outside_the_picture_are_left_out():
    assert annotation_layers([Annotation(date(2020, 1, 1), "go-live")], SPAN, WIDE, PAGE) == ([], 0)


def test_an_early_name_stands_above_the_later_one_it_would_touch():
    first, second = place(
        [Annotation(date(2026, 3, 1), "new form"), Annotation(date(2026, 3, 9), "coaching")], SPAN, WIDE
    )
    assert (first.row, second.row) == (1, 0)
