"""Backup and restore, as a drill: under load, killed at any moment, spoiled, onto a full folder; always all or nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pysqlite3
import pytest

from . import campaign, invariants

PREPARE = """
import sys
from pathlib import Path
from takehold.cli.site import home
from tests.faults import campaign, invariants
folder = Path(sys.argv[1])
home.prepare(folder)
campaign.load(folder)
def migrate():
    from takehold.cli.site import fresh
    fresh.make_tables()
assert campaign.finished(campaign.child(migrate))
campaign.prepare(folder)
"""
POSTGRES = os.environ.get("TAKEHOLD_DATABASE", "")
FILL = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from takehold.cli.site import home
folder = Path(sys.argv[1])
home.prepare(folder)
home.start(folder)
home.bring_up_to_date()
from takehold.people import operations
operations.create_administrator(email="admin@example.org", name="Ada", now=datetime.now(UTC))
"""
LOAD = """
import sys
from pathlib import Path
from tests.faults import campaign, invariants
folder = Path(sys.argv[1])
campaign.load(folder)
campaign.without_sandbox()
campaign.work_on(folder)
"""


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("TAKEHOLD_")}


def takehold(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "takehold.cli.main", *map(str, words)]
    return subprocess.run(command, env=env or clean(), capture_output=True, text=True, check=False)


@contextmanager
def busy(home: Path) -> Iterator[None]:
    """Somebody uploads, imports, tallies and audits as fast as it goes."""
    before = len(campaign.told(home))
    worker = subprocess.Popen([sys.executable, "-c", LOAD, str(home)])
    try:
        while len(campaign.told(home)) < before + 8:
            assert worker.poll() is None
            time.sleep(0.02)
        yield
        assert worker.poll() is None, "the worker was disturbed by the backup"
    finally:
        worker.kill()
        worker.wait()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("backup") / "home"
    subprocess.run([sys.executable, "-c", PREPARE, str(home)], check=True)
    return home


@pytest.fixture(scope="module")
def kept(site: Path) -> tuple[Path, list[list[str]], list[list[str]]]:
    """A backup made under load, what had been acknowledged when it began, and what came while it ran."""
    out = site.parent / "under-load"
    with busy(site):
        before = campaign.told(site)
        made = takehold("backup", "--home", site, "--out", out)
        after = campaign.told(site)
    assert made.returncode == 0, made.stderr
    return out, before, after[len(before) :]


def contents(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(pysqlite3.connect(home / "takehold.sqlite3")) as db:
        names = [n for (n,) in db.execute("select name from sqlite_master where type = 'table' order by 1")]
        return {name: sorted(db.execute(f'select * from "{name}"'), key=repr) for name in names}


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_under_load_comes_back_whole(kept, tmp_path: Path) -> None:
    out, before, meanwhile = kept
    assert meanwhile, "nothing happened while the backup ran: that was no load"
    assert not list(out.rglob("*-wal"))
    assert out.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.rglob("*"))
    target = tmp_path / "again"
    target.mkdir()
    said = takehold("restore", out, "--home", target)
    assert said.returncode == 0, said.stderr
    assert invariants.problems(target, before) == []
    assert contents(target) == contents(out)
    there = files(target)
    wanted = {name: there.get(name) for name in json.loads((out / "inventory.json").read_text())["files"]}
    assert wanted == {name: (out / name).read_bytes() for name in wanted}
    assert any(name.startswith("segments/") for name in wanted)
    assert set(there) == set(wanted)
    proved = takehold("verify-audit", "--home", target)
    assert proved.returncode == 0, proved.stdout
    sys.stdout.write(f"{len(meanwhile)} acknowledged while the backup ran; {said.stdout}")


def test_what_came_back_goes_on_by_itself(kept, tmp_path: Path) -> None:
    out, before, _ = kept
    target = tmp_path / "again"
    assert takehold("restore", out, "--home", target).returncode == 0
    campaign.restarted(target)
    assert invariants.problems(target, before) == []
    assert invariants.states(target) == ["done"]


def test_the_doctor_knows_how_old_the_last_backup_is(kept, site: Path) -> None:
    looked = takehold("doctor", "--home", site, "--json")
    found = {each["check"]: each for each in json.loads(looked.stdout)}
    assert found["backup"]["well"]
    assert "made 0 h ago" in found["backup"]["sentence"]


@pytest.mark.parametrize(
    "which",
    ["segments", "rows", *(pytest.param(w, marks=pytest.mark.long) for w in ("takehold.sqlite3", "gone"))],
)
def test_a_spoiled_backup_is_not_brought_back(kept, tmp_path: Path, which: str) -> None:
    out = tmp_path / "spoiled"
    shutil.copytree(kept[0], out)
    if which == "rows":
        said = json.loads((out / "inventory.json").read_text())
        said["tables"]["audit_line"]["sha256"] = "0" * 64
        (out / "inventory.json").write_text(json.dumps(said))
    else:
        place = out / ("segments" if which == "gone" else which)
        path = sorted(place.rglob("*.parquet"))[0] if place.is_dir() else place
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.unlink() if which == "gone" else path.write_bytes(content)
    target = tmp_path / "again"
    said_of = takehold("restore", out, "--home", target)
    assert said_of.returncode == 1
    assert "Nothing was brought back" in said_of.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["spoiled"]


def test_a_folder_that_holds_something_is_left_alone(kept, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x")
    said = takehold("restore", kept[0], "--home", tmp_path)
    assert (said.returncode, "is not empty" in said.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]
    for out in (tmp_path, kept[0].parent / "home" / "inside"):
        said = takehold("backup", "--home", kept[0].parent / "home", "--out", out)
        assert (said.returncode, "does not exist yet" in said.stderr) == (2, True)


def test_a_folder_that_is_a_disk_of_its_own_is_filled_in_place(kept, tmp_path: Path) -> None:
    words = (
        "from pathlib import Path; Path.is_mount = lambda _: True; from takehold.cli.main import main; main()"
    )
    command = [sys.executable, "-c", words, "restore", str(kept[0]), "--home", str(tmp_path)]
    subprocess.run(command, env=clean(), capture_output=True, check=True)
    assert invariants.problems(tmp_path, kept[1]) == []
    assert not (tmp_path / ".restoring").exists()


def test_what_a_killed_backup_left_goes_with_the_next(site: Path) -> None:
    usual = site.with_name("home-backups")
    left = usual / ".takehold-2026-01-01T00-00-00Z.unfinished"
    left.mkdir(parents=True)
    made = takehold("backup", "--home", site)
    assert made.returncode == 0, made.stderr
    assert [path.name.startswith("takehold-") for path in usual.iterdir()] == [True]


@pytest.mark.skipif(not POSTGRES.startswith("postgres"), reason="TAKEHOLD_DATABASE names no PostgreSQL")
def test_postgresql_comes_back_into_an_empty_database_only(tmp_path: Path) -> None:
    import psycopg

    names = [f"backup_{os.getpid()}_{n}" for n in "ab"]
    server = POSTGRES.rsplit("/", 1)[0]
    with closing(psycopg.connect(POSTGRES, autocommit=True)) as admin:
        for name in names:
            admin.execute(f'create database "{name}"')
        try:
            old, new = ({**clean(), "TAKEHOLD_DATABASE": f"{server}/{name}"} for name in names)
            subprocess.run([sys.executable, "-c", FILL, str(tmp_path / "home")], env=old, check=True)
            out = tmp_path / "kept"
            made = takehold("backup", "--home", tmp_path / "home", "--out", out, env=old)
            assert made.returncode == 0, made.stderr
            restore = ("restore", out, "--home", tmp_path / "again")
            assert [takehold(*restore, env=env).returncode for env in (old, clean(), new)] == [2, 2, 0]
            again = takehold("backup", "--home", tmp_path / "again", "--out", tmp_path / "twice", env=new)
            assert again.returncode == 0, again.stderr
            first, second = (
                json.loads((tmp_path / n / "inventory.json").read_text()) for n in ("kept", "twice")
            )
            assert first["tables"] == second["tables"]
            assert sum(each["amount"] for each in first["tables"].values()) > 100
        finally:
            for name in names:
                admin.execute(f'drop database "{name}" with (force)')


def check_kills(site: Path, folder: Path, count: int, seed: int) -> None:
    rng = random.Random(seed)
    began = time.monotonic()
    assert takehold("backup", "--home", site, "--out", folder / "whole").returncode == 0
    takes = time.monotonic() - began
    unfinished = 0
    with busy(site):
        for n in range(count):
            out = folder / f"b{n}"
            command = [
                sys.executable,
                "-m",
                "takehold.cli.main",
                "backup",
                "--home",
                str(site),
                "--out",
                str(out),
            ]
            run = subprocess.Popen(command, env=clean(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            part = out.with_name(f".{out.name}.unfinished")
            while not part.exists() and run.poll() is None:
                time.sleep(0.005)
            time.sleep(rng.uniform(0, takes * 0.7))
            run.send_signal(signal.SIGKILL)
            run.wait()
            unfinished += part.exists()
            for left in (out, part):
                if left.exists():
                    said = takehold("restore", left, "--home", folder / f"site-{n}")
                    assert said.returncode == (0 if left == out else 2), said.stderr
    assert unfinished >= count // 4
    assert takehold("backup", "--home", site, "--out", folder / "b0-again").returncode == 0


def test_2_kills_leave_nothing_that_looks_finished(site: Path, tmp_path: Path) -> None:
    check_kills(site, tmp_path, 2, seed=1)


@pytest.mark.long
def test_60_kills_leave_nothing_that_looks_finished(site: Path, tmp_path: Path) -> None:
    check_kills(site, tmp_path, 60, seed=2)
