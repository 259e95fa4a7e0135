"""The database in a backup: SQLite's own online copy, or what pg_dump writes of one moment."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home

SQLITE: Final = "takehold.sqlite3"
POSTGRESQL: Final = "takehold.pgdump"
BESIDE: Final = ("-wal", "-shm", "-journal")


def named() -> str:
    """The file of a backup that holds the database which the environment names."""
    return POSTGRESQL if os.environ.get("TAKEHOLD_DATABASE", "") else SQLITE


@contextmanager
def snapshot(home: Path, part: Path) -> Iterator[None]:
    """Copy the database into ``part`` as it is at one moment; meanwhile Django looks at that very moment."""
    if named() == SQLITE:
        online_copy(home / SQLITE, part / SQLITE)
        data_home.start(part)
        from django.db import connection

        try:
            yield
        finally:
            connection.close()
        for ending in BESIDE:
            (part / (SQLITE + ending)).unlink(missing_ok=True)
    else:
        data_home.start(home)
        with _moment() as name:
            _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}",
                 f"--file={part / POSTGRESQL}")  # fmt: skip
            yield


def online_copy(source: Path, target: Path) -> None:
    """Copy a SQLite database that is in use, in one go: whoever writes meanwhile neither waits nor disturbs.

    Raises:
        click.ClickException: there is no such database, or it is damaged.
    """
    try:
        import pysqlite3 as sqlite3
    except ImportError:  # no wheel for this platform
        import sqlite3
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sound = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise click.ClickException(
            tell("The database {path} cannot be copied ({why}).", path=str(source), why=str(error))
        ) from error
    if sound != "ok":
        raise click.ClickException(
            tell("The database {path} is damaged: {why}", path=str(source), why=str(sound))
        )


def bring_back(part: Path) -> None:
    """Fill PostgreSQL from the dump, all or nothing; SQLite's file needs nothing. Django was started before.

    Raises:
        click.ClickException: the database is not empty, or the dump was not taken.
    """
    from django.db import connection

    if named() == SQLITE:
        return
    if connection.introspection.table_names():
        raise click.UsageError(
            tell("The database that TAKEHOLD_DATABASE names holds tables already. Name an empty one.")
        )
    _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
         str(part / POSTGRESQL), into=True)  # fmt: skip


@contextmanager
def _moment() -> Iterator[str]:
    """A read transaction that sees one moment, and the name under which others may see the same one."""
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            name: str = cursor.fetchone()[0]
        yield name


def _run(program: str, *words: str, into: bool = False) -> None:
    """Run a program of PostgreSQL on Django's database; passwords go by the environment, where nobody sees them."""
    from django.db import connection
    from django.db.backends.postgresql.client import DatabaseClient

    options, extra = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    where = [*options[1:-1], "-d", options[-1]]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [program, *where, *words], env={**os.environ, **(extra or {})}, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise click.ClickException(
            tell(
                "{program} is not installed here. It comes with PostgreSQL's client (for instance: apt install "
                "postgresql-client); its version must be at least that of the server.",
                program=program,
            )
        ) from error
    if done.returncode:
        raise click.ClickException(
            tell("{program} failed: {why}", program=program, why=done.stderr.strip()[-500:])
        )
