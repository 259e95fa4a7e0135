"""What the database itself refuses to keep of logs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from takehold.people.models import Team
from takehold.shadow_it.facts.feeds import FeedKind, LogCounts, LogState, Place
from takehold.shadow_it.facts.finds import FindFact, ServiceFact, Trend, WeekUse
from takehold.shadow_it.models import AddressRange, LogFeed, LogImport, UnknownName, UseCell

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
MONDAY = date(2026, 4, 27)


@pytest.fixture
def log() -> LogImport:
    feed = LogFeed.objects.create(name="Proxy", kind=FeedKind.PROXY, created_at=NOW)
    return LogImport.objects.create(
        feed=feed, filename="access.log", sha256="0" * 64, state=LogState.READ, created_at=NOW, first_at=NOW, last_at=NOW
    )  # fmt: skip


def cell(log: LogImport, **more: object) -> None:
    with transaction.atomic():
        UseCell.objects.create(log=log, week=MONDAY, service="dropbox", **{"hits": 9, "people": 9, **more})


def test_a_group_of_fewer_than_five_people_is_never_named(log: LogImport) -> None:
    team = Team.objects.create(key="w1", name="Ward 1")
    cell(log, place=Place.GROUP, team=team, people=5)
    for wrong in ({"place": Place.GROUP, "team": team, "people": 4}, {"place": Place.FEW, "team": team},
                  {"place": Place.GROUP}, {"place": "ward"}):  # fmt: skip
        with pytest.raises(IntegrityError):
            cell(log, **wrong)
    assert UseCell.objects.count() == 1


def test_an_unknown_name_that_four_people_used_is_not_kept(log: LogImport) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UnknownName.objects.create(log=log, domain="tool.example", people=4, hits=900)
    UnknownName.objects.create(log=log, domain="tool.example", people=5, hits=900)


def test_the_same_log_counts_once_and_again_after_it_was_taken_back(log: LogImport) -> None:
    same = {"feed": log.feed, "filename": "again.log", "sha256": log.sha256, "created_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        LogImport.objects.create(**same)
    LogImport.objects.update(state=LogState.BACK)
    assert LogImport.objects.create(**same).state == LogState.WAITING


def test_nothing_that_is_stored_of_logs_points_to_a_person() -> None:
    tables = (AddressRange, LogFeed, LogImport, UnknownName, UseCell)
    related = {
        field.related_model.__name__
        for table in tables
        for field in table._meta.fields
        if field.related_model
    }
    assert related == {"Team", "LogFeed", "LogImport"}


def test_a_find_answers_for_its_service() -> None:
    service = ServiceFact("dropbox", "Dropbox", "files", "storage")
    weeks = (WeekUse(MONDAY, 10, 400),)
    find = FindFact(service, MONDAY, MONDAY, Trend.UNSURE, "Seen in one week.", ("Ward 1",), False, 10, weeks)
    assert (find.key, find.name, find.category) == ("dropbox", "Dropbox", "files")
    assert LogCounts() == LogCounts(lines=0, services=0)
