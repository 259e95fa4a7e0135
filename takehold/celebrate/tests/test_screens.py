"""A screen shows what is published to whoever walks by, and nothing else; ended, it shows nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from conftest import NOW
from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, WinInput
from takehold.celebrate.operations import names, wins
from takehold.celebrate.operations import screens as operations
from takehold.celebrate.queries import screens as queries
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotFound, NotYours


@pytest.fixture
def key(house: Any) -> str:
    """The key of a screen of the whole house."""
    return operations.put_up(viewer=house.viewer("lead"), slug="", name="Corridor, first floor", now=NOW)


def told(house: Any, change: Any, text: str) -> dict[str, Any]:
    on = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    return {**on, "win_id": wins.tell(said=WinInput(text), **on)}


def texts(key: str) -> list[str]:
    return [each.text for each in queries.shown(key=key).wins]


def test_only_what_is_published_is_shown_and_the_last_six(house: Any, change: Any, key: str) -> None:
    first = told(house, change, "Only told.")
    assert texts(key) == []
    wins.publish(text="", **first)
    assert texts(key) == ["Only told."]
    for n in range(7):
        wins.publish(text="", **told(house, change, f"Night no. {n}."))
    assert texts(key) == [f"Night no. {n}." for n in (6, 5, 4, 3, 2, 1)]
    wins.withdraw(**{**first, "win_id": models.Win.objects.get(text="Night no. 6.").pk})
    assert "Night no. 6." not in texts(key)


def test_a_name_is_on_the_screen_only_while_the_yes_holds(house: Any, change: Any, key: str) -> None:
    win = told(house, change, "All wards at once.")
    wins.publish(text="", **win)
    asked = names.ask(person_id=house.people["member"], deed="began it", **win)
    screen = f"/screen/{key}/"
    for state, sees in (("", False), (NamingState.NAMED, True), (NamingState.UNNAMED, False)):
        if state:
            names.answer(viewer=house.viewer("member"), naming_id=asked, state=state, now=NOW)
        assert ("Max Member" in Client().get(screen).content.decode()) is sees


def test_whoever_walks_by_needs_no_account_and_it_looks_again_by_itself(key: str) -> None:
    page = Client().get(f"/screen/{key}/")
    assert (page.status_code, page["Refresh"], page["Cache-Control"]) == (200, "300", "no-store")
    assert "<script" not in page.content.decode().split("<body")[1]
    assert Client().get("/screen/nothing/").status_code == 404


def test_an_ended_screen_opens_nothing(house: Any, key: str) -> None:
    screen = models.Screen.objects.get()
    assert key not in (screen.sha256, screen.name)
    with pytest.raises(NotYours):
        operations.end(viewer=house.viewer("manager"), screen_id=screen.pk, now=NOW)
    operations.end(viewer=house.viewer("lead"), screen_id=screen.pk, now=NOW)
    with pytest.raises(NotFound):
        queries.shown(key=key)
    with pytest.raises(NotYours):
        operations.end(viewer=house.viewer("lead"), screen_id=screen.pk, now=NOW)


def test_a_screen_of_a_change_shows_that_change_alone(house: Any, change: Any) -> None:
    other = told(house, change, "All wards at once.")
    wins.publish(text="", **other)
    key = operations.put_up(viewer=house.viewer("lead"), slug=change.slug, name="Ward", now=NOW)
    assert texts(key) == ["All wards at once."]
    models.Screen.objects.update(initiative=None)
    assert texts(key) == ["All wards at once."]
    for viewer, slug in (("manager", change.slug), ("member", ""), ("sponsor", "")):
        with pytest.raises(NotAllowed):
            operations.put_up(viewer=house.viewer(viewer), slug=slug, name="Ward", now=NOW)
    with pytest.raises(Invalid):
        operations.put_up(viewer=house.viewer("lead"), slug="", name=" ", now=NOW)


def test_the_page_tells_the_address_once(house: Any, change: Any) -> None:
    lead = house.client("lead")
    page = lead.post("/wins/screens/", {"name": "Corridor", "change": ""}).content.decode()
    address = page.split('screens__address">')[1].split("<")[0]
    assert Client().get("/" + address.split("/", 3)[3]).status_code == 200
    assert "screens__address" not in lead.get("/wins/screens/").content.decode()
    assert "1 screen runs." in lead.get("/wins/screens/").content.decode()
    lead.post(f"/wins/screens/{models.Screen.objects.get().pk}/end/")
    assert "No screen runs yet." in lead.get("/wins/screens/").content.decode()


def test_a_program_puts_one_up_and_ends_it(house: Any) -> None:
    client = house.client("lead")
    made = client.post("/api/v1/screens", json.dumps({"name": "Corridor"}), content_type="application/json")
    assert (made.status_code, "/screen/" in made.json()["address"]) == (201, True)
    (one,) = client.get("/api/v1/screens").json()["items"]
    client.post(f"/api/v1/screens/{one['id']}/end")
    assert client.get("/api/v1/screens").json()["items"] == []


def test_why_it_is_done_stands_on_a_screen_of_a_change_and_beside_each_win_of_the_house(
    house: Any, change: Any, key: str
) -> None:
    wins.publish(text="", **told(house, change, "All wards at once."))
    own = operations.put_up(viewer=house.viewer("lead"), slug=change.slug, name="Ward", now=NOW)
    for screen, said in ((own, "Why we do this:"), (key, "Why:")):
        page = Client().get(f"/screen/{screen}/").content.decode()
        assert page.count("Two medication errors in spring came from lost paper notes.") == 1
        assert said in page
