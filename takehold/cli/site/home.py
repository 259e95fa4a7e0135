"""The data folder: made where it is missing, closed to others, with its secret key; Django started on it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import click
import django
from django.core.management import call_command

from takehold.cli.offline.language import tell

SETTINGS: Final = "takehold.config.settings"
KEY_FILE: Final = "secret-key"

home_option = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="TAKEHOLD_HOME",
    default=Path("takehold-data"),
    show_default=True,
    help="The folder that holds everything. It is created when it is missing.",
)


def prepare(home: Path) -> bool:
    """Make the folder (only its owner may look in) and the secret key. Returns whether the folder is new."""
    os.umask(0o077)
    fresh = not home.exists() or not any(home.iterdir())
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if fresh:
            home.chmod(0o700)
        write_key(home / KEY_FILE)
    except OSError as error:
        raise click.ClickException(
            tell(
                "The folder {folder} cannot be written ({why}). Choose another with --home, or give this "
                "user the right to write there.",
                folder=str(home),
                why=error.strerror or "",
            )
        ) from error
    return fresh


def write_key(path: Path) -> None:
    """Write a random key that only the owner may read, unless there is one."""
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(64))
        out.flush()
        os.fsync(out.fileno())


def start(home: Path) -> None:
    """Start Django on this folder. Once a process."""
    os.environ["TAKEHOLD_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def start_existing(home: Path) -> None:
    """As ``start``, for commands that need a site. Raises ``click.UsageError`` where the folder holds none."""
    if not (home / KEY_FILE).exists():
        raise click.UsageError(
            tell("There is no site in {folder} yet. Start it once with: takehold serve", folder=str(home))
        )
    start(home)


def bring_up_to_date() -> None:
    """Tables of this version, and the pages' style sheets where the server finds them."""
    from takehold.cli.site import fresh

    if fresh.empty():
        fresh.make_tables()
    else:
        call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
