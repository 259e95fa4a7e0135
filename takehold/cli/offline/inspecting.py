"""``takehold inspect``: what is in a file, and a proposed column mapping."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from takehold.cli.offline.language import tell, tell_error, translations
from takehold.cli.offline.terminal import Misuse, clean, columns, progress
from takehold.evidence.sentences import gettext_noop

if TYPE_CHECKING:
    from takehold.evidence.facts import Inspection

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
DEFAULT = Path("recipe.toml")
SAMPLES = 3
WIDEST = 28
KINDS = (gettext_noop("time"), gettext_noop("number"), gettext_noop("yes/no"), gettext_noop("text"))
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
    help="Where to write the mapping; by default recipe.toml.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was found as JSON; writes a file only with --out."
)
@click.option("--sheet", help="The sheet of a workbook; by default the first that holds a table.")
def command(file: Path, out: Path | None, as_json: bool, sheet: str | None) -> None:
    """Say what is in FILE, and write a proposed column mapping to recipe.toml (never over an existing file)."""
    from takehold.evidence.inspection import inspect
    from takehold.evidence.limits import Refused

    try:
        with progress(tell("Looking")) as at:
            found = inspect(file, sheet=sheet, progress=at)
    except Refused as error:
        raise Misuse(tell_error(error)) from error
    if as_json:
        click.echo(json.dumps(as_values(found), ensure_ascii=False, indent=2))
    else:
        for line in _told(found):
            click.echo(line)
    if found.proposed and (out or not as_json):
        _write(out, found, quiet=as_json)
    elif out:
        raise Misuse(tell("No column mapping could be proposed, so nothing was written."))


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
        "sheet": found.sheet,
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

    yield click.style(_heading(found), bold=True)
    yield ""
    parts = _parts(found)
    rows = [(tell("column"), tell("plays"), tell("holds"), tell("empty"), tell("such as"))]
    for column in found.columns:
        samples = ", ".join(clean(s)[:WIDEST] for s in column.samples[:SAMPLES])
        between = tell("or")
        kinds = f" {between} ".join(tell(kind) for kind in column.kinds[:2])
        rows.append(
            (clean(column.name)[:WIDEST], parts.get(column.name, ""), kinds, f"{column.missing:.0%}", samples)
        )
    yield from columns(rows, right=frozenset((3,)))
    for question in found.questions:
        yield ""
        yield click.style(tell("To answer: "), bold=True) + clean(tell(question.text))
        for value, meaning in question.choices:
            yield f"  {value}  {clean(tell(meaning))}"
    for caution in found.cautions:
        yield "- " + clean(tell(caution.text))
    if found.sheet is not None:
        listed = zip(found.sheets, found.sheet_records, strict=True)
        names = ", ".join(f"{clean(name)} ({records:,})" for name, records in listed)
        yield tell("Sheets with their records: {names}. Choose one with --sheet.", names=names)
    if found.proposed:
        fits = fitting([c.name for c in found.columns], found.proposed.source.shape)
        yield ""
        yield (
            translations()
            .ngettext("{n} ready behaviour fits.", "{n} ready behaviours fit.", len(fits))
            .format(n=len(fits))
            if fits
            else tell("No ready behaviour fits; write your own into the mapping.")
        )
        for one in fits:
            yield f"  takehold verdict {clean(found.file)} --behaviour {one.key}"


def _heading(found: Inspection) -> str:
    from takehold.evidence import wording

    packed = tell(", packed as {packing}", packing=found.packing) if found.packing else ""
    details = found.format.value + (f", {found.encoding}" if found.encoding else "") + packed
    words = translations()
    records = words.ngettext("{n} record", "{n} records", found.records).format(
        n=wording.number(found.records, words)
    )
    columns = words.ngettext("{n} column", "{n} columns", len(found.columns)).format(n=len(found.columns))
    values = {"file": clean(found.file), "records": records, "columns": columns, "details": details}
    if found.exact:
        return tell("{file}: {records}, {columns} ({details})", **values)
    return tell("{file}: about {records}, {columns} ({details})", **values)


def _parts(found: Inspection) -> dict[str, str]:
    import dataclasses

    if found.proposed is None:
        return {}
    mapped = found.proposed.columns
    return {name: f.name for f in dataclasses.fields(mapped) if (name := getattr(mapped, f.name))}


def _write(path: Path | None, found: Inspection, *, quiet: bool) -> None:
    """To the path that was asked for, else to recipe.toml; where that is somebody else's, beside it under the file's
    own name. What is there already is never written over."""
    if found.proposed is None:
        return
    text = _text(found)
    names = [path] if path else [DEFAULT, Path(f"{found.file}.recipe.toml")]
    for name in names:
        if _written(name, text):
            if not quiet and name not in (path, DEFAULT):
                click.echo("\n" + tell("{path} is there already and was left as it is.", path=str(DEFAULT)))
            if not quiet:
                click.echo("\n" + tell("The proposed column mapping is in {path}.", path=str(name)))
            return
    said = tell(
        "{path} is there already and was left as it is; name another file with --out.", path=str(names[-1])
    )
    if path:
        raise Misuse(said)
    click.echo("\n" + said, err=quiet)


def _text(found: Inspection) -> str:
    from takehold.evidence.recipe import dump

    text = f"# Proposed by takehold inspect for {clean(found.file)}. Check each line.\n"
    text += "".join(f"# To answer: {clean(q.text)}\n" for q in found.questions)
    return text + (dump(found.proposed) if found.proposed else "") + EXAMPLE


def _written(path: Path, text: str) -> bool:
    """Whether this text is in the file now; False where another one is."""
    try:
        with path.open("x", encoding="utf-8") as handle:
            handle.write(text)
    except FileExistsError:
        return path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text
    except OSError as error:
        raise Misuse(
            tell("{path} cannot be written: {why}.", path=str(path), why=error.strerror or "")
        ) from error
    return True
