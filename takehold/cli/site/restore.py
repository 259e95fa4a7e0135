"""``takehold restore``: a backup becomes a site again, in an empty folder, and is compared with what was backed up."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import databases
from takehold.cli.site import home as data_home
from takehold.cli.site.inventory import INVENTORY, Counted, Inventory, Unusable, copied, synced, tables

STAGING: Final = ".restoring"


class Differs(Exception):
    """What came out is not what was put in; ``str()`` is a sentence."""


@click.command(name="restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, file_okay=False))
@data_home.home_option
def restore(backup: Path, home: Path) -> None:
    """Bring a backup back into an empty folder, and prove that every file and every table is as it was.

    Exit code 1 when something differs; then nothing is brought back.
    """
    home = home.resolve()
    try:
        found = Inventory.read(backup)
    except Unusable as error:
        raise click.UsageError(
            tell(
                "{folder} is no finished backup of this program: it has no {file} that can be read.",
                folder=str(backup),
                file=INVENTORY,
            )
        ) from error
    _refuse(found, home)
    os.umask(0o077)
    try:
        _bring_back(found, backup, home)
    except Differs as error:
        click.echo(str(error), err=True)
        click.echo(tell("Nothing was brought back into {folder}.", folder=str(home)), err=True)
        raise SystemExit(1) from error
    except OSError as error:
        raise click.ClickException(
            tell(
                "The backup could not be brought back ({why}). Nothing was left in {folder}.",
                why=error.strerror or str(error), folder=str(home),
            )
        ) from error  # fmt: skip
    click.echo(
        tell(
            "{folder} is as it was on {at} UTC: {files} files, {tables} tables with {rows} rows, each compared.",
            folder=str(home), at=f"{found.made_at:%Y-%m-%d %H:%M}", files=len(found.files),
            tables=len(found.tables), rows=sum(each.amount for each in found.tables.values()),
        )
    )  # fmt: skip
    click.echo(tell("Start it with: takehold serve --home {folder}", folder=str(home)))


def _refuse(found: Inventory, home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise click.UsageError(
            tell("{folder} is not empty. Name a folder that is new or empty with --home.", folder=str(home))
        )
    if found.database != databases.named():
        raise click.UsageError(
            tell("This backup is of SQLite: bring it back without TAKEHOLD_DATABASE.")
            if found.database == databases.SQLITE
            else tell("This backup is of PostgreSQL: name an empty database by TAKEHOLD_DATABASE.")
        )


def _bring_back(found: Inventory, backup: Path, home: Path) -> None:
    """Build beside the folder (inside it where it is a disk of its own), compare, and only then put in place."""
    inside = home.is_mount()
    part = home / STAGING if inside else home.with_name(f".{home.name}{STAGING}")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        with click.progressbar(sorted(found.files), hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
            for name in bar:
                _brought(backup / name, part / name, found.files[name])
        data_home.start(part)
        databases.bring_back(part)
        _compare(found)
        (part / databases.POSTGRESQL).unlink(missing_ok=True)
        synced(part)
        if inside:
            for each in sorted(part.iterdir(), key=lambda path: path.name == data_home.KEY_FILE):
                each.rename(home / each.name)
        else:
            part.rename(home)
        synced(home)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _brought(source: Path, target: Path, counted: Counted) -> None:
    try:
        same = copied(source, target) == counted
    except FileNotFoundError:
        same = False
    if not same:
        raise Differs(tell("{file} of the backup is missing or was changed.", file=str(source)))


def _compare(found: Inventory) -> None:
    """Every table, and the record of who did what, against what the backup says of them."""
    from django.db import connection

    try:
        differs = unlike(found.tables, tables())
        if differs:
            raise Differs(
                tell("These tables are not as they were backed up: {tables}.", tables=", ".join(differs))
            )
        from takehold.audit import queries as audit

        record = audit.verify()
        if (str(record.head), record.ok) != (found.audit, found.audit_whole):
            raise Differs(tell("The record of who did what is not as it was backed up."))
    finally:
        connection.close()


def unlike(before: Mapping[str, Counted], after: Mapping[str, Counted]) -> list[str]:
    """Names of tables that differ in rows or checksum, or that only one of both has."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
