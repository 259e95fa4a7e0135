"""An erased person is in no byte of any live file; and does not come back with an older backup."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .test_backup import clean, takehold

PLANT = """
import sys
from pathlib import Path
from takehold.cli.site import home
folder = Path(sys.argv[1])
home.prepare(folder)
home.start(folder)
home.bring_up_to_date()
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
from takehold.overview.tests import test_erasing
test_erasing.planted(test_erasing.build())
"""
LOOK = """
import sys
from pathlib import Path
from takehold.cli.site import home
home.start(Path(sys.argv[1]))
from takehold.overview.tests import test_erasing
print(*test_erasing.left(), sep="\\n")
"""
POSTGRES = os.environ.get("TAKEHOLD_DATABASE", "")
WORDS = ("Zschoppach", "ZSCHOPPACH", "zschoppach", "KX-77123", "canary-noted", "canary-replied", "canary-said",
         "canary-chosen")  # fmt: skip


def holding(folder: Path) -> dict[str, set[str]]:
    """Files with the words that their raw bytes hold, in any of the encodings a database or an upload may use."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        words = {w for w in WORDS for code in ("utf-8", "utf-16-le") if w.encode(code) in data}
        if words:
            found[str(path.relative_to(folder))] = words
    return found


def run(script: str, *words: object, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], env=env or clean(), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which somebody is everywhere, and a backup of it beside."""
    home = tmp_path_factory.mktemp("erasure") / "home"
    run(PLANT, home)
    made = takehold("backup", "--home", home)
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture(scope="module")
def erased(planted: Path) -> Path:
    done = takehold("erase-person", "KX-77123", "--yes", "--home", planted)
    assert done.returncode == 0, done.stderr
    assert "Erased. 2 uploads held the person" in done.stdout
    return planted


def test_no_byte_is_left_in_any_live_file(planted: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(planted, home)
    before = holding(home)
    assert set(WORDS) <= before["takehold.sqlite3"] | {"ZSCHOPPACH"}
    assert len(before) >= 3, "the database and two uploads"
    done = takehold("erase-person", "KX-77123", "--yes", "--home", home)
    assert done.returncode == 0, done.stderr
    assert holding(home) == {}
    again = takehold("erase-person", "KX-77123", "--yes", "--home", home)
    assert again.returncode == 1
    assert "There is no person with the key KX-77123." in again.stderr
    assert takehold("verify-audit", "--home", home).returncode == 0


def test_an_older_backup_does_not_bring_the_person_back(erased: Path, tmp_path: Path) -> None:
    backups = erased.with_name("home-backups")
    (backup,) = (path for path in backups.iterdir() if path.is_dir())
    assert holding(backup), "the backup is older than the erasure"
    assert holding(backups).keys() == {f"{backup.name}/{name}" for name in holding(backup)}, (
        "the list names nobody"
    )
    done = takehold("restore", backup, "--home", tmp_path / "back")
    assert done.returncode == 0, done.stderr
    assert "1 people who were erased since then are erased here too." in done.stdout
    assert holding(tmp_path / "back") == {}
    assert takehold("verify-audit", "--home", tmp_path / "back").returncode == 0


def test_without_the_list_restore_says_what_is_missing(planted: Path, tmp_path: Path) -> None:
    (backup,) = (path for path in planted.with_name("home-backups").iterdir() if path.is_dir())
    shutil.copytree(backup, tmp_path / "elsewhere" / "copy")
    done = takehold("restore", tmp_path / "elsewhere" / "copy", "--home", tmp_path / "back")
    assert done.returncode == 0, done.stderr
    assert "--erased" in done.stdout
    assert holding(tmp_path / "back")
    (tmp_path / "list").write_text("not a list\n")
    wrong = takehold("restore", backup, "--erased", tmp_path / "list", "--home", tmp_path / "other")
    assert wrong.returncode == 2


@pytest.mark.skipif(not POSTGRES.startswith("postgres"), reason="TAKEHOLD_DATABASE names no PostgreSQL")
def test_on_postgresql_no_row_of_any_table_is_left(tmp_path: Path) -> None:
    import psycopg

    name = "takehold_erasure"
    with psycopg.connect(POSTGRES, autocommit=True) as db:
        db.execute(f"drop database if exists {name}")
        db.execute(f"create database {name}")
    env = {**clean(), "TAKEHOLD_DATABASE": POSTGRES.rpartition("/")[0] + f"/{name}"}
    home = tmp_path / "home"
    try:
        run(PLANT, home, env=env)
        assert len(run(LOOK, home, env=env).split("\n")) >= 12
        done = takehold("erase-person", "KX-77123", "--yes", "--home", home, env=env)
        assert done.returncode == 0, done.stderr
        assert run(LOOK, home, env=env).strip() == ""
        assert holding(home) == {}
        dump = subprocess.run(
            ["pg_dump", env["TAKEHOLD_DATABASE"]], capture_output=True, text=True, check=True
        )
        assert [word for word in WORDS if word in dump.stdout] == []
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as db:
            db.execute(f"drop database if exists {name} with (force)")
