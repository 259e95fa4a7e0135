"""Four systems are read over the network by workers killed with SIGKILL: no ticket and no step is lost, none is there twice.

All the while the systems answer here and there with 429, 503, or half an answer, and GLPI lets sessions run out. What the
ledger holds in the end is compared with the system's own tickets, all of them and then what changed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from takehold.gather.tests.desks import SYSTEMS, Desk, Glpi, System, ticket
from takehold.gather.tests.recorded import listening

every = pytest.mark.parametrize("system", SYSTEMS, ids=lambda each: each.kind)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house without feeds."""
    home = tmp_path_factory.mktemp("feeds") / "empty"
    subprocess.run([sys.executable, "-m", "tests.faults.feeding", "prepare", str(home)], check=True)
    return home


def read(home: Path, system: System, address: str, kills: int, seed: int, batch: int) -> dict[str, Any]:
    out = home.parent / "out.json"
    words = ["read", str(home), system.kind, address, str(kills), str(seed), str(batch), str(out)]
    subprocess.run([sys.executable, "-m", "tests.faults.feeding", *words], check=True)
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def check(desk: Desk, found: dict[str, Any], kills: int) -> None:
    """Exactly the system's tickets and steps, each once."""
    assert found["killed"] == kills
    assert found["troubles"] == ["", ""]
    assert "done" in found["states"]
    assert set(found["states"]) <= {"done", "already imported"}  # the very same minutes, read once more
    assert sorted(row[0] for row in found["standing"]) == sorted(map(desk.number, desk.tickets))
    steps = [
        (case, activity, at.isoformat(), team)
        for one in desk.tickets
        for case, activity, at, team in desk.went(one)
    ]
    assert sorted(map(tuple, found["went"])) == sorted(steps)


def check_kills(empty: Path, home: Path, system: System, tickets: int, kills: int) -> None:
    shutil.copytree(empty, home)
    desk = system.desk([ticket(n) for n in range(tickets)], weather=True)
    if isinstance(desk, Glpi):
        desk.lasts = 150
    batch = 300 if tickets < 10_000 else 10_000
    with listening(desk) as address:
        check(desk, read(home, system, address, kills, tickets, batch), kills)
        late = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=tickets // 200)
        for n in range(0, tickets, 20):
            desk.change(n, late + timedelta(seconds=n // 100), "closed")
        for n in range(tickets, tickets + tickets // 40):
            desk.add(n)
            desk.tickets[n].changed = late
        check(desk, read(home, system, address, kills, tickets + 1, batch), kills)


@every
def test_2_000_tickets_of_each_system_and_what_changed_with_8_kills(
    empty: Path, tmp_path: Path, system: System
) -> None:
    check_kills(empty, tmp_path / "home", system, 2_000, 4)


@pytest.mark.long
@every
def test_100_000_tickets_of_each_system_and_what_changed_with_40_kills(
    empty: Path, tmp_path: Path, system: System
) -> None:
    check_kills(empty, tmp_path / "home", system, 100_000, 20)
