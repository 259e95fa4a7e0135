"""What calendars outside are told of decisions, directives and commitments: to those who have to do something about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from takehold.governance.queries.dates import dates, due
from takehold.governance.tests.council import TODAY, decided
from takehold.governance.tests.ordered import WEEKS, issued

SPAN = {"first": TODAY, "last": TODAY + timedelta(days=400)}


def kinds(house: Any, role: str, **more: Any) -> list[str]:
    found = dates(viewer=house.viewer(role), **{**SPAN, **more})
    return [each.key.split("-")[0] for each in found]


def test_a_directive_that_lapses_stands_in_the_calendar_of_who_reviews_it(house: Any) -> None:
    made = issued(house)
    (found,) = dates(viewer=house.viewer("council"), **SPAN)
    assert (found.key, found.on) == (f"directive-{made}", WEEKS)
    assert found.title == "Lapses today unless it is reviewed: Two people check every dose"
    assert found.path == f"/council/directives/{made}/"
    for role in ("it lead", "lead", "member", "manager"):
        assert kinds(house, role) == [], role
    assert kinds(house, "council", slug="anything") == []


def test_reviews_and_conditions_stand_in_the_calendars_of_their_holders(house: Any) -> None:
    decided(house)
    secretary, member = kinds(house, "council"), kinds(house, "sponsor")
    assert "decision" in secretary
    assert "decision" in member
    assert kinds(house, "lead") == ["commitment"], "the lead answers for the condition"
    assert kinds(house, "member") == []


def test_what_is_due_soon_waits_for_who_does_something_about_it_and_no_longer_once_it_is_over(
    house: Any,
) -> None:
    issued(house)
    made = decided(house)

    def waits(role: str, days: int) -> list[tuple[str, str]]:
        viewer = replace(house.viewer(role), on=TODAY + timedelta(days=days), seen={})
        return [(each.kind, each.path) for each in due(viewer=viewer, until=viewer.on + timedelta(days=7))]

    lapse = (WEEKS - TODAY).days
    assert waits("council", lapse - 15) == []
    assert [kind for kind, _path in waits("council", lapse - 14)] == ["directive"]
    assert "directive" in dict(waits("council", lapse))
    assert "directive" not in dict(waits("council", lapse + 1))
    assert waits("lead", 30) == [("commitment", f"/council/decisions/{made}/")]
    assert dict(waits("sponsor", 175))["decision"] == f"/council/decisions/{made}/"
    assert "decision" in dict(waits("sponsor", 400)), "an overdue review stays"
    assert waits("member", 175) == []
