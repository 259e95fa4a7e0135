"""``takehold shadow-catalogue update FILE``: a newer catalogue of the services that logs are matched to."""

from __future__ import annotations

from pathlib import Path

import click

from takehold.cli.offline.language import tell, tell_error
from takehold.cli.site import home as data_home


@click.group(name="shadow-catalogue")
def shadow_catalogue() -> None:
    """The catalogue of services that are recognised in logs."""


@shadow_catalogue.command(name="update")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@data_home.home_option
def update(file: Path, home: Path) -> None:
    """Use the newer catalogue in FILE from now on: all of it, or nothing."""
    data_home.start_existing(home)
    from takehold.cli.site.clock import utc_now
    from takehold.evidence.usage.catalogue import BrokenCatalogue
    from takehold.shadow_it.operations import catalogue

    try:
        found = catalogue.update(file=file, actor="takehold", now=utc_now())
    except (BrokenCatalogue, catalogue.NotNewer) as error:
        raise click.UsageError(tell_error(error)) from error
    click.echo(
        tell("Version {version} is in use now: {n} services.", version=found.version, n=len(found.services))
    )
