"""Inside the sandbox: the cells of a small table as text, for sheets that people fill in and bring back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.opening import open_table
from takehold.evidence.sentences import of_one_text


def perform(
    files: Sequence[str],
    request: Mapping[str, Any],
    scratch: str,
    limits: Limits,
    report: Callable[[float], None],
) -> dict[str, Any]:
    """Columns and rows of the one file. ``request``: ``name`` of the file, ``rows`` that are read at the most.

    Raises:
        Refused: no table, or more rows than that.
    """
    path, name, most = Path(files[0]), str(request["name"]), int(request["rows"])
    with_name = Path(scratch) / f"sheet{Path(name).suffix.lower()[:8]}"
    with_name.write_bytes(path.read_bytes())
    table = open_table(with_name, None, Path(scratch), limits).table
    rows: list[list[Any]] = []
    for batch in table.batches(table.columns):
        lines, broken, *cells = (column.to_pylist() for column in batch.columns)
        for at, line in enumerate(lines):
            why = of_one_text(broken[at]) if broken[at] else None
            rows.append([line, why, [column[at] or "" for column in cells]])
        if len(rows) > most:
            raise Refused("The sheet has more than {most} lines. Bring it in as several.", most=most)
    return {"columns": list(table.columns), "rows": rows}
