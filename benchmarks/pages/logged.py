"""A log behind the addresses: sixty services over twenty weeks, by the people of the house."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

WEEKS, SERVICES = 20, 60


def logged(now: datetime) -> dict[str, Any]:
    """Names of objects -> ids: the source, and a service that it shows."""
    from takehold.people import queries as people
    from takehold.shadow_it.facts.feeds import FeedKind
    from takehold.shadow_it.operations import feeding, reading_logs
    from takehold.shadow_it.queries import catalogue

    house = people.system_viewer(on=now.date())
    teams = people.teams(viewer=house)
    names = [each.key for each in people.members(team_ids=[team.id for team in teams], on=now.date())]
    hosts = [each.domains[0] for each in catalogue.services()[:SERVICES]]
    lines = []
    for week in range(WEEKS):
        at = now - timedelta(weeks=WEEKS - week)
        for n, host in enumerate(hosts):
            for who in names[n : n + 8 + n % 5]:
                day = at + timedelta(days=(n + len(who)) % 7)
                lines.append(
                    f"{day.timestamp():.0f}.1 9 10.0.0.1 TCP_MISS/200 9 GET http://{host}/ {who} HIER_NONE/- -"
                )
    feed = feeding.open_feed(viewer=house, name="Proxy", kind=FeedKind.PROXY, columns={}, now=now)
    content = "\n".join(lines).encode()
    reading_logs.read(
        log_id=feeding.bring(viewer=house, feed_id=feed, filename="access.log", chunks=[content], now=now),
        now=now,
    )
    return {"log-feed": feed, "service-found": catalogue.services()[0].key}
