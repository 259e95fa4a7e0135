"""What is in a file, and how it could be read: format, columns, first rows, a proposed recipe, open questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from takehold.evidence.facts import Caution, ColumnFound, Format, Inspection
from takehold.evidence.limits import DEFAULT_LIMITS, Limits
from takehold.evidence.proposal import Seen, propose
from takehold.evidence.sandbox import Progress, run, workshop
from takehold.evidence.sentences import Sentence, gettext_noop, unpacked

NO_RECORDS = gettext_noop("There is a heading and not one record below it. Look at the filter of the export.")


def inspect(
    path: Path,
    *,
    sheet: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Inspection:
    """Look into ``path`` in a throw-away process.

    The columns are told from the first rows (up to 20,000); ``records`` is of the whole file. ``sheet`` is of a
    workbook; by default the first that holds a table.

    Raises:
        Refused: ``str()`` is a sentence for the person who chose the file.
    """
    with workshop() as scratch:
        found = run("inspect", [path], {"sheet": sheet}, scratch, limits=limits, progress=progress)
    return _inspection(path.name, found)


def _inspection(name: str, found: Mapping[str, Any]) -> Inspection:
    """The process's answer as facts, with a proposal of our own making."""
    columns = tuple(_column(column) for column in found["columns"])
    seen = tuple(
        Seen(
            column, bool(raw["iso"]), bool(raw["aware"]), tuple(map(str, raw["markers"])), raw.get("example")
        )
        for column, raw in zip(columns, found["columns"], strict=True)
    )
    kind = Format(found["format"])
    delimiter = None if found["delimiter"] is None else str(found["delimiter"])
    sheets = tuple(map(str, found["sheets"]))
    sheet = str(found["sheet"]) if len(sheets) > 1 else None
    proposal = propose(
        kind, seen, int(found["looked_at"]), encoding=found["encoding"], delimiter=delimiter, sheet=sheet
    )
    return Inspection(
        file=name,
        format=kind,
        packing=str(found["packing"]),
        encoding=None if found["encoding"] is None else str(found["encoding"]),
        delimiter=delimiter,
        sheets=sheets,
        sheet_records=tuple(map(int, found["sheet_records"])),
        sheet=sheet,
        columns=columns,
        records=int(found["records"]),
        exact=bool(found["exact"]),
        rows=tuple(tuple(None if cell is None else str(cell) for cell in row) for row in found["rows"]),
        proposed=proposal.recipe,
        questions=proposal.questions,
        cautions=(*_cautions(found, len(columns)), *proposal.cautions),
    )


def _cautions(found: Mapping[str, Any], width: int) -> list[Caution]:
    cautions = [Caution(str(code), unpacked(text)) for code, text in found["cautions"]]
    if found["exact"] and not found["records"] and not found["broken"]:
        cautions.append(Caution("no_records", Sentence(NO_RECORDS)))
    if found["broken"]:
        cautions.append(
            Caution(
                "broken",
                Sentence(
                    "{records} of the first records cannot be read; an import lists each with its line.",
                    records=int(found["broken"]),
                ),
            )
        )
    if int(found["broken"]) > int(found["looked_at"]):
        cautions.append(
            Caution(
                "heading",
                Sentence(
                    "The heading has {width} cells and most lines have another number. If titles stand above the real "
                    "heading, delete those lines, then try again.",
                    width=width,
                ),
            )
        )
    elif width > 2 and 2 * _nameless(found) > width:
        cautions.append(
            Caution(
                "heading",
                Sentence(
                    "{nameless} of {width} columns have no name. If a title stands above the real heading, delete "
                    "the lines down to the heading, then try again.",
                    nameless=_nameless(found),
                    width=width,
                ),
            )
        )
    return cautions


def _nameless(found: Mapping[str, Any]) -> int:
    """How many columns were given their place for a name."""
    return sum(str(column["name"]) == f"column {place}" for place, column in enumerate(found["columns"], 1))


def _column(raw: Mapping[str, Any]) -> ColumnFound:
    return ColumnFound(
        name=str(raw["name"]),
        samples=tuple(map(str, raw["samples"])),
        kinds=tuple(map(str, raw["kinds"])),
        missing=float(raw["missing"]),
        distinct=int(raw["distinct"]),
        formats=tuple(map(str, raw["formats"])),
    )
