"""The demo's proxy: its log of half a year, read as a steward would bring it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from takehold.cli.site.demo_shadow import looked_after

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital


def logs(linden: Hospital, seed: int, house: Viewer, now: datetime) -> None:
    """A source and its first log, and what that tells of a tool whose need was met."""
    from takehold.shadow_it.facts.feeds import FeedKind
    from takehold.shadow_it.operations import feeding, reading_logs
    from takehold.simulation.tools import NAME, proxy_log

    feed = feeding.open_feed(
        viewer=house, name="Proxy of the hospital", kind=FeedKind.PROXY, columns={}, now=now
    )
    content = proxy_log(seed, linden).encode()
    log = feeding.bring(viewer=house, feed_id=feed, filename=NAME, chunks=[content], now=now)
    reading_logs.read(log_id=log, now=now)
    looked_after(house, now)
