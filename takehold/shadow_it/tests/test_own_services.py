"""A name that no catalogue knows is named: it counts from the next log on, whoever may see what logs show reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from takehold.audit.queries import recent
from takehold.evidence.usage.catalogue import shipped
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.shadow_it import models
from takehold.shadow_it.operations import own_services
from takehold.shadow_it.queries import catalogue
from takehold.shadow_it.queries.finds import find
from takehold.shadow_it.tests.logs import at_home, feed, read, ward, week_of

HOST = "rota-tool.example"
SAID = {"domain": HOST, "name": "Rota Tool", "category": "scheduling", "kind": "rotas"}
KEY = "own-rota-tool-example"


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    at_home(monkeypatch, settings, tmp_path)


@pytest.fixture
def source(house: Any) -> int:
    """A proxy whose first log shows a name that nobody knows, used by six people of ward 1, and one used by four."""
    made = feed(house)
    read(house, made, week_of(0, [(ward(1, 6), f"plans.{HOST}"), (ward(3, 4), "quiet.example")]))
    return made


def name(house: Any, role: str = "steward", **other: str) -> str:
    return own_services.name_service(viewer=house.viewer(role), now=NOW, **{**SAID, **other})


def test_it_counts_from_the_next_log_on(house: Any, source: int) -> None:
    council = house.viewer("council")
    assert name(house) == KEY
    assert find(viewer=council, service=KEY) is None, "what was read before is not counted anew"
    read(house, source, week_of(1, [(ward(1, 6), f"www.{HOST}")]))
    found = find(viewer=council, service=KEY)
    assert found is not None
    assert (found.name, found.groups, found.people) == ("Rota Tool", ("Ward 1",), 5)
    assert models.UnknownName.objects.filter(log__last_at__gt=NOW).count() == 0
    named = [each.subject for each in recent(9) if each.action == "service named"]
    assert named == [f"service {KEY}"]
    own_services.drop_service(viewer=house.viewer("steward"), service=KEY, now=NOW)
    assert find(viewer=council, service=KEY) is None
    assert catalogue.current() == shipped()


def test_only_what_five_people_used_and_nobody_knows_is_named(house: Any, source: int) -> None:
    for other, field in (
        ({"domain": "quiet.example"}, "domain"),
        ({"domain": "union.example"}, "domain"),
        ({"name": " "}, "name"),
        ({"name": "dropbox"}, "name"),
        ({"kind": "gossip"}, "kind"),
        ({"category": "private"}, "kind"),
    ):
        with pytest.raises(Invalid) as refused:
            name(house, **other)
        assert refused.value.field == field
    for role, error in (("council", NotAllowed), ("member", NotYours)):
        with pytest.raises(error):
            name(house, role)
    assert not catalogue.own_place().exists()
    name(house)
    with pytest.raises(Invalid, match="known already"):
        name(house, name="Another")
    with pytest.raises(NotYours):
        own_services.drop_service(viewer=house.viewer("steward"), service="dropbox", now=NOW)


def test_a_damaged_file_is_left_aside(house: Any, source: int) -> None:
    name(house)
    assert catalogue.by_name("rota tool") is not None
    catalogue.own_place().write_text("{")
    assert catalogue.current() == shipped()


def test_the_page_and_its_twin_name_and_drop_it(house: Any, source: int) -> None:
    steward, page = house.client("steward"), f"/shadow/feeds/{source}/"
    assert HOST in steward.get(page).content.decode()
    assert "Say what a name is" not in house.client("council").get(page).content.decode()
    typed = {"domain": HOST, "name": "Rota Tool", "kind": "scheduling:rotas"}
    assert steward.post(f"{page}name/", {**typed, "name": ""}).status_code == 422
    kept = steward.post(f"{page}name/", typed, follow=True).content.decode()
    assert "take that log back and bring it again" in kept
    assert HOST not in kept
    listed = house.client("council").get("/shadow/feeds/").content.decode()
    assert "Rota Tool" in listed
    assert "Drop Rota Tool" not in listed
    (row,) = steward.get("/api/v1/shadow/services").json()["items"]
    assert (row["key"], row["domains"]) == (KEY, [HOST])
    assert steward.delete(f"/api/v1/shadow/services/{KEY}").json() == {"items": []}
    again = steward.post("/api/v1/shadow/services", SAID, content_type="application/json")
    assert (again.status_code, again.json()["items"][0]["name"]) == (201, "Rota Tool")
    dropped = steward.post(f"/shadow/services/{KEY}/drop/", follow=True).content.decode()
    assert "Services that we named ourselves" not in dropped


def test_a_find_leads_to_its_tool(house: Any) -> None:
    made = feed(house)
    read(house, made, week_of(0, [(ward(1, 6), "www.dropbox.com"), (ward(1, 5), "cryptshare.com")]))
    lead = house.client("lead")
    assert "Ask why it is used" in lead.get("/shadow/found/dropbox/").content.decode()
    tool = models.Tool.objects.create(
        name="Dropbox", kind="service", service="dropbox", offer_service="cryptshare", known_on=NOW.date()
    )
    told = lead.get("/shadow/found/dropbox/").content.decode()
    assert f'href="/shadow/{tool.pk}/"' in told
    assert "Ask why it is used" not in told
    assert "It was offered in place of" in lead.get("/shadow/found/cryptshare/").content.decode()
