"""/metrics: read by another's parser, for those who run the site alone, and without anything about persons or teams."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from conftest import Change, House
from takehold import __version__
from takehold.audit import queries as audit
from takehold.cli.site import clock
from takehold.config import metrics
from takehold.people import operations
from takehold.people.models import Erasure, Person, Team

pytestmark = pytest.mark.django_db


def read(house: House, who: str = "admin") -> dict[tuple[str, ...], float]:
    answer = house.client(who).get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_it_says_how_the_server_is_doing(house: House, change: Change) -> None:
    home, now = Path(settings.HOME), datetime.now(UTC)
    files = {metrics.CLOCK: now - timedelta(seconds=90), settings.LAST_BACKUP: now - timedelta(days=2)}
    for name, at in files.items():
        (home / name).write_text(f"{at.isoformat()}\nsomewhere\n")
    try:
        found = read(house)
    finally:
        for name in files:
            (home / name).unlink()
    assert found["takehold_info", __version__] == 1
    assert 90 <= found["takehold_clock_age_seconds",] < 120
    assert 172_800 <= found["takehold_backup_age_seconds",] < 172_830
    assert 0 < found["takehold_disk_free_bytes",] < found["takehold_disk_bytes",]
    assert found["takehold_accounts", "open"] == User.objects.filter(is_active=True).count() == 13
    assert found["takehold_imports", "done"] == found["takehold_imports", "already imported"] == 0
    assert found["takehold_feeds", "trouble"] == 0
    assert found["takehold_audit_lines",] == audit.head().sequence
    assert found["takehold_erasure_unfinished",] == 0
    Erasure.objects.create(number=7, on=house.on)
    User.objects.filter(person__key="member").update(is_active=False)
    later = read(house)
    assert later["takehold_erasure_unfinished",] == 1
    assert (later["takehold_accounts", "open"], later["takehold_accounts", "closed"]) == (12, 1)
    assert ("takehold_clock_age_seconds",) not in later, "nothing is said where nothing is known"


def test_nothing_about_persons_teams_or_changes_stands_there(house: House, change: Change) -> None:
    text = house.client("admin").get("/metrics").content.decode()
    names = [*Person.objects.values_list("name", flat=True), *Team.objects.values_list("name", flat=True)]
    assert [name for name in (*names, change.slug, "Handover", "@") if name in text] == []


def test_a_key_of_whoever_runs_it_opens_it_and_no_other(house: House) -> None:
    for who, status in (("auditor", 200), ("lead", 404)):
        secret = operations.issue_key(viewer=house.viewer(who), name="Prometheus", now=timezone.now())
        program = {"headers": {"Authorization": f"Bearer {secret}"}}
        assert Client().get("/metrics", **program).status_code == status
    for wrong in ("Bearer x", "Bearer", "Basic eDp5"):
        answer = Client().get("/metrics", headers={"Authorization": wrong})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_the_clocks_file_has_the_name_that_the_clock_gives_it() -> None:
    assert metrics.CLOCK == clock.ALIVE
