"""What every query inside the sandbox is made with: texts quoted, and one value asked for."""

from __future__ import annotations

from typing import Any

import duckdb


def literal(text: str) -> str:
    """A SQL string. NUL cannot stand in one."""
    return "'" + text.replace("\x00", "").replace("'", "''") + "'"


def one(engine: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The only value of a query that has exactly one row, an aggregate.

    Raises:
        LookupError: the query has no row.
    """
    row = engine.execute(query).fetchone()
    if row is None:
        raise LookupError(f"no row: {query}")
    return row[0]
