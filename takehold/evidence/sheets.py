"""A small sheet that a person filled in, read as text in a throw-away process: CSV, TSV or XLSX."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from takehold.evidence.limits import DEFAULT_LIMITS, MIB, Refused
from takehold.evidence.sandbox import run, workshop

LIMITS: Final = replace(DEFAULT_LIMITS, upload=5 * MIB, columns=200, cell=10_000, cpu=15)
MOST_ROWS: Final = 5_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. ``line`` as the person's program counts it; ``broken`` says why it could not be read."""

    line: int
    cells: tuple[str, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class SheetText:
    """The heading and the rows below it."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def sheet_text(content: bytes, name: str) -> SheetText:
    """The cells of a file as text: dates as ISO 8601, numbers without a trailing .0, empty as "".

    Raises:
        Refused: ``str()`` is a sentence for the person who chose the file.
    """
    if len(content) > LIMITS.upload:
        raise Refused("The file is larger than 5 MB. Bring it in as several.")
    with workshop() as scratch, tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        request = {"name": Path(name).name, "rows": MOST_ROWS}
        found = run("cells", [Path(file.name)], request, scratch, limits=LIMITS)
    rows = tuple(
        SheetRow(int(line), tuple(str(cell) for cell in cells), str(broken or ""))
        for line, broken, cells in found["rows"]
    )
    return SheetText(tuple(str(each) for each in found["columns"]), rows)
