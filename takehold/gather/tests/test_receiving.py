"""What systems send: read as the specification says, kept before it is acknowledged, counted once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from takehold.gather import jobs
from takehold.gather.facts.senders import NotTaken, Wrong
from takehold.gather.models import Received, Sender, TurnedAway
from takehold.gather.operations import receiving, senders
from takehold.gather.operations.pacing import Bucket
from takehold.gather.queries import senders as queries
from takehold.gather.queries.turned_away import sentence
from takehold.gather.sources.cloudevents import receiver
from takehold.gather.sources.receiving import kinds
from takehold.gather.sources.signatures import signed
from takehold.gather.views import hooks
from takehold.ledger import jobs as ledger_jobs
from takehold.ledger import queries as ledger
from takehold.people.facts import NotFound, NotYours

STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}
BATCHED = {"content-type": "application/cloudevents-batch+json"}
PUBLISHED = {
    "specversion": "1.0", "type": "com.github.pull_request.opened", "id": "A234-1234-1234",
    "source": "https://github.com/cloudevents/spec/pull", "subject": "123", "time": "2018-04-05T17:31:00Z",
    "comexampleextension1": "value", "comexampleothervalue": 5, "datacontenttype": "text/xml",
    "data": '<much wow="xml"/>',
}  # fmt: skip
"""The example of the JSON event format 1.0.2."""


def event(n: int, **changed: Any) -> dict[str, Any]:
    """A step of a request; every third is checked."""
    data = {"team": ("Ward 1", "ward-2")[n % 2], "checked": n % 3 == 0, "assignee": "Erika Mustermann"}
    found = {
        "specversion": "1.0", "id": f"e-{n}", "source": "/desk", "type": "request.resolved",
        "subject": f"REQ{n:04d}", "time": f"2026-02-{n % 27 + 1:02d}T08:30:00+01:00", "data": data,
    }  # fmt: skip
    return {**found, **changed}


def body(*events: Any) -> bytes:
    return json.dumps(events[0] if len(events) == 1 else events).encode()


@pytest.fixture
def sender(house: Any, change: str) -> tuple[Sender, str]:
    made, secret = senders.make(
        viewer=house.viewer("steward"), kind="cloudevents", name="Desk", slug=change, now=house.now
    )
    return Sender.objects.get(id=made), secret


def post(sender: Sender, content: bytes, **headers: str) -> Any:
    return Client().post(
        f"/hooks/{sender.id}/", content, content_type=headers.pop("form", BATCHED["content-type"]),
        headers=headers,
    )  # fmt: skip


def wrong(content: bytes, headers: dict[str, str], now: Any) -> tuple[str, str]:
    with pytest.raises(NotTaken) as raised:
        receiver.read(headers, content, now)
    assert sentence(raised.value.code, raised.value.about)
    return raised.value.code, raised.value.about


def test_the_published_example_is_read_in_all_three_ways(house: Any) -> None:
    (one,) = receiver.read(STRUCTURED, body(PUBLISHED), house.now)
    (two,) = receiver.read(BATCHED, json.dumps([PUBLISHED]).encode(), house.now)
    binary = {f"ce-{k}": str(v) for k, v in PUBLISHED.items() if k not in ("data", "datacontenttype")}
    (three,) = receiver.read({**binary, "content-type": "text/xml"}, b"<much/>", house.now)
    assert one == two
    assert one.key == three.key
    assert one.columns["subject"] == three.columns["subject"] == "123"
    assert one.columns["time"] == three.columns["time"] == "2018-04-05T17:31:00.000000+00:00"
    assert one.columns["comexampleothervalue"] == "5"
    json_too = {**binary, "ce-subject": "Euro%20%E2%82%AC", "content-type": "application/json"}
    (four,) = receiver.read(json_too, b'{"team": "Ward 1"}', house.now)
    assert (four.columns["subject"], four.columns["data.team"]) == ("Euro €", "Ward 1")


def test_persons_are_dropped_and_lists_are_no_columns(house: Any) -> None:
    data = {
        "assignee": "Erika", "user": {"name": "Erika", "email": "e@x.org"}, "closed_by": "Erika", "team": "W",
        "tags": ["a"], "deep": {"a": {"b": {"c": {"d": {"e": "far"}}}}}, "odd": "a\0b\ud800", "n": 2.5, "none": None,
    }  # fmt: skip
    (found,) = receiver.read(STRUCTURED, body(event(1, data=data, actor="Erika")), house.now)
    assert {name for name in found.columns if name.startswith("data")} == {"data.team", "data.odd", "data.n"}
    assert found.columns["data.odd"] == "ab"
    assert "Erika" not in str(found.columns)


def test_what_is_wrong_is_named_and_never_quoted(house: Any) -> None:
    now = house.now
    assert wrong(b"{", STRUCTURED, now) == (Wrong.UNREADABLE, "")
    assert wrong(b'{"a": NaN}', STRUCTURED, now) == (Wrong.UNREADABLE, "")
    assert wrong(b"\xff", STRUCTURED, now) == (Wrong.UNREADABLE, "")
    assert wrong(b"[" * 100_000, BATCHED, now) == (Wrong.UNREADABLE, "")
    assert wrong(b"{}", BATCHED, now) == (Wrong.UNREADABLE, "")
    assert wrong(b'["x"]', BATCHED, now) == (Wrong.NO_EVENT, "[0]")
    assert wrong(body(event(1, specversion="0.3")), STRUCTURED, now) == (Wrong.VERSION, "0.3")
    assert wrong(body(event(0), event(1, id="")), BATCHED, now) == (Wrong.MISSING, "[1]id")
    assert wrong(body(event(1, type=7)), STRUCTURED, now) == (Wrong.MISSING, "type")
    for moment in ("yesterday", "2026-02-01", "2026-02-01T10:00:00", 7, "0001-01-01T00:00:00+14:00"):
        assert wrong(body(event(1, time=moment)), STRUCTURED, now) == (Wrong.TIME, "time")
    assert wrong(body(*(event(n) for n in range(1001))), BATCHED, now) == (Wrong.MANY, "")
    assert wrong(body(event(1)), {"content-type": "application/json"}, now) == (Wrong.FORM, "")
    (found,) = receiver.read(STRUCTURED, body({k: v for k, v in event(1).items() if k != "time"}), now)
    assert found.columns["time"].startswith(now.date().isoformat())


def test_only_the_secret_opens_and_every_refusal_looks_the_same(sender: Any, house: Any) -> None:
    row, secret = sender
    content = json.dumps([event(1)]).encode()
    bearer = {"authorization": f"Bearer {secret}"}
    refused = [
        post(row, content),
        post(row, content, authorization="Bearer whsec_AAAA"),
        post(Sender(id=UUID(int=5)), content, **bearer),
        post(row, content, **{"webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}),
    ]
    assert {each.status_code for each in refused} == {401}
    assert len({each.content for each in refused}) == 1
    assert refused[0]["Content-Type"] == "application/problem+json"
    assert not Received.objects.exists()
    assert not TurnedAway.objects.exists()
    taken = post(row, content, **bearer)
    assert (taken.status_code, taken.json()) == (202, {"taken": 1, "known": 0})
    moment = int(receiving_now())
    signature = signed(secret, "m1", moment, content)
    again = post(
        row, content, **{"webhook-id": "m1", "webhook-timestamp": str(moment), "webhook-signature": signature}
    )
    assert (again.status_code, again.json()) == (202, {"taken": 0, "known": 1})
    assert Received.objects.count() == 1


def receiving_now() -> float:
    from django.utils import timezone

    return timezone.now().timestamp()


def test_a_wrong_event_is_answered_and_noted_and_takes_its_neighbours_with_it(
    sender: Any, house: Any
) -> None:
    row, secret = sender
    bearer = {"authorization": f"Bearer {secret}"}
    answer = post(row, body(event(0), event(1, source=" ")), **bearer)
    assert answer.status_code == 400
    assert answer.json()["detail"] == "“[1]source” is missing, empty or not a text."
    assert post(row, b"x" * 1_000_001, **bearer).status_code == 413
    assert post(row, b"{}", form="application/json", **bearer).status_code == 415
    assert not Received.objects.exists()
    shown = queries.sender(viewer=house.viewer("steward"), sender_id=row.id)
    assert [each.why[:9] for each in shown.away] == ["This cont", "More than", "“[1]sourc"]
    assert Client().get(f"/hooks/{row.id}/").status_code == 405


def test_halves_of_letters_and_null_bytes_are_left_out_wherever_they_stand(sender: Any) -> None:
    row, secret = sender
    bearer = {"authorization": f"Bearer {secret}"}
    odd = event(0, data={"te\ud800am": "Ward\0 1", "note": "\udfff"})
    assert post(row, json.dumps([odd]).encode(), **bearer).status_code == 202
    kept = json.loads(Received.objects.get().body)
    assert (kept["data.team"], kept["data.note"]) == ("Ward 1", "")
    answer = post(row, json.dumps([event(1, specversion="\ud8002\0")]).encode(), **bearer)
    assert (answer.status_code, TurnedAway.objects.get().about) == (400, "[0]2")


def test_who_sends_too_quickly_is_told_to_wait(sender: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row, secret = sender
    monkeypatch.setitem(hooks._buckets, row.id, Bucket(1, 0.0))
    bearer = {"authorization": f"Bearer {secret}"}
    assert post(row, body(event(1)), form=STRUCTURED["content-type"], **bearer).status_code == 202
    held = post(row, body(event(2)), form=STRUCTURED["content-type"], **bearer)
    assert (held.status_code, held["Retry-After"]) == (429, "60")
    monkeypatch.setattr(hooks, "STRANGERS", Bucket(1, 0.0))
    assert [post(row, b"").status_code for _n in range(2)] == [401, 429]


def test_no_more_wait_than_there_is_room_for(
    sender: Any, house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, _secret = sender
    monkeypatch.setattr(receiving, "MOST_WAITING", 3)
    receiving.take(sender=row, headers=BATCHED, body=body(event(1), event(2)), now=house.now)
    with pytest.raises(NotTaken) as raised:
        receiving.take(sender=row, headers=BATCHED, body=body(event(3), event(4)), now=house.now)
    assert (raised.value.code, raised.value.status) == (Wrong.FULL, 429)
    assert (
        receiving.take(sender=row, headers=BATCHED, body=body(event(1), event(2)), now=house.now).known == 2
    )


def mapped(house: Any, row: Sender) -> Any:
    """Say what the waiting events mean, by the pages, and let the ledger read."""
    client = house.client("steward")
    looked = client.post(f"/sources/senders/{row.id}/look/")
    draft = looked["Location"].split("/")[2]
    page = client.get(f"/data/{draft}/columns/").content.decode()
    assert 'value="subject" selected' in page
    assert 'value="data.team" selected' in page
    said = {
        "shape": "events", "case": "subject", "activity": "type", "at": "time", "team": "data.team", "id": "event",
        "dates": "iso", "timezone": "Europe/Brussels", "missing": "",
    }  # fmt: skip
    answer = client.post(f"/data/{draft}/columns/", said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = client.post(f"/data/{draft}/mapping/", {"text": with_behaviour(draft)})
    assert made.status_code == 302, made.content.decode()[:3000]
    return client.post(f"/data/{draft}/behaviours/", {"behaviour": ["checked"]})


def with_behaviour(draft: str) -> str:
    from takehold.gather.models import Draft

    return Draft.objects.get(id=draft).recipe_text + (
        '\n[[behaviour]]\nkey = "checked"\nname = "Requests are checked before they are resolved"\n'
        'new_way = { "data.checked" = "true" }\n'
    )


def settled(now: Any) -> None:
    for job in ledger_jobs.due(now):
        if job.what == "import":
            ledger_jobs.run(job, now=now, home=settings.HOME)


def run_jobs(now: Any) -> None:
    for job in jobs.due(now):
        if job.startswith("senders "):
            jobs.run(job, now=now, home=settings.HOME)
    settled(now)


def test_events_wait_until_somebody_says_what_they_mean_and_are_counted_once(sender: Any, house: Any) -> None:
    row, _secret = sender
    now = house.now
    receiving.take(sender=row, headers=BATCHED, body=body(*(event(n) for n in range(30))), now=now)
    run_jobs(now + timedelta(minutes=5))
    assert Received.objects.exclude(body="").count() == 30
    assert mapped(house, row).status_code == 302
    row.refresh_from_db()
    receiving.take(sender=row, headers=BATCHED, body=body(*(event(n) for n in range(20, 40))), now=now)
    run_jobs(now + timedelta(minutes=5))
    row.refresh_from_db()
    assert not Received.objects.exclude(body="").exists()
    assert dict(ledger.labels(source_id=row.source_id)) == {"Ward 1": 20, "ward-2": 20}
    receiving.take(sender=row, headers=STRUCTURED, body=body(event(50)), now=now)
    waiting = json.loads(Received.objects.exclude(body="").get().body)
    assert set(waiting) == {"event", "subject", "type", "time", "data.team", "data.checked"}
    assert receiving.due(now) == ()
    run_jobs(now + timedelta(minutes=2))
    assert sum(dict(ledger.labels(source_id=row.source_id)).values()) == 41
    shown = queries.sender(viewer=house.viewer("steward"), sender_id=row.id)
    assert (shown.mapped, shown.waiting, shown.columns) == (True, 0, ())


def test_what_is_old_goes(sender: Any, house: Any) -> None:
    row, _secret = sender
    receiving.take(sender=row, headers=STRUCTURED, body=body(event(1)), now=house.now)
    assert receiving.due(house.now + timedelta(days=29)) == ()
    assert receiving.due(house.now + timedelta(days=31)) == ("senders clear",)
    receiving.run("senders clear", now=house.now + timedelta(days=31))
    assert not Received.objects.exists()


def test_a_new_secret_leaves_the_old_one_good_for_a_day(sender: Any, house: Any) -> None:
    row, old = sender
    viewer = house.viewer("steward")
    new = senders.renew(viewer=viewer, sender_id=row.id, now=house.now)
    row.refresh_from_db()
    assert senders.good_secrets(row, house.now + timedelta(hours=23)) == (new, old)
    assert senders.good_secrets(row, house.now + timedelta(hours=25)) == (new,)
    assert old.encode() not in bytes(row.secrets)
    senders.close(viewer=viewer, sender_id=row.id, now=house.now)
    assert post(row, b"[]", authorization=f"Bearer {new}").status_code == 401


def test_only_who_looks_after_sources_sees_them(sender: Any, house: Any, change: str) -> None:
    row, _secret = sender
    for key in ("lead", "manager"):
        viewer = house.viewer(key)
        for ask in (
            lambda viewer=viewer: queries.senders(viewer=viewer),
            lambda viewer=viewer: senders.renew(viewer=viewer, sender_id=row.id, now=house.now),
            lambda viewer=viewer: senders.make(
                viewer=viewer, kind="cloudevents", name="x", slug=change, now=house.now
            ),
        ):
            with pytest.raises((NotFound, NotYours)):
                ask()
    assert "cloudevents" in kinds()


def test_the_pages_and_the_api_make_a_sender_and_show_its_secret_once(house: Any, change: str) -> None:
    client = house.client("steward")
    made = client.post("/sources/senders/new/cloudevents/", {"name": "Desk", "change": change})
    assert made.status_code == 201
    assert "whsec_" in made.content.decode()
    row = Sender.objects.get()
    assert "whsec_" not in client.get(f"/sources/senders/{row.id}/").content.decode()
    assert (
        client.post(f"/sources/senders/{row.id}/look/").status_code == 302
    )  # nothing has come: back with a sentence
    assert "whsec_" in client.post(f"/sources/senders/{row.id}/secret/").content.decode()
    assert "Desk" in client.get("/sources/systems/").content.decode()
    said = {"kind": "cloudevents", "name": "Second", "change": change}
    answer = client.post("/api/v1/senders", json.dumps(said), content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert answer.json()["secret"].startswith("whsec_")
    assert {each["name"] for each in client.get("/api/v1/senders").json()} == {"Desk", "Second"}
    another = client.post(f"/api/v1/senders/{row.id}/secret").json()["secret"]
    row.refresh_from_db()
    assert another in senders.good_secrets(row, timezone.now())
    assert len(senders.good_secrets(row, timezone.now())) == 2, "the one before is good for a day"
    second = answer.json()["sender"]["id"]
    assert client.post(f"/api/v1/senders/{second}/close").status_code == 204
    assert client.post(f"/api/v1/senders/{second}/secret").status_code == 404
    assert client.post(f"/sources/senders/{row.id}/close/").status_code == 302
    assert client.get(f"/sources/senders/{row.id}/").status_code == 404
