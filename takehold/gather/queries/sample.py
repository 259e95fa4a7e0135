"""What was found in a file, kept with its draft as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from takehold.evidence.facts import Inspection
from takehold.evidence.sentences import packed, told, unpacked
from takehold.gather.facts import ColumnSeen, Sample
from takehold.gather.queries.mapping_text import read, written

ASKED = ("time_zone", "sheets")
"""Cautions about what the page of the column mapping asks for anyway."""


def to_json(found: Inspection) -> dict[str, Any]:
    """Plain values; ``from_json`` gives the sample back."""
    return {
        "format": found.format.value,
        "packing": found.packing,
        "encoding": found.encoding or "",
        "delimiter": found.delimiter or "",
        "sheets": list(found.sheets),
        "sheet_records": list(found.sheet_records),
        "sheet": found.sheet or "",
        "records": found.records,
        "exact": found.exact,
        "columns": [
            {
                "name": column.name,
                "samples": list(column.samples),
                "kinds": list(column.kinds),
                "missing": column.missing,
                "distinct": column.distinct,
                "formats": list(column.formats),
            }
            for column in found.columns
        ],
        "rows": [[cell or "" for cell in row] for row in found.rows],
        "proposed": written(found.proposed) if found.proposed else "",
        "cautions": [packed(caution.text) for caution in found.cautions if caution.code not in ASKED],
    }


def from_json(plain: Mapping[str, Any]) -> Sample:
    """The sample that ``to_json`` wrote."""
    return Sample(
        format=plain["format"],
        packing=plain["packing"],
        encoding=plain["encoding"],
        delimiter=plain["delimiter"],
        sheets=tuple(plain["sheets"]),
        records=plain["records"],
        exact=plain["exact"],
        columns=tuple(
            ColumnSeen(
                name=column["name"],
                samples=tuple(column["samples"]),
                kinds=tuple(column["kinds"]),
                missing_share=column["missing"],
                distinct=column["distinct"],
                formats=tuple(column["formats"]),
            )
            for column in plain["columns"]
        ),
        rows=tuple(tuple(row) for row in plain["rows"]),
        proposed=read(plain["proposed"]),
        cautions=tuple(told(unpacked(text), translation) for text in plain["cautions"]),
        sheet_records=tuple(plain.get("sheet_records", ())),
        sheet=plain.get("sheet", ""),
    )
