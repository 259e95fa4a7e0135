"""The embedded engine as it runs inside the sandbox: little memory, no extensions, no files but its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from takehold.evidence.limits import Limits
from takehold.evidence.sql import literal


def engine(scratch: Path, files: Sequence[Path], limits: Limits) -> duckdb.DuckDBPyConnection:
    """An engine in memory that spills to ``scratch`` and may read only ``files`` and what lies there.

    File order is kept in every scan: the lines of rejected records depend on it.
    """
    opened = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": f"{limits.engine_memory // 1024}KiB",
            "threads": limits.threads,
            "temp_directory": str(scratch / "spill"),
            "max_temp_directory_size": f"{limits.unpacked // 1024}KiB",
            "preserve_insertion_order": "true",
            "python_enable_replacements": "false",
        }
    )
    opened.execute("set enable_progress_bar = false")
    folder = str(scratch).rstrip("/") + "/"
    paths = ", ".join(literal(str(path)) for path in files)
    opened.execute(f"set allowed_directories = [{literal(folder)}]")
    opened.execute(f"set allowed_paths = [{paths}]")
    opened.execute("set enable_external_access = false")
    return opened
