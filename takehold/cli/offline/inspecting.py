"""``takehold inspect``: what is in a file, and a proposed column mapping."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from takehold.cli.offline.terminal import Misuse, clean, columns, progress

if TYPE_CHECKING:
    from takehold.evidence.facts import Inspection

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SAMPLES = 3
WIDEST = 28
EXAMPLE = """
# Add behaviours here, for example:
# [[behaviour]]
# key = "a-short-name"
# name = "What is to be done"
# opportunity = { column = "value" }   # when is there a chance to do it?
# new_way = { column = "value" }       # what does it look like when it was done?
# target = 0.9
"""


@click.command(name="inspect")
@click.argument("file", type=FILE)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the mapping.  [default: recipe.toml]",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was found as JSON; writes a file only with --out."
)
def command(file: Path, out: Path | None, as_json: bool) -> None:
    """Say what is in FILE, and write a proposed column mapping to recipe.toml (never over an existing file)."""
    from takehold.evidence.inspection import inspect
    from takehold.evidence.limits import Refused

    try:
        with progress("Looking") as at:
            found = inspect(file, progress=at)
    except Refused as error:
        raise Misuse(str(error)) from error
    if as_json:
        click.echo(json.dumps(as_values(found), ensure_ascii=False, indent=2))
    else:
        for line in _told(found):
            click.echo(line)
    if found.proposed and (out or not as_json):
        _write(out or Path("recipe.toml"), found, quiet=as_json)
    elif out:
        raise Misuse("No column mapping could be proposed, so nothing was written.")


def as_values(found: Inspection) -> dict[str, object]:
    """An inspection as values that ``json`` writes."""
    from takehold.evidence.library import fitting
    from takehold.evidence.recipe import dump

    shape = found.proposed.source.shape if found.proposed else None
    return {
        "file": found.file,
        "format": found.format.value,
        "packing": found.packing,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "sheets": list(found.sheets),
        "records": found.records,
        "exact": found.exact,
        "columns": [
            {
                "name": c.name,
                "kinds": list(c.kinds),
                "missing": round(c.missing, 4),
                "samples": list(c.samples),
            }
            for c in found.columns
        ],
        "questions": [{"code": q.code, "text": q.text} for q in found.questions],
        "cautions": [{"code": c.code, "text": c.text} for c in found.cautions],
        "recipe": dump(found.proposed) if found.proposed else None,
        "behaviours": [one.key for one in fitting([c.name for c in found.columns], shape)],
    }


def _told(found: Inspection) -> Iterator[str]:
    from takehold.evidence.library import fitting

    about = "" if found.exact else "about "
    packed = f", packed as {found.packing}" if found.packing else ""
    text = f", {found.encoding}" if found.encoding else ""
    yield click.style(
        f"{clean(found.file)}: {about}{found.records:,} records, {len(found.columns)} columns "
        f"({found.format.value}{text}{packed})",
        bold=True,
    )
    yield ""
    parts = _parts(found)
    rows = [("column", "plays", "holds", "empty", "such as")]
    for column in found.columns:
        samples = ", ".join(clean(s)[:WIDEST] for s in column.samples[:SAMPLES])
        kinds = " or ".join(column.kinds[:2])
        rows.append(
            (clean(column.name)[:WIDEST], parts.get(column.name, ""), kinds, f"{column.missing:.0%}", samples)
        )
    yield from columns(rows, right=frozenset((3,)))
    for question in found.questions:
        yield ""
        yield click.style("To answer: ", bold=True) + clean(question.text)
        for value, meaning in question.choices:
            yield f"  {value}  {clean(meaning)}"
    for caution in found.cautions:
        yield "- " + clean(caution.text)
    if found.proposed:
        fits = fitting([c.name for c in found.columns], found.proposed.source.shape)
        yield ""
        yield (
            f"{len(fits)} ready behaviours fit."
            if fits
            else "No ready behaviour fits; write your own into the mapping."
        )
        for one in fits:
            yield f"  takehold verdict {clean(found.file)} --behaviour {one.key}"


def _parts(found: Inspection) -> dict[str, str]:
    import dataclasses

    if found.proposed is None:
        return {}
    mapped = found.proposed.columns
    return {name: f.name for f in dataclasses.fields(mapped) if (name := getattr(mapped, f.name))}


def _write(path: Path, found: Inspection, *, quiet: bool) -> None:
    from takehold.evidence.recipe import dump

    if found.proposed is None:
        return
    text = f"# Proposed by takehold inspect for {clean(found.file)}. Check each line.\n"
    text += "".join(f"# To answer: {clean(q.text)}\n" for q in found.questions)
    text += dump(found.proposed) + EXAMPLE
    try:
        with path.open("x", encoding="utf-8") as handle:
            handle.write(text)
    except FileExistsError as error:
        if path.read_text(encoding="utf-8", errors="replace") != text:
            raise Misuse(
                f"{path} is there already and was left as it is; name another file with --out."
            ) from error
    except OSError as error:
        raise Misuse(f"{path} cannot be written: {error.strerror}.") from error
    if not quiet:
        click.echo(f"\nThe proposed column mapping is in {path}.")
