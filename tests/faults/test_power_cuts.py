"""The power goes at any moment of imports, tallies and audit lines: what was acknowledged is there, all of it once.

A real worker runs under strace; its writes, renames and syncs are replayed onto a model of a disk and cut anywhere.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import campaign, disk, invariants

SHORT, LONG = 200, 5_000
WAYS = ("lost", "torn", "some")


@dataclass(frozen=True)
class Recorded:
    """What a worker did to its folder: the folder before, and every operation since."""

    base: Path
    home: Path
    ops: list[disk.Op]


def run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "tests.faults.campaign", *map(str, arguments)], check=True)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    if shutil.which("strace") is None:
        pytest.fail("strace is not installed; .ci/run installs it")
    folder = tmp_path_factory.mktemp("power")
    home, base = folder / "home", folder / "base"
    run("prepare", home)
    shutil.copytree(home, base)
    command = [sys.executable, "-m", "tests.faults.campaign", "work", home, 6]
    subprocess.run(disk.strace(folder / "trace", command), check=True)
    return Recorded(base, home, list(disk.operations(folder / "trace", home, folder / "told")))


def images(recorded: Recorded, ops: list[disk.Op], count: int, seed: int) -> list[list[str]]:
    """Cut the power ``count`` times; the problems of each image that is found afterwards."""
    rng = random.Random(seed)
    model = disk.Disk.of(recorded.base, as_if_at=recorded.home)
    found, done = [], 0
    for n, at in enumerate(sorted(rng.randrange(len(ops) + 1) for _ in range(count))):
        for op in ops[done:at]:
            model.apply(op)
        done = at
        image = recorded.home.parent / "image"
        shutil.rmtree(image, ignore_errors=True)
        disk.lay_out(model.cut(rng, WAYS[n % 3]), recorded.home, image)
        found.append(invariants.problems(image, model.told))
    return found


def wrong(found: list[list[str]]) -> list[str]:
    return [f"{len(bad)} of {len(found)}: {bad[0]}" for bad in [[b for each in found for b in each]] if bad]


def test_the_record_speaks_of_everything_that_matters(recorded: Recorded) -> None:
    kinds = {op.what for op in recorded.ops}
    assert {"write", "sync", "create", "rename", "mkdir", "told"} <= kinds
    model = disk.Disk.of(recorded.base, as_if_at=recorded.home)
    for op in recorded.ops:
        model.apply(op)
    for path in [*recorded.home.rglob("*.parquet"), recorded.home / "takehold.sqlite3"]:
        inode = model.names[str(path)]
        content = bytes(inode.safe)
        assert content == path.read_bytes(), f"the replay of {path.name} is not what lies on the disk"
    assert len(model.told) >= 6 * 4


def test_nothing_acknowledged_is_lost_in_200_power_cuts(recorded: Recorded) -> None:
    began = time.monotonic()
    found = images(recorded, recorded.ops, SHORT, seed=1)
    assert wrong(found) == []
    took = time.monotonic() - began
    sys.stdout.write(
        f"{len(found)} power cuts, 0 with anything lost, half imported or double ({took:.0f} s)\n"
    )


def test_without_the_syncs_of_the_database_the_same_cuts_do_lose(recorded: Recorded) -> None:
    """A control: the model can tell. This is what synchronous=NORMAL would risk."""
    careless = [op for op in recorded.ops if not (op.what == "sync" and op.path.endswith("-wal"))]
    found = images(recorded, careless, 60, seed=2)
    assert sum(bool(bad) for bad in found) >= 10


def test_without_the_sync_of_a_folder_the_same_cuts_do_lose(recorded: Recorded) -> None:
    careless = [op for op in recorded.ops if not (op.what == "sync" and "/segments" in op.path)]
    found = images(recorded, careless, 60, seed=3)
    assert sum(bool(bad) for bad in found) >= 10


def test_after_a_power_cut_the_site_goes_on_by_itself(recorded: Recorded) -> None:
    rng = random.Random(4)
    model = disk.Disk.of(recorded.base, as_if_at=recorded.home)
    for op in recorded.ops[: len(recorded.ops) * 2 // 3]:
        model.apply(op)
    image = recorded.home.parent / "again" / "home"
    disk.lay_out(model.cut(rng, "some"), recorded.home, image)
    assert campaign.restarted(image) < 10
    assert invariants.problems(image, model.told) == []
    assert invariants.states(image) == ["done"]


@pytest.mark.long
def test_nothing_acknowledged_is_lost_in_5000_power_cuts(recorded: Recorded) -> None:
    assert wrong(images(recorded, recorded.ops, LONG, seed=5)) == []
