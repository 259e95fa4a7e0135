"""A silent system is named on every page of the figures it feeds, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from takehold.gather.facts.feeds import Silence
from takehold.gather.queries import feeds
from takehold.overview.queries import feeding
from takehold.overview.tests import made_up

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 2, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("paused", [True, False])
def test_each_page_of_the_figures_names_the_system_and_since_when(below, reader, monkeypatch, paused):
    silent = Silence(1, "Ward <record>", "ServiceNow", paused, SINCE)
    asked = []

    def silences(*, source_ids, now):
        asked.append(set(source_ids))
        return (silent,)

    monkeypatch.setattr(feeds, "silences", silences)
    said = "“Ward &lt;record&gt;” (ServiceNow) " + ("is paused" if paused else "cannot be read since")
    for address in ("", "teams/ward-1-1/", "evidence/"):
        page = reader.get(f"/changes/handover/{address}").content.decode()
        assert said in page, address
        assert "What happened since is not in these figures." in page
    told = reader.get("/api/v1/changes/handover/feeds").json()["items"]
    assert [(each["name"], each["paused"], each["behaviours"]) for each in told] == [
        ("Ward <record>", paused, ["handover"])
    ]
    assert asked == [{1}] * 4


def test_another_sources_silence_is_not_told_here(below, reader, monkeypatch):
    silent = Silence(2, "Elsewhere", "ServiceNow", True, SINCE)
    monkeypatch.setattr(feeds, "silences", lambda **_: (silent,))
    assert "Elsewhere" not in reader.get("/changes/handover/").content.decode()


def test_the_day_is_told_without_its_year_where_it_is_this_one():
    told = feeding.sentence(Silence(1, "x", "y", True, SINCE), made_up.TODAY)
    assert "since 20 February." in told
