"""``takehold verify-audit``: whether anybody edited the record of who did what."""

from __future__ import annotations

from pathlib import Path

import click

from takehold.audit.facts import HeadFact
from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home


@click.command(name="verify-audit")
@click.option(
    "--head",
    "written",
    metavar="NUMBER:HASH",
    help="The end of the record as you wrote it down earlier; finds lines that were cut off or all written anew.",
)
@data_home.home_option
def verify_audit(written: str | None, home: Path) -> None:
    """Prove that nobody edited the record of who did what. Exit code 1 when somebody did."""
    try:
        outside = HeadFact.read(written) if written else None
    except ValueError as error:
        raise click.UsageError(
            tell("--head is written as this command prints it; {why}.", why=str(error))
        ) from error
    data_home.start_existing(home)
    from takehold.audit import queries

    found = queries.verify(outside=outside)
    if not found.ok:
        click.echo(
            tell(
                "The record was edited: {problem}. Compare it with a backup of the database.",
                problem=found.problem,
            )
        )
        raise SystemExit(1)
    click.echo(tell("{lines} lines, and each follows the one before it.", lines=found.lines))
    click.echo(tell("Write down its end, outside this machine: {head}", head=str(found.head)))
