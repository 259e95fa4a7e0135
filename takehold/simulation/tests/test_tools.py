"""The proxy's log has what was put in: a service that grows until its need is met, then fades, and a chat that stays."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta

import pytest

from takehold.analysis.series import monday
from takehold.simulation.story import Hospital
from takehold.simulation.tools import CHAT, FILES, MET, OFFERED, WEEKS, proxy_log


@pytest.fixture(scope="module")
def log(linden: Hospital) -> str:
    return proxy_log(7, linden)


def test_the_same_seed_gives_the_same_log_in_the_order_of_time(log: str, linden: Hospital) -> None:
    assert proxy_log(7, linden) == log
    times = [float(line.split(" ", 1)[0]) for line in log.splitlines()]
    assert times == sorted(times)


def test_use_grows_and_fades_as_told(log: str, linden: Hospital) -> None:
    who: dict[tuple[str, int], set[str]] = defaultdict(set)
    begun = datetime.combine(monday(linden.end), time(), UTC) - timedelta(weeks=WEEKS)
    for line in log.splitlines():
        cells = line.split()
        week = int((float(cells[0]) - begun.timestamp()) // 604_800)
        who[cells[6].split(":")[0], week].add(cells[7])
    films = [len(who[FILES, week]) for week in range(WEEKS)]
    chat = [len(who[CHAT, week]) for week in range(WEEKS)]
    assert films[0] == 5
    assert films[WEEKS - MET - 1] == max(films) == 11
    assert films[-9:] == [0] * 9
    assert (chat[0], chat[-1]) == (6, 14)
    offered = [len(who[OFFERED, week]) for week in range(WEEKS)]
    assert offered == [0] * (WEEKS - MET) + [7, 9, 10] + [11] * (MET - 3)
    ward = {
        person for (host, _week), people in who.items() if host in (FILES, OFFERED, CHAT) for person in people
    }
    teams = linden.tables["people.csv"].columns
    assert {team for key, team in zip(teams["key"], teams["team"], strict=True) if key in ward} == {"ward-7"}
