"""What learning systems tell: the team is kept, whoever learned is not; a store is read to the last page."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from hashlib import sha1
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid5

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower
from django.test import Client

from takehold.gather.facts.feeds import FeedInput
from takehold.gather.facts.senders import NotTaken
from takehold.gather.models import Feed, Received, Sender
from takehold.gather.operations import feeds, pulling, receiving, senders
from takehold.gather.sources.calling import Answer, Ask, CallRefused
from takehold.gather.sources.connecting import Question
from takehold.gather.sources.xapi import connector, statements
from takehold.ledger import jobs as ledger_jobs
from takehold.ledger import queries as ledger
from takehold.people.models import Person
from takehold.people.queries.whereabouts import stays, team_on

SIMPLEST = {
    "id": "12345678-1234-5678-1234-567812345678",
    "actor": {"mbox": "mailto:xapi@adlnet.gov"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/created", "display": {"en-US": "created"}},
    "object": {"id": "http://example.adlnet.gov/xapi/example/activity"},
}
"""The first example of the specification 1.0.3, part 2, appendix A."""
ROOT = UUID(int=1)
LMS = "https://lms.example"


def statement(
    n: int, verb: str = "completed", who: Any = "member@example.org", **more: Any
) -> dict[str, Any]:
    """A step of attempt ``n // 2``."""
    actor = {"mbox": f"mailto:{who}", "name": "Max Member"} if isinstance(who, str) else who
    at = datetime(2026, 2, 2, 8, tzinfo=UTC) + timedelta(hours=n)
    found = {
        "id": str(uuid5(ROOT, f"s{n}")), "actor": actor, "timestamp": at.isoformat(),
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"}, "object": {"id": f"{LMS}/course/hygiene"},
        "context": {"registration": str(uuid5(ROOT, f"r{n // 2}"))},
    }  # fmt: skip
    return {**found, **more}


def post(sender: Sender, secret: str, content: Any, **headers: str) -> Any:
    basic = b64encode(f"{sender.id}:{secret}".encode()).decode()
    given = {"Authorization": f"Basic {basic}", "X-Experience-API-Version": "1.0.3", **headers}
    return Client().post(
        "/xapi/statements", json.dumps(content), content_type="application/json", headers=given
    )


@pytest.fixture
def sender(house: Any, change: str) -> tuple[Sender, str]:
    made, secret = senders.make(
        viewer=house.viewer("steward"), kind="xapi", name="Academy", slug=change, now=house.now
    )
    return Sender.objects.get(id=made), secret


def settled(now: Any) -> None:
    for job in ledger_jobs.due(now):
        if job.what == "import":
            ledger_jobs.run(job, now=now, home=Path(settings.HOME))


def everything_kept() -> str:
    """Every text of every table, and every file: what a thief would have."""
    rows = [
        str(list(model.objects.values_list()))
        for model in apps.get_models()
        if model._meta.app_label in ("gather", "ledger", "audit")
    ]
    files = [
        p.read_bytes().decode("latin-1")
        for p in Path(settings.HOME).rglob("*")
        if p.is_file() and "sqlite" not in p.name
    ]
    return "".join(rows) + "".join(files)


def test_attempts_are_counted_by_team_and_nobody_is_kept(sender: Any, house: Any) -> None:
    row, secret = sender
    sha = sha1(b"mailto:other@example.org").hexdigest()
    account = {"account": {"homePage": LMS, "name": "ward-3-1"}, "name": "Person 1"}
    sent = [
        statement(0, "initialized"), statement(1), statement(2, "initialized", "OTHER@example.org"),
        statement(4, "failed", {"mbox_sha1sum": sha}), statement(5, "passed", {"mbox_sha1sum": sha}),
        statement(6, "passed", account), statement(8, "completed", "somebody@elsewhere.example"),
        statement(10, "experienced"), statement(12, "passed", {"objectType": "Group", "member": []}),
    ]  # fmt: skip
    answer = post(row, secret, sent)
    assert answer.status_code == 200, answer.content
    assert answer.json() == [each["id"] for each in sent]
    assert answer["X-Experience-API-Version"] == "1.0.3"
    assert post(row, secret, sent[1]).json() == [sent[1]["id"]]
    assert Received.objects.count() == 9
    assert Received.objects.exclude(body="").count() == 8
    assert receiving.bring(sender_id=row.id, now=house.now) == 8
    settled(house.now)
    assert dict(ledger.labels(source_id=row.source_id)) == {"ward-1": 2, "ward-3": 4, statements.OUTSIDE: 2}
    kept = everything_kept()
    for trace in (
        "member@example.org",
        "Max Member",
        "other@example",
        sha,
        "ward-3-1",
        "@elsewhere.example",
        str(uuid5(ROOT, "r0")),
    ):
        assert trace.casefold() not in kept.casefold(), trace


def test_completed_and_passed_are_what_is_counted(sender: Any, house: Any, change: str) -> None:
    row, secret = sender
    begun = [statement(2 * n, "initialized") for n in range(6)]
    done = [statement(2 * n + 1, "completed") for n in range(4)]
    tests = [statement(100 + 2 * n, "passed" if n % 2 else "failed") for n in range(4)]
    assert post(row, secret, begun + done + tests).status_code == 200
    receiving.bring(sender_id=row.id, now=house.now)
    settled(house.now)
    found = {each.behaviour_key: each for each in ledger.measures(source_id=row.source_id)}
    assert set(found) == {"training-completed", "training-passed"}
    from takehold.ledger.facts import LabelSpan, Scope

    def counted(key: str) -> tuple[int, int]:
        scope = Scope(frozenset({house.teams["ward-1"]}), frozenset({found[key].id}), 5)
        span = LabelSpan("ward-1", "w", scope.teams)
        figures = ledger.figures(scope=scope, measure_id=found[key].id, spans=[span], as_of=date(2026, 6, 1))
        daily = figures.units[0].daily
        return int(sum(daily.chances)), int(sum(daily.new_way))

    assert counted("training-passed") == (4, 2)
    assert counted("training-completed")[1] == 4


def test_without_a_registration_only_tests_count() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert statements.statement(statement(0, context={}), now).verb == ""
    assert statements.statement(statement(0, "failed", context={}), now).verb == "failed"
    assert statements.statement(SIMPLEST, now).verb == ""
    about_somebody = statement(0, "passed", object={"objectType": "Agent", "mbox": "mailto:a@b.example"})
    assert statements.statement(about_somebody, now).verb == ""
    later = statement(0, "passed")
    one, two = (statements.statement({k: v for k, v in later.items() if k != "id"}, now) for _n in range(2))
    assert one.id == two.id != later["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"actor": None}, {"actor": {}}, {"actor": {"mbox": "xapi@adlnet.gov"}}, {"actor": {"name": "No identifier"}},
        {"actor": {"mbox": "mailto:a@b.example", "openid": "https://a.example"}}, {"actor": {"account": "x"}},
        {"verb": {"id": "completed"}}, {"verb": {}}, {"object": {"id": 5}}, {"object": []}, {"id": "7"}, {"id": 7},
        {"timestamp": "now"}, {"timestamp": 5}, {"context": []}, {"context": {"registration": "r1"}},
    ],
)  # fmt: skip
def test_statements_that_the_specification_forbids_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotTaken) as raised:
        statements.statement({**statement(0), **wrong}, datetime(2026, 3, 1, tzinfo=UTC), "[0]")
    assert raised.value.about.startswith("[0]")
    assert "@" not in raised.value.about


def test_a_call_that_is_wrong_keeps_nothing(sender: Any) -> None:
    row, secret = sender
    good = statement(0)
    assert post(row, secret, [good, {**good, "verb": {}}]).status_code == 400
    assert post(row, secret, good, **{"X-Experience-API-Version": "0.95"}).status_code == 400
    assert post(row, secret, good, **{"X-Experience-API-Version": "2.0.0"}).status_code == 200
    assert post(row, "whsec_AAAA", good).status_code == 401
    assert post(Sender(id=UUID(int=3)), secret, good).status_code == 401
    assert Client().post("/xapi/statements", "{}", content_type="application/json").status_code == 401
    assert Received.objects.count() == 1
    assert row.turned_away.count() == 2


def test_halves_of_letters_are_left_out(sender: Any) -> None:
    row, secret = sender
    odd = {"id": f"{LMS}/course/hy\ud800giene\0"}
    for n, who in enumerate(
        ("mem\ud800ber@example.org", {"mbox_sha1sum": "\udfff"}, {"account": {"name": "a\0\ud800"}})
    ):
        assert post(row, secret, statement(n, who=who, object=odd)).status_code == 200
    assert Received.objects.exclude(body="").count() == 3
    told = statements.statement(statement(0, object=odd), datetime(2026, 2, 2, tzinfo=UTC))
    assert told.training == f"{LMS}/course/hygiene"


def test_the_team_is_that_of_the_day(house: Any) -> None:
    found = stays(mails=["Member@Example.org"], keys=["other"], hashes=[])
    assert team_on(found["member@example.org"], date(2026, 3, 1)) == "ward-1"
    assert team_on(found["other"], date(2026, 3, 1)) == "ward-3"
    membership = Person.objects.get(key="member").memberships.get()
    membership.valid_to = date(2026, 2, 1)
    membership.save()
    found = stays(mails=["member@example.org"], keys=[])
    assert [
        team_on(found["member@example.org"], date(2026, 1, 31)),
        team_on(found["member@example.org"], date(2026, 2, 1)),
    ] == ["ward-1", ""]


class Store:
    """A learning record store of tests: ``since`` is exclusive, ``more`` is relative, pages are short."""

    def __init__(self, said: list[dict[str, Any]], most: int = 3) -> None:
        self.said, self.most = said, most
        self.answers: list[Answer] = []
        self.asked: list[Ask] = []

    def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        if self.answers:
            return self.answers.pop(0)
        if not ask.headers.get("X-Experience-API-Version"):
            return Answer(400, {}, b"missing version")
        given = {name: values[0] for name, values in parse_qs(urlsplit(ask.url).query).items()}
        since = datetime.fromisoformat(given.get("since", "1970-01-01T00:00:00Z"))
        found = [each for each in self.said if datetime.fromisoformat(each["stored"]) > since]
        start, step = int(given.get("from", 0)), min(self.most, int(given.get("limit", self.most)))
        more = f"/data/xAPI/statements?from={start + step}&since={given.get('since', '1970-01-01T00:00:00Z')}"
        body = {"statements": found[start : start + step], "more": more if start + step < len(found) else ""}
        return Answer(200, {"x-experience-api-version": "1.0.3"}, json.dumps(body).encode())


def stored(n: int, *args: Any, **more: Any) -> dict[str, Any]:
    found = statement(n, *args, **more)
    at = datetime.fromisoformat(found["timestamp"]) + timedelta(seconds=1)
    return {**found, "stored": at.isoformat().replace("+00:00", "Z")}


@pytest.fixture
def feed(house: Any, change: str) -> Feed:
    said = FeedInput(
        kind="xapi", name="Record store", slug=change, behaviours=("training-passed", "training-completed"),
        said={"address": f"{LMS}/data/xAPI", "key": "reader", "version": ""}, secrets={"secret": "s3cret"},
    )  # fmt: skip
    made = feeds.connect(viewer=house.viewer("steward"), said=said, now=house.now)
    return Feed.objects.get(id=made)


def pull(feed: Feed, store: Any, now: Any) -> Feed:
    pulling.pull(feed_id=feed.id, now=now, fetch=store, sleep=lambda _s: None)
    feed.refresh_from_db()
    return feed


def test_a_store_is_read_page_by_page_and_on_from_there(feed: Feed, house: Any) -> None:
    said = [stored(n, ("initialized", "completed", "passed", "commented")[n % 4]) for n in range(40)]
    store = Store(said)
    pull(feed, store, house.now)
    assert feed.trouble == ""
    settled(house.now)
    assert dict(ledger.labels(source_id=feed.source_id)) == {"ward-1": 30}
    store.said += [stored(40, "passed"), stored(42, "failed", "nobody@elsewhere.example")]
    pull(feed, store, house.now + timedelta(hours=1))
    settled(house.now)
    assert dict(ledger.labels(source_id=feed.source_id)) == {"ward-1": 31, statements.OUTSIDE: 1}
    assert all(ask.headers["X-Experience-API-Version"] == "1.0.3" for ask in store.asked)
    assert "s3cret" not in str(store.asked)
    assert "member@example.org" not in everything_kept()


def test_all_persons_of_a_page_are_looked_up_at_once(house: Any, django_assert_max_num_queries: Any) -> None:
    """By mail, by account and by hash, each in the team of the day; two queries however many statements a page has."""
    hashed = sha1(b"mailto:other@example.org", usedforsecurity=False).hexdigest()
    who = ["member@example.org", {"account": {"homePage": LMS, "name": "OTHER"}}, {"mbox_sha1sum": hashed}]
    said = [stored(n, "passed", who[n % 3]) for n in range(90)]
    with django_assert_max_num_queries(3):
        found = connector.rows(said)
    assert [each["team"] for each in found] == ["ward-1", "ward-3", "ward-3"] * 30
    assert [each["event"] for each in found] == [each["id"] for each in said]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read as SQLite tells it")
def test_people_are_found_by_an_index_however_many_there_are(house: Any) -> None:
    rows = Person.objects.annotate(mail=Lower("email"), low=Lower("key"))
    plan = rows.filter(Q(mail__in=["a@example.org"]) | Q(low__in=["a"])).explain()
    assert "persons_by_mail" in plan
    assert "persons_by_key" in plan


def test_what_goes_wrong_at_a_store_is_said(feed: Feed, house: Any) -> None:
    store = Store([stored(n, "passed") for n in range(3)])
    store.answers = [Answer(401, {}, b"")]
    assert pull(feed, store, house.now).paused
    Feed.objects.update(paused=False)
    store.answers = [Answer(200, {}, b'{"statements": [')] * 4
    assert "learning record store" in pull(feed, store, house.now + timedelta(hours=1)).trouble
    store.answers = [Answer(429, {"retry-after": "2"}, b"")]
    assert pull(feed, store, house.now + timedelta(hours=2)).trouble == ""
    settled(house.now)
    assert dict(ledger.labels(source_id=feed.source_id)) == {"ward-1": 3}


def test_a_page_that_leads_elsewhere_is_refused() -> None:
    asked = connector.ask(Question({"address": LMS}, {"secret": "x"}, (), "", 10))
    with pytest.raises(CallRefused):
        connector.page(asked, Answer(200, {}, b'{"statements": [], "more": "https://trap.example/x"}'))
    assert connector.page(asked, Answer(200, {}, b'{"statements": [7, {}], "more": ""}')).records == ()
