"""Ordered, or won over: every move is counted once, in its quarter; a rise is said with its doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW, House
from takehold.analysis.rising import rise
from takehold.bridge.models import Action
from takehold.governance.models import Directive, Go
from takehold.initiatives.models import Initiative
from takehold.overview.queries.authority import authority, beginnings
from takehold.overview.views.authority import answer
from takehold.people.facts import NotAllowed, NotYours

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def ordered(on: date, office: str = "it lead") -> None:
    Directive.objects.create(
        title="x", what="y", ground="safety", rests_on="z", evidence="e", persuaded="p", office=office,
        reviewer="council", state="in force", written_on=on, issued_on=on, told_on=on, expires_on=on + timedelta(days=90),
    )  # fmt: skip


def acted(change: Any, on: date) -> None:
    Action.objects.create(
        initiative=Initiative.objects.get(slug=change.slug), kind="story", setting="formal", aim="deliver", title="t", what="w",
        minutes=5, proposed_on=on, begins_on=on, check_on=on + timedelta(days=56), began_on=on, state="doing",
    )  # fmt: skip


def test_quarters_end_with_the_one_of_today() -> None:
    assert beginnings(date(2026, 3, 2)) == (
        date(2024, 10, 1), date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1),
    )  # fmt: skip
    assert beginnings(date(2026, 12, 31))[-1] == date(2026, 10, 1)


def test_each_move_counts_once_in_its_quarter(house: House, change: Any) -> None:
    for on in (date(2024, 9, 30), date(2024, 10, 1), date(2025, 12, 31), TODAY):
        ordered(on)
    ordered(TODAY, "sponsor")
    for on in (date(2025, 12, 31), date(2026, 1, 1), TODAY):
        acted(change, on)
    found = authority(viewer=house.viewer("council"))
    assert [each.directives for each in found.quarters] == [1, 0, 0, 0, 1, 2]
    assert [each.actions for each in found.quarters] == [0, 0, 0, 0, 1, 2]
    assert found.offices == (("sponsor", (0, 0, 0, 0, 0, 1)), ("it lead", (1, 0, 0, 0, 1, 1)))
    assert (found.rise.before, found.rise.now) == ((1, 1), (3, 6))
    assert "too few moves to tell" in answer(found)
    with pytest.raises(NotAllowed):
        authority(viewer=house.viewer("member"))
    with pytest.raises(NotYours):
        authority(viewer=house.viewer("stranger"))


def test_a_rise_is_a_warning_and_small_numbers_are_none(house: House) -> None:
    empty = authority(viewer=house.viewer("council"))
    assert answer(empty).startswith("Nothing was done")
    assert "That is a rise" in answer(replace(empty, rise=rise((1, 40), (9, 40))))
    assert "no rise that could not be chance" in answer(replace(empty, rise=rise((1, 40), (2, 40))))


def test_the_council_reads_what_went_live_past_what_was_missing(house: House, change: Any) -> None:
    row = Initiative.objects.get(slug=change.slug)
    why = "The old system is switched off by the maker on Friday."
    Go.objects.create(
        initiative=row, group="Ward 3", team_ids=[house.teams["ward-3"]], goes_on=TODAY, said_on=TODAY,
        missing="co-owner", reason=why,
    )  # fmt: skip
    Go.objects.create(
        initiative=row, group="Ward 4", team_ids=[house.teams["ward-4"]], goes_on=TODAY, said_on=TODAY
    )
    client = house.client("council")
    told = client.get("/api/v1/authority").json()
    assert [(each["group"], each["was_missing"]) for each in told["overrides"]] == [("Ward 3", ["co-owner"])]
