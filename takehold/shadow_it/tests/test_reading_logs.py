"""Logs are read once, told by reporting groups of enough people, and forgotten; what they show tells which way it goes."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from takehold.audit.queries import recent
from takehold.people.facts import Invalid, NotAllowed, NotYours
from takehold.people.queries.whereabouts import everybody
from takehold.shadow_it import models
from takehold.shadow_it.facts.feeds import LogState, Place
from takehold.shadow_it.facts.finds import Trend, WeekUse
from takehold.shadow_it.operations import feeding, reading_logs
from takehold.shadow_it.queries import catalogue
from takehold.shadow_it.queries import feeds as by_feed
from takehold.shadow_it.queries import finds as queries

from .logs import FIRST, at_home, bring, feed, read, visits, ward, week_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    at_home(monkeypatch, settings, tmp_path)


def left() -> list[str]:
    folder = feeding.waiting()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_log_is_told_by_groups_and_nobody_is_kept(house: Any) -> None:
    source = feed(house)
    content = week_of(
        0, [(ward(1, 6), "www.dropbox.com"), (ward(3, 4), "trello.com"), (["stranger"], "trello.com")]
    )
    log = read(house, source, content)
    found = {each.key: each for each in queries.finds(viewer=house.viewer("steward"))}
    assert set(found) == {"dropbox", "trello"}
    assert (found["dropbox"].groups, found["dropbox"].elsewhere, found["dropbox"].people) == (
        ("Ward 1",),
        False,
        5,
    )
    assert (found["trello"].groups, found["trello"].elsewhere, found["trello"].people) == ((), True, 5)
    row = by_feed.log(viewer=house.viewer("steward"), log_id=log)
    assert (row.state, row.form, row.first) == (LogState.READ, "squid", FIRST)
    assert (row.counts.lines, row.counts.services, row.counts.infrastructure, row.counts.unplaced) == (
        40,
        33,
        7,
        3,
    )
    assert left() == []
    told = [*models.UseCell.objects.values_list(), *models.LogImport.objects.values_list(), *recent(50)]
    assert not any(who in repr(told) for who in ("ward-1-0", "ward-3-1", "stranger", "172.16"))


def test_a_tool_of_one_person_is_never_that_of_a_department(house: Any) -> None:
    read(house, feed(house), week_of(0, [(ward(1, 1), "trello.com"), (["small"], "dropbox.com")]))
    found = queries.finds(viewer=house.viewer("it lead"))
    assert [(each.groups, each.elsewhere, each.people) for each in found] == [((), True, 0)] * 2
    assert set(models.UseCell.objects.values_list("place", "team")) == {(Place.FEW, None)}


def test_a_floor_that_was_raised_hides_what_was_named_before(house: Any) -> None:
    from takehold.people.models import Organisation

    read(house, feed(house), week_of(0, [(ward(1, 6), "dropbox.com")]))
    assert queries.find(viewer=house.viewer("steward"), service="dropbox") is not None
    Organisation.objects.update_or_create(defaults={"floor": 8, "name": "House"})
    found = queries.find(viewer=house.viewer("steward"), service="dropbox")
    assert found is None or found.groups == ()


def test_the_same_log_counts_once_and_a_stretch_of_time_too(house: Any) -> None:
    source = feed(house)
    content = week_of(0, [(ward(1, 6), "dropbox.com")])
    first = read(house, source, content)
    before = list(models.UseCell.objects.values_list("service", "people", "hits"))
    assert bring(house, source, content, name="again.log") == first
    assert left() == []
    other = read(house, source, content + visits(0, "ward-1-7", "trello.com")[0].encode() + b"\n")
    row = by_feed.log(viewer=house.viewer("steward"), log_id=other)
    assert row.state is LogState.REFUSED
    assert "the same lines would count twice" in row.reason
    assert list(models.UseCell.objects.values_list("service", "people", "hits")) == before
    elsewhere = feed(house, "Second proxy")
    assert (
        by_feed.log(viewer=house.viewer("steward"), log_id=read(house, elsewhere, content)).state
        is LogState.READ
    )
    found = queries.find(viewer=house.viewer("steward"), service="dropbox")
    assert found is not None
    assert found.weeks == (WeekUse(FIRST, 5, 18),)  # two sources that saw the same are not added up
    feeding.take_back(viewer=house.viewer("steward"), log_id=first, now=NOW)
    assert (
        by_feed.log(viewer=house.viewer("steward"), log_id=read(house, source, content)).state
        is LogState.READ
    )


def test_to_read_a_log_twice_changes_nothing(house: Any) -> None:
    log = read(house, feed(house), week_of(0, [(ward(1, 6), "dropbox.com")]))
    assert reading_logs.read(log_id=log, now=NOW) is LogState.READ
    assert models.UseCell.objects.count() == 1
    assert reading_logs.due(NOW) == ()


def test_growing_fading_gone_and_too_early(house: Any) -> None:
    source = feed(house)
    weeks = []
    for week in range(10):
        uses = [(ward(1, 3 + week // 2) + ward(3, week), "dropbox.com"), (ward(1, 10 - week), "trello.com")]
        uses += [(ward(3, 6), "miro.com")] if week < 5 else []
        uses += [(ward(3, 1), "notion.so")] + ([(ward(3, 7), "doodle.com")] if week > 6 else [])
        weeks.append(week_of(week, uses))
    read(house, source, b"".join(weeks))
    found = {each.key: each for each in queries.finds(viewer=house.viewer("council"))}
    trends = {key: each.trend for key, each in found.items()}
    assert trends == {
        "dropbox": Trend.GROWING, "trello": Trend.FADING, "miro": Trend.GONE, "doodle": Trend.UNSURE, "notion": Trend.STEADY,
    }  # fmt: skip
    assert "more and more people over 10 weeks" in found["dropbox"].because
    assert found["dropbox"].groups == ("Ward 1", "Ward 3")
    assert found["miro"].groups == ("Ward 3",)
    assert found["miro"].last_seen == FIRST + timedelta(weeks=4)
    on = FIRST + timedelta(weeks=12)
    assert queries.fed_until(on=on) == FIRST + timedelta(weeks=9)
    use = queries.week_use(service="miro", since=FIRST + timedelta(weeks=3), on=on)
    assert [each.people for each in use] == [5, 5, 0, 0, 0, 0, 0]
    assert [each.hits for each in use[:3]] == [18, 18, 0]
    in_ward_1 = queries.week_use(
        service="dropbox", since=FIRST, on=on, teams=frozenset({house.teams["ward-1"]})
    )
    assert [each.people for each in in_ward_1] == [0, 0, 0, 0, 5, 5, 5, 5, 5, 5]
    assert queries.week_use(service="dropbox", since=on, on=on) == ()


def test_addresses_of_teams_place_those_without_an_account(house: Any) -> None:
    steward = house.viewer("steward")
    feeding.name_range(viewer=steward, addresses="10.1.0.0/16", team_id=house.teams["ward-1"], now=NOW)
    lines = [
        f"{NOW.timestamp():.0f}.1 8 10.1.0.{n} TCP_MISS/200 9 CONNECT dropbox.com:443 - HIER_NONE/- -"
        for n in range(5)
    ]
    read(house, feed(house), "\n".join(lines).encode())
    assert [each.groups for each in queries.finds(viewer=steward)] == [("Ward 1",)]
    for wrong in ("10.1.2.3", "10.1.2.0/29", "everything"):
        with pytest.raises(Invalid):
            feeding.name_range(viewer=steward, addresses=wrong, team_id=house.teams["ward-1"], now=NOW)
    (named,) = by_feed.ranges(viewer=steward)
    feeding.drop_range(viewer=steward, range_id=named.id, now=NOW)
    assert by_feed.ranges(viewer=steward) == ()
    with pytest.raises(NotYours):
        feeding.drop_range(viewer=steward, range_id=named.id, now=NOW)


def test_a_list_of_accounts_serves_one_log_and_is_forgotten(house: Any) -> None:
    steward, source = house.viewer("steward"), feed(house)
    people = "account,team\n" + "\n".join(f"K{n},Ward 1" for n in range(5))
    content = week_of(0, [([f"HOUSE\\k{n}" for n in range(5)], "dropbox.com")])
    log = bring(house, source, content, accounts=("list.csv", people.encode()))
    assert len(left()) == 2
    reading_logs.run(reading_logs.due(NOW)[0], now=NOW)
    assert left() == []
    assert [each.groups for each in queries.finds(viewer=steward)] == [("Ward 1",)]
    assert by_feed.log(viewer=steward, log_id=log).groups_known
    with pytest.raises(Invalid, match="Line 2 of the list: there is no team “Ward 99”"):
        bring(house, source, content, accounts=("list.csv", b"account,team\nk1,Ward 99\n"))
    assert left() == []


def test_a_list_of_accounts_does_not_stay_without_its_log(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = ("accounts.csv", b"account,team\nx.one,ward-1\n")
    source = feed(house)
    with pytest.raises(Invalid, match="The file is empty"):
        bring(house, source, b"", accounts=accounts)
    assert left() == []

    def broken(**_said: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("takehold.shadow_it.operations.feeding.audit.record", broken)
    with pytest.raises(OSError, match="disk is full"):
        bring(house, source, b"a line\n", accounts=accounts)
    assert (left(), models.LogImport.objects.count()) == ([], 0)


def test_what_a_killed_process_left_goes_after_a_day(house: Any) -> None:
    log = bring(house, feed(house), week_of(0, [(ward(1, 6), "www.dropbox.com")]))
    stored = models.LogImport.objects.get(pk=log).stored_as
    left_behind = feeding.waiting() / "left.json"
    left_behind.write_text('{"x.one": 1}')
    for each in (left_behind, feeding.waiting() / stored):
        os.utime(each, (NOW.timestamp(), NOW.timestamp()))
    assert reading_logs.OLD not in reading_logs.due(NOW + timedelta(hours=23))
    later = NOW + timedelta(hours=25)
    assert reading_logs.OLD in reading_logs.due(later)
    reading_logs.run(reading_logs.OLD, now=later)
    assert left() == [stored]
    assert reading_logs.OLD not in reading_logs.due(later)


def test_what_is_refused_says_why_and_leaves_nothing(house: Any) -> None:
    source = feed(house)
    log = read(house, source, b"who,what\nanna,trello\n", name="list.csv")
    row = by_feed.log(viewer=house.viewer("auditor"), log_id=log)
    assert row.state is LogState.REFUSED
    assert "Which column says when?" in row.reason
    assert left() == []
    with pytest.raises(Invalid, match="empty"):
        bring(house, source, b"")
    with pytest.raises(Invalid):
        feed(house)
    assert left() == []


def test_what_is_old_goes_and_what_waits_too_long_too(house: Any) -> None:
    source = feed(house)
    read(house, source, week_of(0, [(ward(1, 6), "dropbox.com")]))
    bring(house, source, week_of(1, [(ward(1, 6), "dropbox.com")]))
    later = NOW + timedelta(days=800)
    assert reading_logs.OLD in reading_logs.due(later)
    reading_logs.run(reading_logs.OLD, now=later)
    assert models.UseCell.objects.count() == 0
    assert left() == []
    assert reading_logs.due(later) == ()


def test_who_may_what(house: Any) -> None:
    for key in ("member", "manager", "stranger"):
        with pytest.raises(NotYours):
            queries.finds(viewer=house.viewer(key))
        with pytest.raises(NotYours):
            by_feed.feeds(viewer=house.viewer(key))
        with pytest.raises(NotYours):
            feeding.open_feed(viewer=house.viewer(key), name="x", kind="dns", columns={}, now=NOW)
    with pytest.raises(NotAllowed):
        feeding.open_feed(viewer=house.viewer("works council"), name="x", kind="dns", columns={}, now=NOW)
    assert queries.finds(viewer=house.viewer("works council")) == ()


def test_services_are_found_by_key_and_by_name(house: Any) -> None:
    found = catalogue.by_name("DROP-box")
    assert found is not None
    assert catalogue.service("dropbox") == found
    assert catalogue.service("no-such-service") is None
    assert len(catalogue.services()) >= 600
    assert everybody(on=date(2026, 3, 2))["member@example.org"] == house.teams["ward-1"]
