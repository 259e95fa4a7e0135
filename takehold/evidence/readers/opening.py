"""From a path to a table: unpack, look at the content (not only at the name), choose the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from takehold.evidence.facts import Format, Source
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.table import Table
from takehold.evidence.sentences import gettext_noop

_WRONG: Final = {
    b"%PDF": gettext_noop("a PDF document"),
    b"\xd0\xcf\x11\xe0": gettext_noop("an old Excel or Word file (before 2007)"),
    b"\x89PNG": gettext_noop("a picture"),
    b"\xff\xd8\xff": gettext_noop("a picture"),
    b"GIF8": gettext_noop("a picture"),
    b"BZh": gettext_noop("packed with bzip2"),
    b"\xfd7zXZ": gettext_noop("packed with xz"),
    b"7z\xbc\xaf": gettext_noop("packed with 7-Zip"),
    b"Rar!": gettext_noop("packed with RAR"),
    b"\x28\xb5\x2f\xfd": gettext_noop("packed with zstd"),
    b"{\\rtf": gettext_noop("a Word (RTF) document"),
    b"ARROW1": gettext_noop("an Arrow file"),
    b"\x7fELF": gettext_noop("a program"),
    b"MZ\x90": gettext_noop("a program"),
}
_OCEL: Final = re.compile(rb'\{\s*"(?:objecttypes|eventtypes|events|objects)"\s*:\s*\[')
_OCEL_1: Final = re.compile(rb'\{\s*"ocel:(?:global|events|objects)')
_SUFFIXES: Final = {
    ".csv": Format.CSV, ".tsv": Format.TSV, ".tab": Format.TSV, ".xlsx": Format.XLSX, ".xlsm": Format.XLSX,
    ".parquet": Format.PARQUET, ".parq": Format.PARQUET, ".pq": Format.PARQUET, ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL, ".xes": Format.XES, ".jsonocel": Format.OCEL, ".ocel": Format.OCEL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A table and how it was packed: "" or "gz" or "zip"; ``name`` is of the file inside."""

    table: Table
    format: Format
    packing: str
    name: str


def recognise(path: Path, name: str) -> Format:
    """Which format the content is in. The name decides only between texts.

    Raises:
        Refused: a kind of file that is not read, named.
    """
    with path.open("rb") as handle:
        start = handle.read(4096)
    if not start:
        raise Refused("The file is empty.")
    if start.startswith(b"PAR1"):
        return Format.PARQUET
    if start.startswith(b"PK\x03\x04"):
        return Format.XLSX
    if start.startswith(b"SQLite format 3"):
        return Format.OCEL
    for magic, kind in _WRONG.items():
        if start.startswith(magic):
            raise Refused(
                "This is {word_kind}, which is not read. Export the data as CSV, XLSX, Parquet, JSON Lines, XES or OCEL 2.0.",
                word_kind=kind,
            )
    return _text_format(start, name)


def _text_format(start: bytes, name: str) -> Format:
    by_name = _SUFFIXES.get(Path(name).suffix.lower())
    if by_name in (Format.PARQUET, Format.XLSX):
        raise Refused(
            "The name says {kind}, the content is something else: the file is damaged or was renamed. "
            "Export it again.",
            kind=by_name.value.upper(),
        )
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<body", b"<div")):
        raise Refused(
            "This is a web page, not data. Often it is a sign-in page that was saved instead of the export: "
            "sign in to the source, then export again."
        )
    if text.startswith(b"<"):
        return Format.XES
    if _OCEL_1.match(text):
        raise Refused(
            "This is an OCEL log of version 1. Version 2.0 is read: most programs offer it beside it."
        )
    if _OCEL.match(text):
        return Format.OCEL
    if (
        by_name is None
        and re.match(rb"\[\s*[\[{\"\d]", text)
        and (name.lower().endswith(".json") or text[1:].lstrip()[:1] in b"[{")
    ):
        raise Refused(
            "This is JSON as one long list. What can be read is JSON Lines, one object a line: most programs offer it as "
            "“JSONL” or “NDJSON”. Or export as CSV."
        )
    if by_name is not None:
        return by_name
    return Format.JSONL if text.startswith(b"{") else Format.CSV


def open_table(
    path: Path, source: Source | None, scratch: Path, limits: Limits, *, sheet: str | None = None
) -> Opened:
    """Unpack and open. With a ``source``, its format must be what the content is; ``sheet`` is of a workbook.

    Raises:
        Refused: not that format, damaged, or beyond a limit.
    """
    from takehold.evidence.readers.packing import unpack

    inner = unpack(path, scratch, limits)
    found = recognise(inner.path, inner.name)
    wanted = found if source is None else _agreed(found, source.format, inner.name)
    table = _reader(inner.path, wanted, source, scratch, limits, source.sheet if source else sheet)
    return Opened(table, wanted, inner.packing, inner.name)


def _agreed(found: Format, wanted: Format, name: str) -> Format:
    texts = (Format.CSV, Format.TSV, Format.JSONL)
    if found == wanted or (found in texts and wanted in texts):
        return wanted
    raise Refused(
        "The column mapping is for {wanted} files, but {name} is {found}. "
        "Choose the mapping that was made for such files, or export as before.",
        wanted=wanted.value.upper(),
        name=name[:80],
        found=found.value.upper(),
    )


def _reader(
    path: Path, kind: Format, source: Source | None, scratch: Path, limits: Limits, sheet: str | None
) -> Table:
    """Readers are imported when needed: the libraries behind some are heavy."""
    if kind is Format.XLSX:
        from takehold.evidence.readers.xlsx import XlsxTable

        return XlsxTable(path, sheet, limits)
    if kind is Format.PARQUET:
        from takehold.evidence.readers.parquet import ParquetTable

        return ParquetTable(path, limits)
    if kind is Format.XES:
        from takehold.evidence.readers.xes import XesTable

        return XesTable(path, limits)
    if kind is Format.OCEL:
        from takehold.evidence.readers.ocel import OcelTable

        return OcelTable(path, sheet, limits)
    from takehold.evidence.readers.text import open_text

    text = open_text(path, source.encoding if source else None, scratch, limits)
    if kind is Format.JSONL:
        from takehold.evidence.readers.jsonl import JsonlTable

        return JsonlTable(text, limits)
    from takehold.evidence.readers.csv import CsvTable

    delimiter = source.delimiter if source else None
    return CsvTable(text, delimiter or ("\t" if kind is Format.TSV else None), limits)
