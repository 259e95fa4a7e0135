"""``takehold import FILE --change SLUG``: the same steps as the pages, for stewards with a shell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from takehold.cli.offline.language import tell, tell_error, translations
from takehold.cli.site import home as data_home

if TYPE_CHECKING:
    from takehold.ledger.facts import ImportFact

CHUNK = 1 << 20


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--change", "slug", required=True, help="The change, as in its address.")
@click.option(
    "--mapping",
    "recipe",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Column mapping (TOML). Left out: the one used last for the same columns.",
)
@data_home.home_option
def import_file(file: Path, slug: str, recipe: Path | None, home: Path) -> None:
    """Bring FILE in for a change and wait until it is read."""
    data_home.start_existing(home)
    from takehold.cli.site.clock import utc_now
    from takehold.evidence.recipe import RecipeError
    from takehold.gather import operations
    from takehold.ledger import operations as ledger
    from takehold.people import queries as people
    from takehold.people.facts import NotAllowed, NotFound, NotYours

    house = people.system_viewer(on=utc_now().date())
    try:
        draft = operations.upload(
            viewer=house,
            slug=slug,
            filename=file.name,
            chunks=chunks(file),
            announced=file.stat().st_size,
            now=utc_now(),
            home=home.resolve(),
        )
        if recipe is not None:
            operations.use_mapping_text(
                viewer=house, draft_id=draft.id, text=recipe.read_text(), now=utc_now()
            )
        else:
            operations.reuse_mapping(viewer=house, draft_id=draft.id, now=utc_now())
        fact = operations.start_import(viewer=house, draft_id=draft.id, now=utc_now(), home=home.resolve())
        fact = ledger.run_import(import_id=fact.id, now=utc_now(), home=home.resolve())
    except NotYours as error:
        raise click.UsageError(tell("There is no change “{change}”.", change=slug)) from error
    except NotFound as error:
        raise click.UsageError(
            tell(
                "No file with these columns was imported for this change before. Give a column mapping with --mapping."
            )
        ) from error
    except RecipeError as error:
        raise click.UsageError(tell_error(error)) from error
    except (operations.UploadRefused, NotAllowed) as error:
        raise click.UsageError(str(error)) from error
    report(fact)


def report(fact: ImportFact) -> None:
    """What came of it, in a line; exit code 2 when it was refused."""
    from takehold.ledger.facts import ImportState

    if fact.state is ImportState.REFUSED:
        raise click.UsageError(fact.reason)
    if fact.state is ImportState.REPEATED:
        click.echo(tell("Already imported: nothing was counted twice."))
        return
    if fact.state is not ImportState.DONE:
        click.echo(tell("The file is kept safely; the running site reads it as soon as its turn comes."))
        return
    click.echo(
        tell(
            "{read} rows read, {rejected} rejected, {new} new, {known} known already, {corrected} corrected.",
            read=fact.rows_read,
            rejected=fact.rows_rejected,
            new=fact.events_new,
            known=fact.duplicates,
            corrected=fact.events_corrected,
        )
    )
    waiting = names_that_wait(fact.source_id)
    if waiting:
        click.echo(waiting)


def names_that_wait(source_id: int) -> str:
    """How many names of teams nobody has matched yet, and the page where that is done; empty where none waits."""
    from django.conf import settings
    from django.urls import reverse

    from takehold.cli.site.clock import utc_now
    from takehold.gather import queries
    from takehold.people import queries as people

    house = people.system_viewer(on=utc_now().date())
    found = queries.open_matches(viewer=house, source_id=source_id)
    waiting = sum(map(queries.waits, found))
    if not waiting:
        return ""
    address = settings.URL + reverse("gather:teams", kwargs={"source_id": source_id})
    words = translations()
    return words.ngettext(
        "{n} name of a team waits to be matched, and counts for nobody until then: {address}",
        "{n} names of teams wait to be matched, and count for nobody until then: {address}",
        waiting,
    ).format(n=waiting, address=address)


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes."""
    with path.open("rb") as source:
        while part := source.read(CHUNK):
            yield part
