"""From the text of a recipe to a ``Recipe``: each wrong key or value is named with its line and what is allowed."""

from __future__ import annotations

import codecs
import re
import tomllib
import zoneinfo
from typing import Any

from takehold.evidence.facts import READY_MADE, Columns, Format, Recipe, Shape, Source
from takehold.evidence.recipe.behaviours import behaviour
from takehold.evidence.recipe.errors import RecipeError
from takehold.evidence.recipe.lines import key_lines
from takehold.evidence.recipe.table import Table
from takehold.evidence.recipe.writing import sealed
from takehold.evidence.sentences import Sentence

LONGEST = 200_000
NEEDED = {
    Shape.EVENTS: ("case", "activity", "at"),
    Shape.CASES: ("case", "at"),
    Shape.COUNTS: ("team", "period", "done", "of"),
    Shape.VALUES: ("team", "period", "mean"),
}
ALSO = {
    Shape.EVENTS: ("team", "actor", "id"),
    Shape.CASES: ("team", "activity", "actor", "id"),
    Shape.COUNTS: ("old_way",),
    Shape.VALUES: ("n", "sd"),
}
_AT = re.compile(r"\(at line (\d+), column \d+\)")


def parse(text: str) -> Recipe:
    """The recipe written in ``text`` (TOML), with the hash of its canonical form.

    Raises:
        RecipeError: with the line, the key and what is allowed there.
    """
    if len(text) > LONGEST:
        raise RecipeError(Sentence("This column mapping is longer than {count} characters.", count=LONGEST))
    root = Table(_toml(text), (), key_lines(text))
    root.only("source", "columns", "values", "behaviour")
    source = _source(root.table("source"))
    columns = _columns(root.table("columns"), source.shape)
    values = _values(root)
    roles = {name: role for role in ("case", "activity", "team") if (name := getattr(columns, role))}
    behaviours = tuple(behaviour(table, roles, source.shape) for table in root.tables("behaviour"))
    _apart(root, [b.key for b in behaviours], source.shape)
    return sealed(Recipe(source=source, columns=columns, behaviours=behaviours, values=values))


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.lstrip("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        what = _AT.sub("", str(error)).strip()
        raise RecipeError(
            Sentence("This is not TOML: {why}.", why=what), line=int(at.group(1)) if at else None
        ) from error


def _source(table: Table) -> Source:
    table.only("format", "shape", "missing", "timestamps", "timezone", "encoding", "delimiter", "sheet")
    zone = table.text("timezone", default="UTC")
    try:
        zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise table.wrong(
            "timezone",
            Sentence('"{zone}" is not a time zone; write one such as "Europe/Brussels".', zone=zone),
        ) from error
    encoding = table.optional_text("encoding")
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except (LookupError, ValueError) as error:
            raise table.wrong(
                "encoding", Sentence('"{name}" is not an encoding.', name=encoding), ("utf-8", "cp1252")
            ) from error
    delimiter = table.optional_text("delimiter")
    if delimiter is not None and len(delimiter) != 1:
        raise table.wrong("delimiter", Sentence("A delimiter is one character."), (",", ";", "|", "\\t"))
    timestamps = table.optional_text("timestamps")
    if timestamps is not None and "%" not in timestamps:
        raise table.wrong("timestamps", Sentence('Write the pattern with % signs, such as "%d/%m/%Y %H:%M".'))
    return Source(
        format=Format(table.choice("format", tuple(Format))),
        shape=Shape(table.choice("shape", tuple(Shape))),
        missing=table.texts("missing", default=("",)),
        timestamps=timestamps,
        timezone=zone,
        encoding=encoding,
        delimiter=delimiter,
        sheet=table.optional_text("sheet"),
    )


def _columns(table: Table, shape: Shape) -> Columns:
    table.only(*NEEDED[shape], *ALSO[shape])
    needed = {role: table.text(role) for role in NEEDED[shape]}
    also = {role: table.optional_text(role) for role in ALSO[shape]}
    for role, name in (needed | also).items():
        if name == "":
            raise table.wrong(role, Sentence("Write the name of a column of the file."))
    return Columns(**(needed | also))


def _values(root: Table) -> dict[str, dict[str, str]]:
    if not root.has("values"):
        return {}
    values = root.table("values")
    found = {}
    for column in values.keys():  # noqa: SIM118 - a Table is not a mapping
        renames = values.table(column)
        found[column] = {old: renames.text(old) for old in renames.keys()}  # noqa: SIM118
    return found


def _apart(root: Table, keys: list[str], shape: Shape) -> None:
    """Keys are unique, and ready-made counts or values are of one behaviour."""
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise RecipeError(
                Sentence('Two behaviours have the key "{key}"; each needs its own.', key=key),
                line=root.line("behaviour", place, "key"),
                key=f"behaviour[{place}].key",
            )
    if shape in READY_MADE and len(keys) != 1:
        raise RecipeError(
            Sentence(
                'A file with shape = "{shape}" speaks of exactly one behaviour; this column mapping has {count}.',
                shape=str(shape),
                count=len(keys),
            ),
            line=root.line("behaviour", 1) if len(keys) > 1 else None,
            key="behaviour",
        )
