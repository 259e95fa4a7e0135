"""One calendar: the sheet's days and those of actions, and the load of each group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.bridge.facts.calendar import Entry, EntryKind
from takehold.bridge.operations import actions as operations
from takehold.bridge.queries import calendar as queries
from takehold.bridge.tests.conftest import TODAY, said
from takehold.bridge.views import calendar as pages
from takehold.initiatives.facts import GroupKind, ImpactInput
from takehold.initiatives.operations import impact
from takehold.initiatives.queries.impact import sheet

MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())


def sheet_for(house: Any, change: Any, days: int) -> None:
    """Ward 1 gets a new tool and new skills so many days from today."""
    lead = house.viewer("lead")
    line = ImpactInput(
        GroupKind.TEAM, house.teams["ward-1"], "", (0, 3, 0, 0, 2, 0), TODAY + timedelta(days=days)
    )
    version = sheet(viewer=lead, slug=change.slug).version
    impact.save_impact(viewer=lead, slug=change.slug, lines=(line,), version=version, now=NOW)


def test_sheet_and_actions_stand_on_one_calendar(house: Any, change: Any, action: int) -> None:
    sheet_for(house, change, 40)
    found = queries.calendar(viewer=house.viewer("lead"), slug=change.slug)
    assert [(each.on - TODAY, each.kind) for each in found.coming] == [
        (timedelta(days=7), EntryKind.BEGINS),
        (timedelta(days=12), EntryKind.TELL),
        (timedelta(days=26), EntryKind.TRAIN),
        (timedelta(weeks=9), EntryKind.LOOK),
    ]
    assert found.late == ()
    (load,) = found.loads
    assert (load.group, load.things, load.minutes, load.full) == ("Ward 1", 3, 60, False)
    page = house.client("lead").get(f"/changes/{change.slug}/calendar/").content.decode()
    assert "4 things are on the calendar." in page
    api = house.client("lead").get(f"/api/v1/changes/{change.slug}/calendar").json()
    assert [each["kind"] for each in api["items"]] == ["begins", "tell", "train", "look"]
    assert api["loads"][0]["minutes"] == 60


def test_what_the_sheet_wanted_by_now_is_late(house: Any, change: Any) -> None:
    sheet_for(house, change, 20)
    found = queries.calendar(viewer=house.viewer("lead"), slug=change.slug)
    assert [(each.kind, TODAY - each.on) for each in found.late] == [(EntryKind.TELL, timedelta(days=8))]
    page = house.client("lead").get(f"/changes/{change.slug}/calendar/").content.decode()
    assert "By now this was to be done" in page


def test_who_does_not_see_the_ward_does_not_see_its_action(house: Any, change: Any, action: int) -> None:
    assert queries.calendar(viewer=house.viewer("other"), slug=change.slug).coming == ()
    assert "Nothing is on the calendar" in pages.answer(
        queries.calendar(viewer=house.viewer("other"), slug=change.slug)
    )


def test_what_began_begins_no_more_and_what_was_not_right_is_gone(
    house: Any, change: Any, action: int
) -> None:
    lead = house.viewer("lead")
    on: dict[str, Any] = {"viewer": lead, "slug": change.slug, "now": NOW}
    operations.turn(action_id=action, event="begin", reason="", version=1, **on)
    dropped = operations.propose(said=said(house, change, title="A second"), **on)
    operations.turn(action_id=dropped, event="decline", reason="Not now.", version=1, **on)
    found = queries.calendar(viewer=lead, slug=change.slug)
    assert [(each.kind, each.action) for each in found.coming] == [(EntryKind.LOOK, action)]
    assert found.loads == ()


def test_three_things_in_one_week_are_too_many() -> None:
    ids = {"A": frozenset({1}), "B": frozenset({2})}
    entries = [
        Entry(MONDAY + timedelta(days=day), EntryKind.BEGINS, str(day), (), teams, minutes=10)
        for day, teams in ((0, frozenset()), (2, frozenset({1})), (6, frozenset({1})), (7, frozenset({2})))
    ]
    entries.append(Entry(MONDAY, EntryKind.LOOK, "look", (), frozenset()))
    first, second = queries.loads(entries, ids, TODAY)
    assert (first.group, first.things, first.in_fullest, first.fullest, first.full) == (
        "A",
        3,
        3,
        MONDAY,
        True,
    )
    assert (second.group, second.things, second.minutes, second.full) == ("B", 2, 20, False)
    assert len(pages.by_month(entries[:4])) in (1, 2)
    assert set(pages.WORDS) == set(EntryKind)
