"""A receiver and whoever brings, killed with SIGKILL at any moment: what was acknowledged is there, and there once."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.faults.receiving import run


def test_12_kills_of_a_receiver_lose_no_acknowledged_event(tmp_path: Path) -> None:
    found = run(tmp_path / "home", 12, seed=3)
    sys.stdout.write(f"{found}\n")
    assert int(str(found["told"])) > 24
    assert (found["lost"], found["twice"], found["waiting"], found["unread"]) == (0, 0, 0, 0)
    assert found["counted"] == found["there"]
    assert int(str(found["there"])) - int(str(found["told"])) <= 12  # kept, killed before it was told
