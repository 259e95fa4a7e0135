"""Whoever watches a folder is killed with SIGKILL: no file that was left there is lost, none is counted twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def kills(home: Path, count: int, seed: int) -> None:
    command = [sys.executable, "-m", "tests.faults.folder_kills", str(home), str(count), str(seed)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["kills"] == count
    assert found["files"] > count // 10


def test_20_kills_of_who_watches_a_folder(tmp_path: Path) -> None:
    kills(tmp_path / "home", 20, seed=1)


@pytest.mark.long
def test_200_kills_of_who_watches_a_folder(tmp_path: Path) -> None:
    kills(tmp_path / "home", 200, seed=2)
