"""What calendars outside are told of decisions, directives and commitments: to those who have to do something about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from takehold.governance.queries.dates import dates
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
