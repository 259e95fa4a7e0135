"""``takehold export-person``: everything that leads to one person, as a file."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home


@click.command(name="export-person")
@click.argument("key")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write, which must not exist yet: .zip with a page to read beside the JSON, else JSON alone.",
)
@data_home.home_option
def export_person(key: str, out: Path, home: Path) -> None:
    """Write everything that leads to the person with this KEY into one file that only you can read.

    What was said without a name and answers in surveys without names lead to nobody and are not in it; nor is whether a
    survey was answered. The copy is put on record. Exit code 1 when there is no such person.
    """
    data_home.start_existing(home)
    from takehold.audit import operations as audit
    from takehold.overview.queries import mine
    from takehold.overview.views import person_file
    from takehold.overview.views.me import all_lines
    from takehold.people.queries import kept as people

    person = people.person_of(key=key)
    if person is None:
        click.echo(tell("There is no person with the key {key}.", key=key), err=True)
        raise SystemExit(1)
    now = datetime.now(UTC)
    found = mine.copy(person, now=now)
    try:
        if out.suffix == ".zip":
            written(out, person_file.zipped(person, now=now, lines=all_lines))
        else:
            written(out, (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode())
    except FileExistsError as error:
        raise click.UsageError(
            tell("{path} exists already. Name a file that does not.", path=str(out))
        ) from error
    except OSError as error:
        raise click.ClickException(
            tell("{path} cannot be written ({why}).", path=str(out), why=error.strerror or str(error))
        ) from error
    audit.record(actor="takehold", action="person exported", subject=f"person:{person}", now=now)
    tables = [each for each in found["tables"] if each["count"]]
    click.echo(
        tell(
            "{path} holds {rows} rows of {tables} tables that lead to this person.",
            path=str(out), rows=sum(each["count"] for each in tables), tables=len(tables),
        )
    )  # fmt: skip


def written(out: Path, content: bytes) -> None:
    """Write a file that only its owner may read; one that could not be finished is taken away."""
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        out.unlink(missing_ok=True)
        raise
