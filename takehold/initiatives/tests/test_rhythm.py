"""Reasons are told anew, the loop turns on working days, and business as usual ends by itself when a team slides back."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.audit import queries as audit
from takehold.initiatives import jobs, models, operations, queries
from takehold.initiatives.facts import Criterion, FreshInput, FreshKind, Invalid, Part
from takehold.initiatives.operations import rhythm as acts
from takehold.initiatives.queries import rhythm as asks
from takehold.initiatives.queries.beat import months_after, turns, working_day
from takehold.people.facts import NotAllowed, NotYours

DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))
STORY = FreshInput(FreshKind.STORY, "Mrs K. got her dose once, not twice.", "A night nurse of Ward 2")


@given(DAYS, st.integers(2, 26), st.lists(st.integers(0, 400), max_size=30), st.integers(0, 300))
def test_parts_come_in_order_on_working_days_a_quarter_of_a_turn_apart(
    first: date, weeks: int, free: list[int], ahead: int
) -> None:
    holidays = {first + timedelta(days=each) for each in free}
    until = first + timedelta(days=ahead)
    found = list(turns(first, weeks, holidays, until))
    assert [each.part for each in found] == list(Part) * (len(found) // 4)
    assert found[-1].due_on > until
    for number, each in enumerate(found, 1):
        meant = first + timedelta(days=7 * weeks * number // 4)
        assert each.due_on.weekday() < 5
        assert each.due_on not in holidays
        assert each.due_on == working_day(meant, holidays)
        assert (each.moved_from is None) == (each.due_on == meant)
    assert all(a.due_on <= b.due_on for a, b in itertools.pairwise(found))


@given(DAYS, st.sampled_from([3, 6, 12]))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_reasons_keep_their_days_and_something_new_is_told(house, change) -> None:
    lead = house.viewer("lead")
    later = NOW + timedelta(days=100)
    was = queries.initiative(viewer=lead, slug=change.slug)
    from takehold.initiatives.views.changes import as_input

    more = replace(as_input(was), reasons=(*was.reasons, "Nights lose ten minutes a shift."))
    operations.edit(viewer=lead, slug=change.slug, said=more, version=was.version, now=later)
    then = replace(lead, on=later.date(), seen={})
    found = asks.reasons(viewer=then, slug=change.slug)
    assert [each.said_on for each in found.said] == [NOW.date(), later.date()]
    assert found.stale_since is None
    much_later = replace(lead, on=later.date() + timedelta(weeks=9), seen={})
    assert asks.reasons(viewer=much_later, slug=change.slug).stale_since == later.date()
    fresh = acts.tell_anew(viewer=lead, slug=change.slug, said=STORY, now=later + timedelta(weeks=9))
    told = asks.reasons(viewer=replace(much_later, seen={}), slug=change.slug)
    assert [each.id for each in told.fresh] == [fresh]
    assert told.stale_since is None
    short = queries.initiative(viewer=replace(much_later, seen={}), slug=change.slug).fresh
    assert short == told.fresh[0]
    acts.take_back(viewer=lead, slug=change.slug, fresh_id=fresh, now=later + timedelta(weeks=9))
    assert asks.reasons(viewer=replace(much_later, seen={}), slug=change.slug).fresh == ()
    assert queries.initiative(viewer=replace(much_later, seen={}), slug=change.slug).fresh is None
    with pytest.raises(NotYours):
        acts.take_back(viewer=lead, slug=change.slug, fresh_id=fresh, now=later)


def test_four_reasons_are_one_too_many_and_a_story_needs_its_teller(house, change) -> None:
    lead = house.viewer("lead")
    from takehold.initiatives.views.changes import as_input

    was = queries.initiative(viewer=lead, slug=change.slug)
    with pytest.raises(Invalid, match="At most 3"):
        operations.edit(
            viewer=lead, slug=change.slug, said=replace(as_input(was), reasons=("a", "b", "c", "d")), version=1, now=NOW,
        )  # fmt: skip
    with pytest.raises(Invalid, match="who tells it"):
        acts.tell_anew(viewer=lead, slug=change.slug, said=replace(STORY, source=" "), now=NOW)
    with pytest.raises(NotAllowed):
        acts.tell_anew(viewer=house.viewer("manager"), slug=change.slug, said=STORY, now=NOW)


def test_a_turn_is_done_once_and_a_missed_part_is_seen(house, change) -> None:
    lead = house.viewer("lead")
    assert queries.initiative(viewer=lead, slug=change.slug).beat is None
    acts.set_rhythm(viewer=lead, slug=change.slug, every_weeks=8, now=NOW)
    for text in ("Survey closed, 31 answered.", "said twice"):
        acts.turn_done(viewer=lead, slug=change.slug, turn=1, part=Part.GATHER, what=text, now=NOW)
    later = replace(lead, on=NOW.date() + timedelta(days=45), seen={})
    found = asks.rhythm(viewer=later, slug=change.slug)
    by_part = {(each.turn, each.part): each for each in found.parts}
    assert by_part[1, Part.GATHER].what == "Survey closed, 31 answered."
    assert by_part[1, Part.FIND].missed(later.on)
    assert by_part[1, Part.BRIDGE].missed(later.on)
    assert found.missed == 2
    assert found.following == by_part[1, Part.CELEBRATE]
    beat = queries.initiative(viewer=replace(later, seen={}), slug=change.slug).beat
    assert beat is not None
    assert (beat.missed, beat.following, beat.every_weeks) == (2, found.following, 8)
    with pytest.raises(Invalid, match="not on the calendar"):
        acts.turn_done(viewer=lead, slug=change.slug, turn=40, part=Part.FIND, what="x", now=NOW)
    acts.set_rhythm(viewer=lead, slug=change.slug, every_weeks=4, now=NOW + timedelta(days=45))
    assert asks.rhythm(viewer=replace(later, seen={}), slug=change.slug).missed == 0
    assert models.Rhythm.objects.filter(initiative__slug=change.slug).count() == 2


def test_a_part_on_a_holiday_is_due_on_the_next_working_day(house, change) -> None:
    lead = house.viewer("lead")
    acts.set_rhythm(viewer=lead, slug=change.slug, every_weeks=8, now=NOW)
    due = asks.rhythm(viewer=lead, slug=change.slug).parts[0].due_on
    operations.note_mark(
        viewer=lead, slug=change.slug, on=due, kind="holiday", text="Easter", team_ids=frozenset(), now=NOW
    )
    moved = asks.rhythm(viewer=replace(lead, seen={}), slug=change.slug).parts[0]
    assert moved.moved_from == due
    assert moved.due_on > due
    short = queries.initiative(viewer=replace(lead, seen={}), slug=change.slug).beat
    assert short is not None
    assert short.following == moved


def test_business_as_usual_needs_its_criteria_or_a_reason_and_ends_with_a_slip(house, change) -> None:
    lead = house.viewer("lead")
    acts.set_rhythm(viewer=lead, slug=change.slug, every_weeks=8, now=NOW)
    operations.refresh(change.behaviour_id, NOW)
    found = {each.code: each for each in asks.criteria(viewer=lead, slug=change.slug)}
    assert set(found) == {"holding", "no slip", "gone live", "co-owner"}
    assert found["gone live"].holds
    assert not found["co-owner"].holds
    with pytest.raises(Invalid, match="Not everything holds yet"):
        acts.settle(viewer=lead, slug=change.slug, despite=" ", now=NOW)
    acts.settle(viewer=lead, slug=change.slug, despite="The ward leads answer for it from now on.", now=NOW)
    acts.settle(viewer=lead, slug=change.slug, despite="a second time", now=NOW)
    told = asks.rhythm(viewer=replace(lead, seen={}), slug=change.slug)
    assert told.as_usual is not None
    assert told.as_usual.next_look == date(2026, 6, 2)
    assert told.parts == ()
    alert = models.Alert.objects.get(unit="Ward 1")
    assert f"settled {models.Settled.objects.get().pk}" not in jobs.due(NOW)  # it was known on that day
    models.Alert.objects.filter(pk=alert.pk).update(
        since=NOW.date(), opened_on=NOW.date() + timedelta(days=3), visible_above_on=NOW.date() + timedelta(days=10)
    )  # fmt: skip
    (job,) = [f"settled {row.pk}" for row in models.Settled.objects.all()]
    assert job not in jobs.due(NOW + timedelta(days=9))  # still the team's own
    assert job in jobs.due(NOW + timedelta(days=10))
    jobs.run(job, now=NOW + timedelta(days=10))
    after = asks.rhythm(viewer=replace(lead, on=NOW.date() + timedelta(days=10), seen={}), slug=change.slug)
    assert after.as_usual is None
    assert after.settled[0].ended_because == "slipped"
    assert after.following is not None
    assert job not in jobs.due(NOW + timedelta(days=11))
    assert "change taken up again" in {line.action for line in audit.recent(limit=20)}


def test_a_settled_change_is_looked_at_after_3_6_and_12_months(house, change) -> None:
    lead = house.viewer("lead")
    others = (Criterion("gaps", 1),)
    acts.settle(viewer=lead, slug=change.slug, despite="so", now=NOW, others=others)
    row = models.Settled.objects.get()
    for months, day in ((3, date(2026, 6, 2)), (6, date(2026, 9, 2)), (12, date(2027, 3, 2))):
        at = NOW.replace(year=day.year, month=day.month, day=day.day)
        assert asks.due_looks(now=at - timedelta(days=1)) == ()
        assert asks.due_looks(now=at) == (row.pk,)
        jobs.run(f"settled {row.pk}", now=at)
        assert asks.due_looks(now=at) == ()
        assert row.checks.get(months=months).looked_on == day
    assert models.LaterCheck.objects.count() == 3
    assert asks.rhythm(viewer=replace(lead, seen={}), slug=change.slug).settled[0].next_look is None
    acts.take_up_again(viewer=lead, slug=change.slug, now=NOW)
    assert models.Settled.objects.get().ended_because == "person"


def test_who_is_early_has_a_next_part_and_a_turn_that_has_not_begun_waits(house, change) -> None:
    lead = house.viewer("lead")
    acts.set_rhythm(viewer=lead, slug=change.slug, every_weeks=4, now=NOW)
    for part in Part:
        acts.turn_done(viewer=lead, slug=change.slug, turn=1, part=part, what="Early", now=NOW)
    beat = queries.initiative(viewer=replace(lead, seen={}), slug=change.slug).beat
    assert beat is not None
    assert beat.following is not None
    assert (beat.following.turn, beat.following.part) == (2, Part.GATHER)
    ids = list(models.Initiative.objects.values_list("id", flat=True))
    assert asks.beats(viewer=replace(lead, seen={}), initiative_ids=ids)[ids[0]].turn == 2
    with pytest.raises(Invalid, match="not on the calendar"):
        acts.turn_done(viewer=lead, slug=change.slug, turn=2, part=Part.GATHER, what="Too early", now=NOW)


def test_a_slip_that_nobody_could_read_yet_when_it_was_settled_takes_it_up_again(house, change) -> None:
    lead = house.viewer("lead")
    operations.refresh(change.behaviour_id, NOW)
    later = NOW + timedelta(days=7)
    models.Alert.objects.update(visible_above_on=later.date())
    acts.settle(viewer=lead, slug=change.slug, despite="so", now=NOW)
    assert asks.due_looks(now=NOW + timedelta(days=6)) == ()
    (settled,) = asks.due_looks(now=later)
    acts.look_again(settled, later)
    assert models.Settled.objects.get().ended_because == "slipped"
