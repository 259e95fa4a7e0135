"""``takehold open-account`` and ``takehold give-role``: who may sign in, and what for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from takehold.cli.offline.language import tell
from takehold.cli.site import home as data_home

ROLES = ("lead", "council", "it-lead", "steward", "works-council", "auditor", "admin")


@click.command(name="open-account")
@click.argument("key")
@data_home.home_option
def open_account(key: str, home: Path) -> None:
    """Let the person with this KEY sign in with a password, which is shown once.

    Who has an account already gets a new password. Exit code 1 when there is no such person. Administrators do the same
    on a page: "Who may sign in" in their menu.
    """
    data_home.start_existing(home)
    from takehold.people import operations, queries

    person, now = _person(key), datetime.now(UTC)
    password = operations.open_account(viewer=queries.system_viewer(on=now.date()), person_id=person, now=now)
    click.echo(tell("Password, shown once: {password}", password=password))


@click.command(name="give-role")
@click.argument("key")
@click.argument("role", type=click.Choice(ROLES))
@data_home.home_option
def give_role(key: str, role: str, home: Path) -> None:
    """Give the person with this KEY a ROLE that holds for the whole organisation.

    Given twice it is there once. Exit code 1 when there is no such person. Roles for one team or change, or for a time,
    are given on the page "Who may sign in".
    """
    data_home.start_existing(home)
    from takehold.people import operations, queries
    from takehold.people.facts import RoleKind

    person, now = _person(key), datetime.now(UTC)
    operations.grant_role(
        viewer=queries.system_viewer(on=now.date()),
        person_id=person,
        kind=RoleKind(role.replace("-", " ")),
        now=now,
    )
    click.echo(tell("{key} has the role now. It is on record.", key=key))


def _person(key: str) -> int:
    from takehold.people.queries import kept

    found = kept.person_of(key=key)
    if found is None:
        click.echo(tell("There is no person with the key {key}.", key=key), err=True)
        raise SystemExit(1)
    return found
