"""``takehold erase-person``: everything that leads to one person goes; what stays is told before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home


@click.command(name="erase-person")
@click.argument("key")
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@data_home.home_option
def erase_person(key: str, yes: bool, home: Path) -> None:
    """Erase the person with this KEY. It cannot be taken back.

    Says what goes and what stays without the name, asks, does it in one step and puts it on record. Exit code 1 when
    there is no such person.
    """
    data_home.start_existing(home)
    from takehold.overview import operations
    from takehold.overview.queries import mine
    from takehold.people import queries
    from takehold.people.facts import NotAllowed
    from takehold.people.queries import kept as people

    person = people.person_of(key=key)
    if person is None:
        click.echo(tell("There is no person with the key {key}.", key=key), err=True)
        raise SystemExit(1)
    for each in mine.about(person, limit=0):
        if each.count:
            fate = tell("stays without the name") if each.stays else tell("goes")
            click.echo(f"{each.count:8}  {each.words}: {fate}")
    now = datetime.now(UTC)
    word = tell("erase")
    if (
        not yes
        and click.prompt(tell("Type “{word}” to do it", word=word), default="", show_default=False) != word
    ):
        raise click.ClickException(tell("Nothing was erased."))
    try:
        done = operations.erase(viewer=queries.system_viewer(on=now.date()), person_id=person, now=now)
    except NotAllowed as error:
        raise click.ClickException(str(error)) from error
    click.echo(tell("Erased. {files} uploads held the person and went as well.", files=done.files))
    if done.files_until:
        click.echo(
            tell("Uploads that could not be searched leave by {day}.", day=done.files_until.isoformat())
        )
    if not done.wiped:
        click.echo(tell("The database is in use; the running site writes its files anew within a minute."))
    click.echo(tell("Backups made before still hold the person; restore erases the person again."))
