"""Asking now, what reading again would change, who is told that a system is silent, and the same for programs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from takehold.gather.models import Feed, Pull
from takehold.gather.operations import feed_asking, pulling
from takehold.gather.queries import feeds as queries
from takehold.gather.sources.calling import Answer
from takehold.gather.tests.recorded import ServiceNow, ticket
from takehold.gather.tests.test_pulling import counted, feed, pull, settled
from takehold.initiatives.facts import Invalid
from takehold.ledger.models import Import, Segment
from takehold.people.facts import NotFound

__all__ = ["feed"]
LATE = datetime(2026, 2, 20, 9, tzinfo=UTC)


def foresee(house: Any, feed: Feed, server: Any, since: date = date(2026, 1, 5), **more: Any) -> Any:
    return feed_asking.foresee(
        viewer=house.viewer("steward"), feed_id=feed.id, since=since, now=house.now, home=Path(settings.HOME),
        fetch=server, **more,
    )  # fmt: skip


@pytest.fixture
def changed(house: Any, feed: Feed) -> ServiceNow:
    """Ninety tickets were read; since then one was corrected and two came."""
    server = ServiceNow([ticket(n) for n in range(90)])
    pull(feed, server, house.now)
    settled(house.now)
    server.records[3] = ticket(3, changed=LATE, hops=0)
    server.records += [ticket(90, changed=LATE), ticket(91, changed=LATE)]
    return server


def test_what_it_would_change_is_what_it_then_changes(house: Any, feed: Feed, changed: ServiceNow) -> None:
    found = foresee(house, feed, changed)
    told = found.compared
    assert (told.records, told.new, told.corrected, told.unchanged, told.rejected) == (92, 2, 1, 89, 0)
    assert found.all
    pull(feed, changed, house.now + timedelta(hours=1))
    settled(house.now + timedelta(hours=1))
    last = Import.objects.filter(source_id=feed.source_id).latest("created_at")
    assert (last.events_new, last.events_corrected) == (told.new, told.corrected)
    assert foresee(house, feed, changed).compared.unchanged == 92


def test_looking_beforehand_keeps_nothing(house: Any, feed: Feed, changed: ServiceNow) -> None:
    def kept() -> Any:
        feed.refresh_from_db()
        rows = (Import.objects.count(), Pull.objects.count(), Segment.objects.count())
        return feed.cursor, rows, counted(feed), sorted(Path(settings.HOME).rglob("*.parquet"))

    before = kept()
    foresee(house, feed, changed)
    assert kept() == before
    assert not list((Path(settings.HOME) / "work").glob("weighing-*"))


def test_nobody_waits_for_long_and_is_told_that_more_follow(
    house: Any, feed: Feed, changed: ServiceNow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_asking, "MOST", 10)
    few = foresee(house, feed, changed)
    assert (few.compared.records, few.all) == (10, False)
    monkeypatch.undo()
    assert foresee(house, feed, changed, since=date(2026, 2, 24)).compared.records == 0


@pytest.mark.parametrize(
    ("answers", "said"),
    [([Answer(401, {}, b"")], "refuses the account"), ([Answer(200, {}, b"<html>")] * 4, "")],
)
def test_what_went_wrong_is_a_sentence(
    house: Any,
    feed: Feed,
    changed: ServiceNow,
    answers: list[Answer],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feed_asking.time, "sleep", lambda _seconds: None)
    changed.answers = list(answers)
    with pytest.raises(Invalid, match=said or "."):
        foresee(house, feed, changed)
    with pytest.raises(Invalid, match="lies ahead"):
        foresee(house, feed, changed, since=date(2031, 1, 1))
    with pytest.raises(NotFound):
        feed_asking.foresee(
            viewer=house.viewer("lead"), feed_id=feed.id, since=date(2026, 1, 5), now=house.now,
            home=Path(settings.HOME), fetch=changed,
        )  # fmt: skip


def test_the_page_asks_before_it_reads_again(
    house: Any, feed: Feed, changed: ServiceNow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "caller", lambda: changed)
    client = house.client("steward")
    address = f"/sources/systems/{feed.id}/again/"
    before = Feed.objects.get().cursor
    page = client.post(address, {"since": "2026-01-05"}).content.decode()
    assert "92 records would be read again: 2 new, 1 corrected, 89 unchanged." in page
    assert Feed.objects.get().cursor == before
    assert client.post(address, {"since": "2026-01-05", "sure": "yes"}).status_code == 302
    assert Feed.objects.get().cursor["at"] == "2026-01-05 00:00:00"
    changed.answers = [Answer(403, {}, b"")]
    refused = client.post(address, {"since": "2026-01-05"})
    assert refused.status_code == 422
    assert "cannot be told beforehand" in refused.content.decode()


def test_who_reads_the_figures_is_told_which_system_is_silent_and_since_when(
    house: Any, feed: Feed, changed: ServiceNow
) -> None:
    sources = {feed.source_id}
    assert queries.silences(source_ids=sources, now=house.now) == ()
    Feed.objects.update(paused=True)
    (paused,) = queries.silences(source_ids=sources, now=house.now)
    assert (paused.name, paused.paused, paused.since) == ("Service desk", True, house.now)
    Feed.objects.update(paused=False, trouble="It broke.", trouble_since=house.now)
    assert queries.silences(source_ids=sources, now=house.now + timedelta(minutes=59)) == ()
    (broken,) = queries.silences(source_ids=sources, now=house.now + timedelta(minutes=60))
    assert (broken.paused, broken.kind_name) == (False, "ServiceNow")
    assert queries.silences(source_ids={-1}, now=house.now + timedelta(days=9)) == ()
    assert queries.silences(source_ids=(), now=house.now) == ()


def test_programs_watch_pause_ask_and_look_beforehand(
    house: Any, feed: Feed, changed: ServiceNow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "caller", lambda: changed)
    client, one = house.client("steward"), f"/api/v1/feeds/{feed.id}"
    with mock.patch("django.utils.timezone.now", return_value=house.now + timedelta(hours=2)):
        (told,) = client.get("/api/v1/feeds").json()["items"]
        assert (told["name"], told["paused"], told["trouble"]) == ("Service desk", False, "")
        assert "s3cret" not in str(told)
        assert [each["records"] for each in client.get(f"{one}/pulls").json()["items"]] == [90]
        assert client.post(f"{one}/pause").json()["paused"]
        paused = client.post(f"{one}/pull")
        assert (paused.status_code, "Resume it first" in paused.json()["errors"][0]["detail"]) == (422, True)
        assert not client.post(f"{one}/resume").json()["paused"]
        Feed.objects.update(next_at=house.now + timedelta(days=1))
        client.post(f"{one}/pull")
        assert pulling.due(house.now + timedelta(hours=2)) == (feed.id,)
        since = {"since": "2026-01-05"}
        seen = client.post(f"{one}/foresee", since, content_type="application/json").json()
        assert (seen["new"], seen["corrected"], seen["unchanged"], seen["all"]) == (2, 1, 89, True)
        client.post(f"{one}/again", since, content_type="application/json")
    assert Feed.objects.get().cursor["at"] == "2026-01-05 00:00:00"
    assert house.client("lead").get(one).status_code == 404
