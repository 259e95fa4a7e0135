"""Who is never seen: parts of the house made of whole groups, never a person."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.analysis.recognition import Seen
from takehold.celebrate import models
from takehold.celebrate.facts import WinKind, WinState
from takehold.celebrate.operations import wins
from takehold.celebrate.queries import equity
from takehold.people.facts import NotAllowed, NotYours


def earn(change: Any, house: Any, team: str, many: int, published: int) -> None:
    row = models.Win.objects.filter(kind=WinKind.HELD).first()
    assert row is not None
    models.Win.objects.bulk_create(
        models.Win(
            initiative_id=row.initiative_id, kind=WinKind.HELD, origin=f"{team}/{n}", unit=team,
            team_ids=[house.teams[team]], happened_on=NOW.date(), found_on=NOW.date(), text="Well done.",
            state=WinState.PUBLISHED if n < published else WinState.FOUND,
            published_on=NOW.date() if n < published else None,
        )
        for n in range(many)
    )  # fmt: skip


def test_areas_are_parts_of_the_house_and_the_small_desk_is_only_in_its_area(house: Any, found: Any) -> None:
    told = equity.seen(viewer=house.viewer("lead"))
    assert {each.name: each.earned for each in told.areas} == {"Medicine": 2, "Surgery": 2}
    assert {each.name: each.earned for each in told.sizes} == {
        "groups of up to 10 people": 1, "groups of 11 to 25 people": 3
    }  # fmt: skip
    assert "Night desk" not in str(told)


def test_who_earned_and_got_nothing_is_named_first(house: Any, found: Any) -> None:
    ward = models.Win.objects.get(unit="Ward 1")
    wins.publish(viewer=house.viewer("lead"), slug=found.slug, win_id=ward.pk, text="", now=NOW)
    told = equity.seen(viewer=house.viewer("lead"))
    assert equity.answer(told) == "Earned something and were never celebrated: Surgery."
    assert (told.areas[0].name, told.areas[0].never, told.areas[0].seen) == (
        "Surgery",
        True,
        Seen.CANNOT_TELL,
    )
    earn(found, house, "ward-1", 20, 15)
    earn(found, house, "ward-3", 20, 0)
    told = equity.seen(viewer=house.viewer("lead"))
    assert equity.answer(told) == "Surgery: 22 wins earned, 0 celebrated. That is less than chance explains."


def test_taking_a_win_back_does_not_undo_that_it_was_celebrated(house: Any, found: Any) -> None:
    on = {"viewer": house.viewer("lead"), "slug": found.slug, "now": NOW}
    ward = models.Win.objects.get(unit="Ward 1").pk
    wins.publish(win_id=ward, text="", **on)
    wins.withdraw(win_id=ward, **on)
    assert sum(each.recognised for each in equity.seen(viewer=house.viewer("lead")).areas) == 1


def test_only_for_those_who_see_all_groups(house: Any, found: Any) -> None:
    for who in ("member", "manager"):
        with pytest.raises(NotAllowed):
            equity.seen(viewer=house.viewer(who))
    with pytest.raises(NotYours):
        equity.seen(viewer=house.viewer("stranger"))
    page = house.client("sponsor").get("/wins/seen/").content.decode()
    assert "Earned something and were never celebrated: Medicine, Surgery." in page
    body = house.client("sponsor").get("/api/v1/seen").json()
    assert {each["name"] for each in body["areas"]} == {"Medicine", "Surgery"}


def test_without_any_win_nobody_is_overlooked(house: Any, change: Any) -> None:
    told = equity.seen(viewer=house.viewer("lead"))
    assert equity.answer(told) == "No group has earned a win yet, so nobody can be overlooked."
