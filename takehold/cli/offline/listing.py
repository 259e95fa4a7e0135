"""``takehold behaviours``: the library, and what of it fits a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from takehold.cli.offline.language import tell, tell_error, translations
from takehold.cli.offline.terminal import Misuse, clean, progress

if TYPE_CHECKING:
    from takehold.evidence.facts import Shape
    from takehold.evidence.library import LibraryEntry

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command(name="behaviours")
@click.argument("file", type=FILE, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(file: Path | None, as_json: bool) -> None:
    """List the ready behaviours; with FILE, those whose columns exist in it, and what the others miss.

    Exits with 1 when none fits.
    """
    from takehold.evidence.library import entries, missing

    names, shape = _seen(file) if file else ((), None)
    lacks = {one.key: missing(one, names, shape) if file else () for one in entries()}
    if as_json:
        values = [_values(one, lacks[one.key], asked=file is not None) for one in entries()]
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        for line in _told(entries(), lacks, file, translations()):
            click.echo(line)
    if file and all(lacks.values()):
        raise SystemExit(1)


def _seen(file: Path) -> tuple[tuple[str, ...], Shape | None]:
    from takehold.evidence.inspection import inspect
    from takehold.evidence.limits import Refused

    try:
        with progress(tell("Looking")) as at:
            found = inspect(file, progress=at)
    except Refused as error:
        raise Misuse(tell_error(error)) from error
    return tuple(c.name for c in found.columns), found.proposed.source.shape if found.proposed else None


def _values(one: LibraryEntry, lacks: Sequence[str], *, asked: bool) -> dict[str, object]:
    return {
        "key": one.key,
        "name": one.name,
        "question": one.question,
        "caution": one.caution,
        "origin": one.origin,
        "systems": list(one.systems),
        "shapes": [shape.value for shape in one.shapes],
        "needs": list(one.needs),
        "target": one.behaviour.target,
        **({"fits": not lacks, "missing": list(lacks)} if asked else {}),
    }


def _told(
    entries: Sequence[LibraryEntry],
    lacks: dict[str, tuple[str, ...]],
    file: Path | None,
    translate: NullTranslations,
) -> Iterator[str]:
    from takehold.evidence.library import lacks_words

    fitting = [one for one in entries if not lacks[one.key]]
    others = [one for one in entries if lacks[one.key]]
    if file:
        line = translate.gettext("%(n)s of %(all)s ready behaviours fit %(file)s.")
        numbers = {"n": len(fitting), "all": len(entries), "file": clean(file.name)}
        yield click.style(line % numbers, bold=True)
    for one in fitting:
        yield ""
        yield click.style(one.key, bold=True) + f"  {translate.gettext(one.name)}"
        yield f"    {translate.gettext(one.question)}"
        yield "    " + translate.gettext("Mind: %(what)s") % {"what": translate.gettext(one.caution)}
        if not file:
            source = translate.gettext("Source: %(where)s") % {"where": one.origin}
            yield f"    {', '.join(one.systems)}. {source}"
    if others:
        yield ""
        yield translate.gettext("The others lack something:")
        for one in others:
            yield f"  {one.key}: {tell(lacks_words(one, lacks[one.key]))}"
