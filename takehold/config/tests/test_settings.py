"""Where mails go, by what the environment says; how long a connection to the database stays open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

ASKED = "from takehold.config import settings as s; print(s.EMAIL_BACKEND.split('.')[-2], getattr(s, 'EMAIL_FILE_PATH', ''))"


@pytest.mark.parametrize(
    ("demo", "mail", "expected"),
    [
        (True, "", "filebased {home}/mails"),
        (True, "smtp://localhost:25", "smtp "),
        (False, "", "console "),
    ],
)
def test_a_demo_keeps_mails_in_its_folder_and_prints_none(
    tmp_path: Path, demo: bool, mail: str, expected: str
) -> None:
    if demo:
        (tmp_path / "this-is-a-demo").write_text("built\n")
    said = {"TAKEHOLD_HOME": str(tmp_path), "TAKEHOLD_DEMO": "1", "TAKEHOLD_MAIL": mail}
    answer = subprocess.run(
        [sys.executable, "-c", ASKED], env={**os.environ, **said}, capture_output=True, text=True, check=True
    )
    assert answer.stdout.removesuffix("\n") == expected.format(home=tmp_path)


@pytest.mark.django_db
def test_a_connection_stays_open_between_pages_and_idle_holds_up_no_wiping(tmp_path: Path) -> None:
    said = {**settings.DATABASES["default"]}
    if connection.vendor == "sqlite":
        said["NAME"] = tmp_path / "house.sqlite3"
    one, other = (ConnectionHandler({"default": dict(said)})["default"] for _each in range(2))
    try:
        with one.cursor() as cursor, other.cursor() as beside:
            cursor.execute("CREATE TABLE notes_of_a_test (words text)")
            cursor.execute("INSERT INTO notes_of_a_test VALUES ('of somebody')")
            beside.execute("SELECT words FROM notes_of_a_test")
            assert beside.fetchall() == [("of somebody",)]
        kept = other.connection
        other.close_if_unusable_or_obsolete()
        assert other.connection is kept is not None
        with one.cursor() as cursor:
            cursor.execute("DROP TABLE notes_of_a_test")
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                assert cursor.fetchone()[0] == 0
                assert (tmp_path / "house.sqlite3-wal").stat().st_size == 0
    finally:
        one.close()
        other.close()
