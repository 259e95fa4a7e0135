"""The pages of connected systems, and who may do what with them."""

from __future__ import annotations

from typing import Any

import pytest

from takehold.gather.forms.feeds import ConnectForm
from takehold.gather.models import AllowedHost, Feed
from takehold.gather.operations import feeds, pulling
from takehold.gather.queries import feeds as queries
from takehold.gather.sources.calling import Answer, CallRefused
from takehold.gather.tests.recorded import ServiceNow, listening, ticket
from takehold.gather.tests.test_pulling import said
from takehold.gather.views import feeds as views
from takehold.initiatives.facts import Invalid
from takehold.ledger.models import Import
from takehold.people.facts import NotFound


def filled(slug: str, /, **more: Any) -> dict[str, Any]:
    return {
        "name": "Service desk", "change": slug, "own-address": "https://desk.example", "own-user": "reader",
        "own-password": "s3cret-of-the-desk", "own-table": "incident", "behaviour": ["one-reassignment"], **more,
    }  # fmt: skip


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> ServiceNow:
    found = ServiceNow([ticket(n) for n in range(30)])
    monkeypatch.setattr(pulling, "caller", lambda: found)
    return found


def test_a_steward_tries_connects_watches_and_disconnects(
    house: Any, change: str, server: ServiceNow
) -> None:
    client = house.client("steward")
    assert views.feeds is not None
    assert "No system is connected" in client.get("/sources/systems/").content.decode()
    assert "/sources/systems/" in client.get("/sources/").content.decode()
    assert "reassigned at most once" in client.get("/sources/systems/new/servicenow/").content.decode()
    tried = client.post("/sources/systems/new/servicenow/", filled(change, **{"try": "1"}))
    page = tried.content.decode()
    assert tried.status_code == 200
    assert page.count("INC00000") == 10
    assert "s3cret" not in page
    assert Feed.objects.count() == 0
    made = client.post("/sources/systems/new/servicenow/", filled(change))
    assert made.status_code == 302, made.content.decode()
    feed = Feed.objects.get()
    pulling.pull(feed_id=feed.id, now=house.now, fetch=server)
    shown = client.get(made["Location"]).content.decode()
    assert "Read without trouble" in shown
    assert "s3cret" not in shown
    assert "to the import" in shown
    for what, body in (
        ("pause", {}),
        ("resume", {}),
        ("again", {"since": "2026-01-05", "sure": "yes"}),
        ("now", {}),
        ("secret", {"secret": "new"}),
    ):
        assert client.post(f"{made['Location']}{what}/", body).status_code == 302
    assert client.post(f"{made['Location']}unknown/").status_code == 404
    for what, body in (
        ("again", {"since": ""}),
        ("again", {"since": "2030-01-01"}),
        ("secret", {"secret": ""}),
    ):
        assert "warn" in client.post(f"{made['Location']}{what}/", body, follow=True).content.decode()
    client.post(f"{made['Location']}disconnect/")
    assert Feed.objects.count() == 0
    assert Import.objects.count() == 1


def test_trouble_stands_first_and_says_what_to_do(house: Any, change: str, server: ServiceNow) -> None:
    steward = house.viewer("steward")
    for name in ("A desk", "Z desk"):
        feeds.connect(viewer=steward, said=said(change, name=name), now=house.now)
    server.answers = [Answer(401, {}, b"")]
    pulling.pull(feed_id=Feed.objects.get(name="Z desk").id, now=house.now, fetch=server)
    assert [each.name for each in queries.feeds(viewer=steward)] == ["Z desk", "A desk"]
    page = house.client("steward").get("/sources/systems/").content.decode()
    assert "1 needs you" in page
    assert "until you resume it" in page


def test_what_cannot_be_called_or_counted_is_said_on_the_form(house: Any, change: str) -> None:
    client = house.client("steward")
    address = "/sources/systems/new/servicenow/"
    inside = client.post(address, filled(change, **{"own-address": "https://127.0.0.1", "try": "1"}))
    assert inside.status_code == 422
    assert "lies in your own network" in inside.content.decode()
    for wrong in (
        {"behaviour": []},
        {"columns": "a b, <script>"},
        {"change": "no-such"},
        {"own-password": ""},
    ):
        assert client.post(address, filled(change, **wrong)).status_code == 422
    more = client.post(address, filled(change, columns="u_priority_confirmation", name=""))
    assert "confirm-priority" in more.content.decode()
    with pytest.raises(CallRefused):
        pulling.caller()(
            queries.connector("servicenow").ask(
                pulling.Question({"address": "http://localhost", "user": "u"}, {}, (), "", 1)
            )
        )
    bad = said(change, said={"address": "https://x.example", "user": "u", "table": "../sys_user"})
    with pytest.raises(Invalid):
        feeds.attempt(viewer=house.viewer("steward"), said=bad, fetch=ServiceNow([]))


def test_an_allowed_host_is_read_over_the_network(house: Any, change: str) -> None:
    admin = house.viewer("admin")
    client = house.client("admin")
    assert client.post("/sources/hosts/", {"host": "https://x/"}).status_code == 422
    assert client.post("/sources/hosts/", {"host": "127.0.0.1"}).status_code == 302
    assert "127.0.0.1" in client.get("/sources/hosts/").content.decode()
    with listening(ServiceNow([ticket(n) for n in range(5)])) as address:
        there = said(change, said={"address": address, "user": "u", "table": "incident"})
        assert len(feeds.attempt(viewer=admin, said=there).rows) == 5
        ident = feeds.connect(viewer=admin, said=there, now=house.now)
        pulling.pull(feed_id=ident, now=house.now)
    assert queries.feed(viewer=admin, feed_id=ident).pulls[0].records == 5
    row = AllowedHost.objects.get()
    assert client.post("/sources/hosts/", {"drop": str(row.pk)}).status_code == 302
    assert client.post("/sources/hosts/", {"drop": "x"}).status_code == 404


def test_only_those_who_look_after_sources_connect_and_see(house: Any, change: str) -> None:
    ident = feeds.connect(viewer=house.viewer("steward"), said=said(change), now=house.now)
    lead = house.viewer("lead")
    for forbidden in (
        lambda: feeds.connect(viewer=lead, said=said(change), now=house.now),
        lambda: feeds.pause(viewer=lead, feed_id=ident, now=house.now),
        lambda: feeds.disconnect(viewer=lead, feed_id=ident, now=house.now),
        lambda: feeds.allow_host(viewer=house.viewer("steward"), host="x", now=house.now),
        lambda: feeds.drop_host(viewer=house.viewer("steward"), host_id=1, now=house.now),
        lambda: queries.feed(viewer=lead, feed_id=ident),
        lambda: queries.kinds(viewer=lead),
    ):
        with pytest.raises(NotFound):
            forbidden()


def test_the_form_offers_what_the_columns_allow() -> None:
    kind = queries.connector("servicenow")
    assert kind is not None
    plain = ConnectForm(kind=kind, changes=())
    named = ConnectForm({"columns": "u_priority_confirmation"}, kind=kind, changes=())
    assert "no-status-jump" in {each.key for each, _chosen in named.offered_went()}
    halfway = ConnectForm({"step_a": "Open", "step_b": "Open"}, kind=kind, changes=())
    assert [name for name in ("sentence", "rule", "step_a", "step_b") if name in halfway.errors] == [
        "sentence",
        "rule",
        "step_b",
    ]
    assert {each.key for each, _chosen in named.offered()} - {
        each.key for each, _chosen in plain.offered()
    } == {"confirm-priority"}
