"""After the close no file leads from an answer to a person: not by order, number, place on disk, log or link."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def ran(home: Path, people: int, over_pages: int) -> dict[str, Any]:
    """What the attacker who holds the disk found."""
    words = [sys.executable, "-m", "tests.security.linkage", str(home), str(people), str(over_pages)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    environment.pop("TAKEHOLD_DATABASE", None)
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for trace in ("203.0.113.77", "Canary-Browser"):
        assert trace not in done.stderr
    return dict(json.loads(done.stdout))


def holds(found: dict[str, Any], over_pages: int) -> None:
    assert found["answers"] == found["people"]
    assert found["marks"] == found["people"] - over_pages
    assert found["wal"] == 0
    assert found["hits"] == {"nonce": 0, "token": 0, "address": 0, "agent": 0}
    chance = 1 / found["smallest"]
    for way in ("by_number", "by_place", "by_order_of_invitation"):
        right, n = found[way]
        assert right / n <= chance + 3 * sqrt(chance * (1 - chance) / n), (way, right, n)


def test_nothing_on_disk_leads_from_an_answer_to_a_person(tmp_path: Path) -> None:
    holds(ran(tmp_path, 146, 6), 6)


@pytest.mark.long
def test_nothing_on_disk_leads_back_among_a_thousand(tmp_path: Path) -> None:
    holds(ran(tmp_path, 1046, 100), 100)
