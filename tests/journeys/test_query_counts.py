"""How often each page asks the database, as the role for which it asks most: exactly as often as it is written down,
in a small house and in a larger one.

``query_counts.json`` is read by people: a page that asks more often than before must be worth it, and no page asks more
than 15 times. ``TAKEHOLD_QUERIES=show pytest -s tests/journeys/test_query_counts.py`` prints what is asked now.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import addresses, objects, site, visits
from conftest import NOW

MOST = 15
COUNTS = json.loads(Path(__file__).with_name("query_counts.json").read_text())
SMALL = site.Size(teams=6, people=90, changes=3, weeks=60, shared=2, slipping=0.3)
LARGER = site.Size(teams=26, people=400, changes=5, weeks=60, shared=3, slipping=0.3)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [SMALL, LARGER], ids=["small", "larger"])
def test_pages_ask_as_often_as_it_is_written_down(size: site.Size) -> None:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        built = site.build(settings.HOME, size, NOW)
        names = objects.found(settings.HOME, NOW)
        clients = {role: visits.browser(person) for role, person in built.people.items()}
        asked: dict[str, int] = {}
        for page in (*addresses.PAGES, *addresses.FILES):
            for role in page.roles:
                address = addresses.address(page, names)
                visits.open_it(clients[role], address)
                with CaptureQueriesContext(connection) as counted:
                    status, content = visits.open_it(clients[role], address)
                assert status == 200, (page, role)
                if "slug" in page.parts and b"<main" in content:
                    assert b"Why we do this" in content, f"{page} says no reason of its change"
                asked[str(page)] = max(asked.get(str(page), 0), len(counted))
    if os.environ.get("TAKEHOLD_QUERIES") == "show":
        sys.stdout.write(json.dumps(asked, indent=2) + "\n")
    assert asked == COUNTS


def test_no_page_asks_more_than_it_may() -> None:
    assert {page: count for page, count in COUNTS.items() if count > MOST} == {}


@pytest.mark.django_db
def test_every_page_is_counted() -> None:
    assert addresses.missing() == set()
    assert set(COUNTS) == {str(page) for page in (*addresses.PAGES, *addresses.FILES)}
