"""What is dear to make is made once in a run, by whichever process of the run needs it first."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` filled, for all processes of this run; nobody writes into it afterwards."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    place, made = base / f"once-{name}", base / f"once-{name}.made"
    with (base / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(place, ignore_errors=True)
            make(place)
            made.touch()
    return place


def demo(factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo, to be copied. Its feed watches the folder it was built in."""
    return once(factory, "demo", _build)


def _build(home: Path) -> None:
    command = [sys.executable, "-m", "takehold.cli.main", "demo", "--only-build", "--home", str(home)]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TAKEHOLD_", "DJANGO_"))}
    root = str(Path(__file__).resolve().parents[1])
    subprocess.run(command, check=True, capture_output=True, env={**own, "PYTHONPATH": root})
