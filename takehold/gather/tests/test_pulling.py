"""Reading a system from the first ticket to figures: nothing lost, nothing twice, and what went wrong in a sentence."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from takehold.gather import jobs
from takehold.gather.facts.feeds import FeedInput
from takehold.gather.models import Feed, Pull
from takehold.gather.operations import feeds, pulling
from takehold.gather.operations.sealing import Unreadable, opened, seal
from takehold.gather.queries import feeds as queries
from takehold.gather.sources import reading
from takehold.gather.sources.calling import Answer, CallBroken
from takehold.gather.sources.connecting import Question
from takehold.gather.sources.servicenow.connector import CONNECTOR
from takehold.gather.tests.recorded import ServiceNow, ticket
from takehold.ledger import jobs as ledger_jobs
from takehold.ledger import queries as ledger
from takehold.ledger.models import Import, Measure

BUSY = Answer(429, {"retry-after": "3"}, b"")


class Killed(BaseException):
    """As a kill would: nothing catches it."""


def said(change: str, **changed: Any) -> FeedInput:
    given = {
        "kind": "servicenow", "name": "Service desk", "slug": change,
        "said": {"address": "https://hospital.service-now.com", "user": "reader", "table": "incident"},
        "secrets": {"password": "s3cret-of-the-desk"}, "behaviours": ("one-reassignment",),
    }  # fmt: skip
    return FeedInput(**{**given, **changed})


@pytest.fixture
def feed(house: Any, change: str) -> Feed:
    return Feed.objects.get(
        id=feeds.connect(viewer=house.viewer("steward"), said=said(change), now=house.now)
    )


def pull(feed: Feed, server: Any, now: datetime, **more: Any) -> Feed:
    naps: list[float] = []
    pulling.pull(feed_id=feed.id, now=now, fetch=server, sleep=naps.append, **more)
    feed.refresh_from_db()
    return feed


def settled(now: datetime) -> None:
    """Let the ledger read what waits."""
    for job in ledger_jobs.due(now):
        if job.what == "import":
            ledger_jobs.run(job, now=now, home=Path(settings.HOME))


def events(feed: Feed) -> tuple[int, int]:
    """New and corrected events over all imports of a feed's source."""
    rows = Import.objects.filter(source_id=feed.source_id, state="done")
    return sum(r.events_new for r in rows), sum(r.events_corrected for r in rows)


def counted(feed: Feed) -> int:
    return sum(n for _label, n in ledger.labels(source_id=feed.source_id))


def test_tickets_become_figures_and_a_later_state_corrects_the_earlier(house: Any, feed: Feed) -> None:
    server = ServiceNow([ticket(n) for n in range(90)])
    pull(feed, server, house.now)
    assert (feed.trouble, feed.paused, feed.last_good_at) == ("", False, house.now)
    assert feed.next_at == house.now + timedelta(minutes=60)
    settled(house.now)
    assert events(feed) == (90, 0)
    assert dict(ledger.labels(source_id=feed.source_id)) == {
        "Ward 1": 30,
        "ward-2": 30,
        "Ward 3 (surgery)": 30,
    }
    assert Measure.objects.filter(source_id=feed.source_id).count() == 1
    late = datetime(2026, 2, 20, 9, tzinfo=UTC)
    server.records[3] = ticket(3, changed=late, hops=0)
    server.records.append(ticket(90, changed=late))
    later = house.now + timedelta(hours=1)
    pull(feed, server, later)
    settled(later)
    assert events(feed) == (91, 1)
    assert [each.records for each in Pull.objects.order_by("started_at")] == [90, 2]
    pull(feed, server, later + timedelta(hours=1))
    assert Import.objects.filter(source_id=feed.source_id).count() == 2
    assert "s3cret" not in str(server.asked)


def test_half_a_letter_in_a_record_stops_nothing(house: Any, feed: Feed) -> None:
    odd = ticket(1)
    odd["assignment_group"] = {"display_value": "Ward\ud800 9", "value": "9"}
    pull(feed, ServiceNow([odd, ticket(2)]), house.now)
    settled(house.now)
    assert (feed.trouble, events(feed)) == ("", (2, 0))
    assert "Ward? 9" in dict(ledger.labels(source_id=feed.source_id))


def test_only_the_columns_of_the_mapping_are_asked_for(house: Any, feed: Feed) -> None:
    server = ServiceNow([ticket(1)])
    pull(feed, server, house.now)
    assert (
        "sysparm_fields=sys_id%2Csys_updated_on%2Cnumber%2Copened_at%2Cassignment_group%2Creassignment_count%2Cstate&"
        in server.asked[0]
    )


def test_killed_anywhere_and_begun_again_nothing_is_lost_and_nothing_twice(house: Any, feed: Feed) -> None:
    records = [ticket(n) for n in range(60)]
    now = house.now
    for step in itertools.count(1):
        server, calls = ServiceNow(records), itertools.count(1)

        def until(ask: Any, server: Any = server, calls: Any = calls, step: int = step) -> Answer:
            if next(calls) == step:
                raise Killed
            return server(ask)  # type: ignore[no-any-return]

        now += timedelta(minutes=3)
        Feed.objects.filter(id=feed.id).update(cursor={}, next_at=now)
        try:
            pull(feed, until, now, batch=1)
        except Killed:
            assert pulling.due(now) == ()
            now += timedelta(minutes=10)
            assert pulling.due(now) == (feed.id,)
            pull(feed, server, now, batch=1)
        else:
            break
        assert feed.trouble == ""
    settled(now)
    assert counted(feed) == 60
    assert step > 2


def test_killed_between_the_ledger_and_the_cursor_neither_is_kept(
    house: Any, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = ServiceNow([ticket(n) for n in range(20)])
    with monkeypatch.context() as patched:
        patched.setattr(reading, "plain", lambda cursor: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            pull(feed, server, house.now)
    assert Import.objects.count() == 0
    later = house.now + timedelta(minutes=10)
    pull(feed, server, later)
    settled(later)
    assert counted(feed) == 20


def test_an_expired_token_pauses_and_says_so_and_a_new_one_resumes(house: Any, feed: Feed) -> None:
    server = ServiceNow([ticket(n) for n in range(5)], token="Basic cmVhZGVyOm5ldw==")
    pull(feed, server, house.now)
    assert feed.paused
    assert "may have expired" in feed.trouble
    assert pulling.due(house.now + timedelta(days=1)) == ()
    assert len(server.asked) == 1
    steward = house.viewer("steward")
    feeds.renew_secret(viewer=steward, feed_id=feed.id, secret="new", now=house.now)
    pull(feed, server, house.now + timedelta(seconds=1))
    assert (feed.trouble, feed.trouble_since, Pull.objects.first().records) == ("", None, 5)


def test_429_is_waited_for_shortly_and_otherwise_left_until_then(house: Any, feed: Feed) -> None:
    naps: list[float] = []
    server = ServiceNow([ticket(1)], answers=[BUSY, Answer(503, {}, b""), CallBroken("gone")])
    pulling.pull(feed_id=feed.id, now=house.now, fetch=server, sleep=naps.append)
    feed.refresh_from_db()
    assert naps == [3.0, 2.0, 4.0]
    assert feed.trouble == ""
    server.answers = [Answer(429, {"retry-after": "1800"}, b"")]
    pull(feed, server, house.now)
    assert "asked us to wait" in feed.trouble
    assert not feed.paused
    assert feed.next_at == house.now + timedelta(seconds=1800)
    server.answers = [Answer(429, {}, b"")] * 9
    pull(feed, server, house.now)
    assert "busy" in feed.trouble
    when = {"retry-after": "Mon, 02 Mar 2026 10:00:00 GMT", "date": "Mon, 02 Mar 2026 09:00:00 GMT"}
    server.answers = [Answer(429, when, b"")]
    assert pull(feed, server, house.now).next_at == house.now + timedelta(hours=1)


def test_a_truncated_page_is_asked_for_again_and_taken_whole_or_not_at_all(house: Any, feed: Feed) -> None:
    server = ServiceNow([ticket(n) for n in range(8)], broken_off=2)
    pull(feed, server, house.now)
    assert (feed.trouble, Pull.objects.first().records) == ("", 8)
    server.broken_off = 99
    pull(feed, server, house.now)
    assert "broke off" in feed.trouble
    assert Import.objects.count() == 1


def test_a_column_that_vanished_stops_the_feed_and_takes_nothing(house: Any, feed: Feed) -> None:
    server = ServiceNow([ticket(n) for n in range(8)], gone={"reassignment_count"})
    pull(feed, server, house.now)
    assert "“reassignment_count” does not come any more" in feed.trouble
    assert (Import.objects.count(), feed.cursor) == (0, {})
    assert feed.trouble_since == house.now
    server.gone = set()
    pull(feed, server, house.now + timedelta(minutes=20))
    assert (feed.trouble, Pull.objects.first().records) == ("", 8)


def test_answers_that_are_no_table_are_trouble_in_words(house: Any, feed: Feed) -> None:
    for status, body, word in (
        (200, b"<html>please sign in</html>", "not one of ServiceNow's tables"),
        (302, b"", "leads elsewhere"), (404, b"", "error 404"), (200, b'{"result": [1]}', "tables"),
        (200, b'{"result": [{"number": "1"}]}', "sys_updated_on"),
        (200, b'{"result": [{"sys_updated_on": "soon"}]}', "“soon”"),
    ):  # fmt: skip
        pull(feed, ServiceNow([], answers=[Answer(status, {}, body)] * 9), house.now)
        assert word in feed.trouble
    assert Import.objects.count() == 0


def question(limit: int) -> Question:
    columns = ("number", "opened_at", "assignment_group", "reassignment_count", "state")
    return Question(
        {"address": "https://x.example", "user": "u", "table": "incident"}, {}, columns, "", limit
    )


def collected(server: ServiceNow, cursor: reading.Cursor, limit: int) -> tuple[list[str], reading.Cursor]:
    found: list[str] = []
    for each in reading.read(CONNECTOR, question(limit), cursor, fetch=server, sleep=lambda _: None, batch=7):
        found += [row["number"] for row in each.rows]
        cursor = each.cursor
    return found, cursor


@given(
    count=st.integers(0, 40), limit=st.integers(1, 9), ties=st.integers(1, 25), links=st.booleans(),
    cap=st.integers(10, 60), hidden=st.sets(st.integers(0, 39)), seed=st.integers(0, 99),
)  # fmt: skip
@hypothesis_settings(max_examples=60, deadline=None)
def test_every_visible_record_comes_exactly_once(
    count: int, limit: int, ties: int, links: bool, cap: int, hidden: set[int], seed: int
) -> None:
    moment = datetime(2026, 1, 5, 9, tzinfo=UTC)
    records = [ticket(n, changed=moment + timedelta(minutes=n // min(ties, cap))) for n in range(count)]
    if not links:
        hidden = set()
    server = ServiceNow(
        records, with_links=links, cap=max(cap, 2 * ties), hidden={f"INC{n:07d}" for n in hidden}
    )
    random.Random(seed).shuffle(server.records)
    found, cursor = collected(server, reading.Cursor(), limit)
    assert sorted(found) == [f"INC{n:07d}" for n in range(count) if n not in hidden]
    assert collected(server, cursor, limit)[0] == []
    assert reading.from_plain(reading.plain(cursor)) == cursor


def test_a_record_that_changes_while_pages_are_read_pushes_no_other_out() -> None:
    server = ServiceNow([ticket(n) for n in range(40)])

    def changing(ask: Any) -> Answer:
        answer = server(ask)
        n = len(server.asked)
        if n < 5:
            server.records[n] = ticket(n, changed=datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=n))
        return answer

    found = []
    for each in reading.read(CONNECTOR, question(10), reading.Cursor(), fetch=changing, sleep=lambda _: None):
        found += [row["number"] for row in each.rows]
    assert set(found) == {f"INC{n:07d}" for n in range(40)}


def test_a_feed_that_is_paused_or_begun_anew_while_it_is_read_keeps_what_the_person_said(
    house: Any, feed: Feed
) -> None:
    server, steward = ServiceNow([ticket(n) for n in range(9)]), house.viewer("steward")

    def paused(ask: Any) -> Answer:
        feeds.pause(viewer=steward, feed_id=feed.id, now=house.now)
        return server(ask)

    pull(feed, paused, house.now)
    assert feed.paused
    assert (Import.objects.count(), feed.cursor) == (0, {})
    feeds.resume(viewer=steward, feed_id=feed.id, now=house.now)
    pull(feed, server, house.now)
    feeds.replay(viewer=steward, feed_id=feed.id, since=date(2026, 1, 5), now=house.now)
    pull(feed, server, house.now)
    settled(house.now)
    assert counted(feed) == 9


def test_the_job_reads_what_is_due(house: Any, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    server = ServiceNow([ticket(1)])
    monkeypatch.setattr(pulling, "caller", lambda: server)
    job = f"pull {feed.id}"
    assert job in jobs.due(house.now)
    jobs.run(job, now=house.now, home=Path(settings.HOME))
    assert job not in jobs.due(house.now)
    assert job in jobs.due(house.now + timedelta(minutes=61))
    assert queries.feed(viewer=house.viewer("steward"), feed_id=feed.id).pulls[0].records == 1


def test_a_password_is_sealed_and_a_changed_key_is_said(house: Any, feed: Feed) -> None:
    assert b"s3cret" not in bytes(feed.secret)
    assert opened(seal({"a": "b"})) == {"a": "b"}
    with pytest.raises(Unreadable):
        opened(b"other")
    Feed.objects.filter(id=feed.id).update(secret=b"other")
    pull(feed, ServiceNow([]), house.now)
    assert feed.paused
    assert "Enter it again" in feed.trouble
