"""``takehold restore``: a backup becomes a site again, in an empty folder, and is compared with what was backed up."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import databases
from takehold.cli.site import home as data_home
from takehold.cli.site.inventory import INVENTORY, Counted, Inventory, Unusable, copied, synced, tables

STAGING: Final = ".restoring"
LIST: Final = "erased-persons"
"""The file beside the backups, and in the site's folder, that ``people.operations.forgetting`` writes."""


class Differs(Exception):
    """What came out is not what was put in; ``str()`` is a sentence."""


@click.command(name="restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The list of those who were erased since. By default the one that lies beside the backup.",
)
@data_home.home_option
def restore(backup: Path, erased: Path | None, home: Path) -> None:
    """Bring a backup back into an empty folder, and prove that every file and every table is as it was.

    People who were erased after the backup was made are then erased again, by a list of random numbers. Exit code 1
    when something differs; then nothing is brought back.
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
    listed = numbers_in(erased or backup.resolve().parent / LIST)
    _refuse(found, home)
    os.umask(0o077)
    try:
        again = _bring_back(found, backup, home, listed or {})
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
    _tell(found, home, again, listed)


def _tell(found: Inventory, home: Path, again: int, listed: Mapping[int, str] | None) -> None:
    click.echo(
        tell(
            "{folder} is as it was on {at} UTC: {files} files, {tables} tables with {rows} rows, each compared.",
            folder=str(home), at=f"{found.made_at:%Y-%m-%d %H:%M}", files=len(found.files),
            tables=len(found.tables), rows=sum(each.amount for each in found.tables.values()),
        )
    )  # fmt: skip
    if again:
        click.echo(tell("{n} people who were erased since then are erased here too.", n=again))
    if listed is None:
        click.echo(
            tell(
                "No list of people erased since lies beside the backup; if there is one, name it with --erased."
            )
        )
    click.echo(tell("Start it with: takehold serve --home {folder}", folder=str(home)))


def numbers_in(path: Path) -> dict[int, str] | None:
    """Random numbers of those who were erased, each with its day; None where there is no list.

    Raises:
        click.UsageError: the file is something else.
    """
    try:
        lines = [line.split() for line in path.read_text().splitlines()]
        return {int(number): date.fromisoformat(day).isoformat() for number, day in lines}
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise click.UsageError(
            tell("{path} is no list of people who were erased.", path=str(path))
        ) from error


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


def _bring_back(found: Inventory, backup: Path, home: Path, listed: Mapping[int, str]) -> int:
    """Build beside the folder (inside it where it is a disk of its own), compare, and only then put in place.

    How many people were erased again before that.
    """
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
        again = _erase_again(listed)
        (part / databases.POSTGRESQL).unlink(missing_ok=True)
        synced(part)
        if inside:
            for each in sorted(part.iterdir(), key=lambda path: path.name == data_home.KEY_FILE):
                each.rename(home / each.name)
        else:
            part.rename(home)
        synced(home)
        return again
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _brought(source: Path, target: Path, counted: Counted) -> None:
    try:
        same = copied(source, target) == counted
    except FileNotFoundError:
        same = False
    if not same:
        raise Differs(tell("{file} of the backup is missing or was changed.", file=str(source)))


def _erase_again(listed: Mapping[int, str]) -> int:
    """Nobody who was erased comes back with an older backup."""
    if not listed:
        return 0
    from django.core.management import call_command
    from django.db import connection

    from takehold.overview import operations

    try:
        call_command("migrate", verbosity=0, interactive=False)
        return operations.erase_again(numbers=listed, now=datetime.now(UTC))
    finally:
        connection.close()


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
