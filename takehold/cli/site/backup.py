"""``takehold backup``: one folder that holds everything as it was at one moment, while the site goes on."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click

from takehold import __version__
from takehold.cli.offline.language import tell
from takehold.cli.site import databases
from takehold.cli.site import home as data_home
from takehold.cli.site.findings import LAST_BACKUP
from takehold.cli.site.inventory import Counted, Inventory, Unusable, copied, looked_at, synced, tables
from takehold.cli.site.restore import LIST

LOCK: Final = "backup.lock"
TRIES: Final = 3
BESIDES: Final = (
    data_home.KEY_FILE,
    "this-is-a-demo",
    "privacy-proof.json",
    "services.json",
    "own-services.json",
)
"""Small files of the data folder that no table names."""


class Moved(Exception):
    """A file went away while it was to be copied."""


@click.command(name="backup")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The folder to write, which must not exist yet. By default one named after the time, in a folder beside the site's.",
)
@data_home.home_option
def backup(out: Path | None, home: Path) -> None:
    """Copy everything into one folder, as it is at this moment. The site may go on meanwhile.

    The folder has its name only once all of it is there and durable. It holds the secret key and all that people said:
    keep it as closed as the site itself.
    """
    home, now = home.resolve(), datetime.now(UTC)
    if not (home / data_home.KEY_FILE).exists():
        raise click.UsageError(
            tell("There is no site in {folder} yet. Start it once with: takehold serve", folder=str(home))
        )
    default = home.with_name(f"{home.name}-backups") / f"takehold-{now:%Y-%m-%dT%H-%M-%SZ}"
    target = (out or default).resolve()
    if target.exists() or target.is_relative_to(home):
        raise click.UsageError(
            tell(
                "A backup needs a folder of its own, outside the site's, that does not exist yet; "
                "{folder} is none.",
                folder=str(target),
            )
        )
    os.umask(0o077)
    with _alone(home):
        if out is None:  # the folder is ours alone, and so is what a killed run left there
            for left in target.parent.glob(".takehold-*.unfinished"):
                shutil.rmtree(left, ignore_errors=True)
        try:
            found = make(home, target, now)
        except OSError as error:
            raise click.ClickException(
                tell(
                    "The backup could not be written ({why}). Nothing of it was left.",
                    why=error.strerror or str(error),
                )
            ) from error
        _remember(home, target, now)
        old = _drop_old(target, now) if out is None else 0
    _tell(found, target)
    if old:
        click.echo(tell("{n} older backups whose time was over are gone.", n=old))


def make(home: Path, target: Path, now: datetime) -> Inventory:
    """Make the backup; ``target`` is there at the end, or not at all.

    Raises:
        OSError: no room, or no right to write there.
        click.ClickException: the database cannot be copied, or files of the site are missing.
    """
    part = target.with_name(f".{target.name}.unfinished")
    for tried in range(1, TRIES + 1):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        try:
            found = _filled(home, part, now)
            found.write(part)
            synced(part)
            part.rename(target)
            synced(target)
        except Moved as error:
            if tried == TRIES:
                raise click.ClickException(
                    tell("{file} is not there; see what takehold doctor says.", file=str(error))
                ) from error
        else:
            return found
        finally:
            shutil.rmtree(part, ignore_errors=True)
    raise AssertionError


def _filled(home: Path, part: Path, now: datetime) -> Inventory:
    files = {name: copied(home / name, part / name) for name in BESIDES if (home / name).exists()}
    with databases.snapshot(home, part):
        from takehold.audit import queries as audit
        from takehold.gather.queries import kept as drafts
        from takehold.ledger.queries import stored

        needed = set(stored.needed_files())
        wanted = [*sorted(needed), *stored.kept_files(), *drafts.kept_files()]
        with click.progressbar(wanted, hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
            for name in bar:
                files.update(_taken(home, part, name, needed=name in needed))
        record = audit.verify()
        counted = tables()
    database = databases.named()
    files[database] = looked_at(part / database)
    return Inventory(now, __version__, database, files, counted, str(record.head), record.ok)


def _taken(home: Path, part: Path, name: str, *, needed: bool) -> dict[str, Counted]:
    try:
        return {name: copied(home / name, part / name)}
    except FileNotFoundError as error:
        (part / name).unlink(missing_ok=True)
        if needed:
            raise Moved(name) from error
        return {}


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One backup at a time; a killed one frees the place."""
    handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise click.ClickException(
                tell("Another backup of {folder} is being made.", folder=str(home))
            ) from error
        yield
    finally:
        os.close(handle)


def _remember(home: Path, target: Path, now: datetime) -> None:
    """Note when and where, for the doctor."""
    part = home / f".{LAST_BACKUP}.part"
    part.write_text(f"{now.isoformat()}\n{target}\n")
    part.replace(home / LAST_BACKUP)
    if (home / LIST).exists():
        shutil.copy(home / LIST, target.parent / LIST)


def _drop_old(target: Path, now: datetime) -> int:
    """In the usual place, backups are kept for TAKEHOLD_BACKUP_DAYS: they hold whoever was erased since."""
    from django.conf import settings

    gone = 0
    for folder in sorted(target.parent.glob("takehold-*")):
        try:
            made_at = Inventory.read(folder).made_at
        except Unusable:  # not ours to judge
            continue
        if folder != target and now - made_at > timedelta(days=settings.BACKUP_DAYS):
            shutil.rmtree(folder)
            gone += 1
    return gone


def _tell(found: Inventory, target: Path) -> None:
    click.echo(
        tell(
            "{folder} holds {tables} tables with {rows} rows and {files} files, {size} MB in all.",
            folder=str(target), tables=len(found.tables), rows=sum(t.amount for t in found.tables.values()),
            files=len(found.files), size=round(sum(f.amount for f in found.files.values()) / 1_000_000, 1),
        )
    )  # fmt: skip
    if not found.audit_whole:
        click.echo(
            tell("The record of who did what had been edited before; see: takehold verify-audit"), err=True
        )
    click.echo(tell("Bring it back with: takehold restore {folder} --home FOLDER", folder=str(target)))
