"""Logs that were fed, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.shadow_it import models
from takehold.shadow_it.facts.feeds import FeedKind, LogState, Place
from takehold.shadow_it.operations import feeding


def build(house: House) -> dict[str, Any]:
    """``{log-feed}`` has two logs that were read, ``{log}`` and ``{log-again}``, which show Dropbox in ward 1."""
    steward, ward = house.viewer("steward"), house.teams["ward-1"]
    feed = feeding.open_feed(viewer=steward, name="Proxy", kind=FeedKind.PROXY, columns={}, now=NOW)
    logs = [_log(feed, ward, weeks) for weeks in (3, 2)]
    return {"log-feed": feed, "log": logs[0], "log-again": logs[1]}


def _log(feed: int, team: int, weeks_ago: int) -> int:
    """A log of the week that began so many weeks ago."""
    monday = NOW - timedelta(weeks=weeks_ago, days=NOW.weekday())
    row = models.LogImport.objects.create(
        feed_id=feed, filename="access.log", sha256=f"{weeks_ago:064d}", state=LogState.READ, created_at=NOW, form="squid",
        counts={"lines": 9, "services": 9}, groups_known=True, first_at=monday, last_at=monday + timedelta(days=6),
    )  # fmt: skip
    models.UseCell.objects.create(
        log=row, week=monday.date(), service="dropbox", place=Place.GROUP, team_id=team, people=7, hits=9
    )
    return row.pk
