"""Four systems are read over the network by workers killed with SIGKILL: no ticket and no step is lost, none is there twice.

All the while the systems answer here and there with 429, 503, or half an answer, and GLPI lets sessions run out. In the
long form the key expires in the middle, and then a column does not come any more: both stand on the feeds in a sentence, and
what came before stays. What the ledger holds in the end is compared with the system's own tickets, all of them and then what changed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from takehold.gather.tests.desks import SYSTEMS, Desk, Glpi, System, ticket
from takehold.gather.tests.recorded import listening
from tests.faults.feeding import Round

STATE = {"servicenow": "state", "jira_sm": "status", "glpi": "12", "zammad": "state"}
"""The column of the state: without it nobody can say how tickets went."""
every = pytest.mark.parametrize("system", SYSTEMS, ids=lambda each: each.kind)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house without feeds."""
    home = tmp_path_factory.mktemp("feeds") / "empty"
    subprocess.run([sys.executable, "-m", "tests.faults.feeding", "prepare", str(home)], check=True)
    return home


def read(home: Path, asked: Round) -> dict[str, Any]:
    out = home.parent / "out.json"
    words = ["read", str(home), str(out), json.dumps(asdict(asked))]
    subprocess.run([sys.executable, "-m", "tests.faults.feeding", *words], check=True)
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def steps(desk: Desk) -> list[tuple[str, str, str, str]]:
    """Everything that happened to the system's tickets."""
    return sorted(
        (case, activity, at.isoformat(), team)
        for one in desk.tickets
        for case, activity, at, team in desk.went(one)
    )


def check(desk: Desk, found: dict[str, Any], kills: int) -> None:
    """Exactly the system's tickets and steps, each once."""
    assert found["killed"] == kills
    assert (found["troubles"], found["paused"]) == (["", ""], [False, False])
    assert "done" in found["states"]
    assert set(found["states"]) <= {"done", "already imported"}  # the very same minutes, read once more
    assert sorted(row[0] for row in found["standing"]) == sorted(map(desk.number, desk.tickets))
    assert sorted(map(tuple, found["went"])) == steps(desk)


def check_stopped(desk: Desk, found: dict[str, Any], sentence: str, *, paused: bool) -> None:
    """Both feeds say why they stand still; what came before is there once, and it is not everything."""
    assert all(sentence in each for each in found["troubles"]), found["troubles"]
    assert found["paused"] == [paused, paused]
    numbers, went = [row[0] for row in found["standing"]], sorted(map(tuple, found["went"]))
    assert len(set(numbers)) == len(numbers)
    assert len(set(went)) == len(went)
    assert set(went) < set(steps(desk))


def check_kills(empty: Path, home: Path, system: System, tickets: int, kills: int, *, stops: bool) -> None:
    shutil.copytree(empty, home)
    desk = system.desk([ticket(n) for n in range(tickets)], weather=True)
    if isinstance(desk, Glpi):
        desk.lasts = 150
    with listening(desk) as address:
        asked = Round(system.kind, address, kills, tickets, 300 if tickets < 10_000 else 10_000)
        if stops:
            check_stops(desk, home, system, asked)
        check(desk, read(home, replace(asked, day=30)), kills)
        late = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=tickets // 200)
        for n in range(0, tickets, 20):
            desk.change(n, late + timedelta(seconds=n // 100), "closed")
        for n in range(tickets, tickets + tickets // 40):
            desk.add(n)
            desk.tickets[n].changed = late
        check(desk, read(home, replace(asked, seed=tickets + 1, day=60)), kills)


def check_stops(desk: Desk, home: Path, system: System, asked: Round) -> None:
    """In the middle the key expires; with a new one, a column does not come any more; then it comes again."""
    read(home, replace(asked, seed=asked.seed + 2, on=False))
    desk.good = "another-word"
    check_stopped(desk, read(home, replace(asked, kills=0, day=10)), "expired", paused=True)
    words = ["renew", str(home), system.kind, desk.good]
    subprocess.run([sys.executable, "-m", "tests.faults.feeding", *words], check=True)
    desk.gone = {system.column, STATE[system.kind]}
    check_stopped(desk, read(home, replace(asked, kills=0, day=20)), "does not come any more", paused=False)
    desk.gone = set()


@every
def test_2_000_tickets_of_each_system_and_what_changed_with_8_kills(
    empty: Path, tmp_path: Path, system: System
) -> None:
    check_kills(empty, tmp_path / "home", system, 2_000, 4, stops=False)


@pytest.mark.long
@every
def test_100_000_tickets_of_each_system_and_what_changed_with_60_kills(
    empty: Path, tmp_path: Path, system: System
) -> None:
    check_kills(empty, tmp_path / "home", system, 100_000, 20, stops=True)
