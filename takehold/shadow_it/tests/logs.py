"""Logs of a made-up proxy for tests: who went where in which week, as Squid writes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from takehold.evidence.limits import DEFAULT_LIMITS
from takehold.evidence.usage import tallying
from takehold.shadow_it.facts.feeds import FeedKind
from takehold.shadow_it.operations import feeding, reading_logs

FIRST = date(2026, 1, 5)


def visits(week: int, who: str, host: str, times: int = 1) -> list[str]:
    """Lines of one week, spread over its seven days so that the week counts as covered."""
    lines = []
    for turn in range(max(times, 1)):
        day = FIRST + timedelta(weeks=week, days=turn % 7)
        at = datetime.combine(day, time(10, turn % 60), UTC)
        lines.append(
            f"{at.timestamp():.3f} 87 172.16.0.9 TCP_MISS/200 99 GET http://{host}/ {who} HIER_DIRECT/192.0.2.1 text/html"
        )
    return lines


def ward(number: int, people: int) -> list[str]:
    """Keys of some people of a ward of the house of tests."""
    return [f"ward-{number}-{n}" for n in range(people)]


def week_of(week: int, uses: Iterable[tuple[list[str], str]]) -> bytes:
    """A log of a week: a line of nobody on each of its days, and three of each use."""
    lines = visits(week, "-", "download.windowsupdate.com", 7)
    for people, host in uses:
        for who in people:
            lines += visits(week, who, host, 3)
    return "\n".join(lines).encode() + b"\n"


def feed(house: Any, name: str = "Proxy") -> int:
    """A source, opened by the steward."""
    return feeding.open_feed(
        viewer=house.viewer("steward"), name=name, kind=FeedKind.PROXY, columns={}, now=NOW
    )


def bring(house: Any, feed_id: int, content: bytes, name: str = "access.log", **more: Any) -> int:
    """A log that waits."""
    return feeding.bring(
        viewer=house.viewer("steward"), feed_id=feed_id, filename=name, chunks=[content], now=NOW, **more
    )


def read(house: Any, feed_id: int, content: bytes, **more: Any) -> int:
    """A log that was read, or refused."""
    log = bring(house, feed_id, content, **more)
    reading_logs.read(log_id=log, now=NOW)
    return log


def at_home(monkeypatch: pytest.MonkeyPatch, settings: Any, home: Path) -> None:
    """Files lie in a folder of the test; logs are read in this process: the one of their own is tested where it is made."""
    settings.HOME = home

    def run(
        _task: str, files: Sequence[Path], request: Mapping[str, Any], scratch: Path, **_more: Any
    ) -> Any:
        found = tallying.perform(
            [str(each) for each in files], request, str(scratch), DEFAULT_LIMITS, lambda _share: None
        )
        return json.loads(json.dumps(found))

    monkeypatch.setattr("takehold.evidence.usage.reading.run", run)
