"""Killed with SIGKILL at any moment: nothing acknowledged is lost, nothing is half there, nothing counts twice.

Of 100 kills in the short form 70 hit a worker that uploads, imports, tallies and audits (half by the clock, half at a
chosen sync or rename), and 30 hit four importers that race over two sources while a reader checks all the while. Merging
of files is killed at each sync and rename in turn, beside the same reader.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run(what: str, home: Path, *numbers: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.campaign", what, str(home), *map(str, numbers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    sys.stdout.write(f"{found}\n")
    return found


def check_kills(home: Path, count: int, seed: int) -> None:
    found = run("kills", home, count, seed)
    assert found["wrong"] == []
    assert found["kills"] == count
    assert found["imports"] >= count // 10
    assert found["restart"] < 10


def check_chaos(home: Path, batches: int, kills: int, seed: int) -> None:
    found = run("chaos", home, batches, kills, seed)
    assert found["wrong"] == []
    assert found["snapshots"] >= kills // 2


def test_70_kills_of_one_worker(tmp_path: Path) -> None:
    check_kills(tmp_path / "home", 70, seed=1)


def test_30_kills_among_four_importers_with_a_reader(tmp_path: Path) -> None:
    check_chaos(tmp_path / "home", 6, 30, seed=1)


def check_merging(home: Path, rounds: int, kills: int, seed: int) -> None:
    found = run("compacting", home, rounds, seed)
    assert found["wrong"] == []
    assert found["kills"] >= kills
    assert found["merged_away"] >= 4 * rounds
    assert found["snapshots"] >= found["kills"]


def test_merging_files_is_killed_at_every_step_beside_a_reader(tmp_path: Path) -> None:
    check_merging(tmp_path / "home", 1, 5, seed=1)


@pytest.mark.long
def test_merging_files_is_killed_in_many_rounds_beside_a_reader(tmp_path: Path) -> None:
    check_merging(tmp_path / "home", 10, 50, seed=2)


@pytest.mark.long
def test_350_kills_of_one_worker(tmp_path: Path) -> None:
    check_kills(tmp_path / "home", 350, seed=2)


@pytest.mark.long
def test_150_kills_among_four_importers_with_a_reader(tmp_path: Path) -> None:
    check_chaos(tmp_path / "home", 40, 150, seed=2)
