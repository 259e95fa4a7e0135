"""A warm reader for many files: everything is imported once, each file gets a fresh, confined child and 30 seconds.

Run as a program: a JSON list of files on standard input, a JSON list of outcomes on standard output.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.modules["numpy"] = None  # type: ignore[assignment] # as in the sandbox

from takehold.evidence import confinement, examining, performing  # noqa: E402
from takehold.evidence.limits import Limits, Refused  # noqa: E402
from takehold.evidence.readers import jsonl, parquet, xes, xlsx  # noqa: E402, F401
from takehold.evidence.readers.opening import open_table  # noqa: E402

SECONDS = 30
CELLS = 400_000


def rows_of(path: Path, scratch: Path, limits: Limits) -> dict[str, Any]:
    """All that the reader makes of a file: columns, rows with their lines, what it rejected and what it cautions."""
    table = open_table(path, None, scratch, limits)
    rows, broken, count = [], [], 0
    for batch in table.table.batches(table.table.columns):
        for found in batch.to_pylist():
            line, reason, *cells = found.values()
            count += 1
            if reason is not None:
                broken.append([line, reason])
            elif count * len(cells) < CELLS:
                rows.append([line, *cells])
    reader = table.table
    return {
        "format": table.format.value,
        "columns": list(reader.columns),
        "delimiter": getattr(reader, "delimiter", None),
        "encoding": getattr(getattr(reader, "text", None), "encoding", None),
        "count": count,
        "rows": rows,
        "broken": broken,
        "cautions": [caution.code for caution in reader.cautions],
    }


def child(path: Path, scratch: Path, answer: Path) -> None:
    """One file, read and looked into, under all limits of the sandbox but the process start."""
    limits = Limits()
    parent = os.getppid()
    confinement.confine(
        memory=limits.memory, cpu=60, file_size=limits.unpacked, parent=parent, scratch=str(scratch)
    )
    (scratch / "rows").mkdir()
    (scratch / "look").mkdir()
    found: dict[str, Any]
    try:
        found = rows_of(path, scratch / "rows", limits)
        looked = examining.perform([str(path)], {}, str(scratch / "look"), limits, lambda share: None)
        found["records"] = looked["records"] if looked["exact"] else None
    except Refused as refusal:
        found = {"refused": str(refusal), "detail": refusal.detail}
    except BaseException as problem:  # noqa: BLE001 - this is what the test is about
        found = {"crashed": f"{type(problem).__name__}: {problem}"[:300]}
    answer.write_text(json.dumps(found), encoding="utf-8", errors="replace")
    os._exit(0)


def outcome(path: Path, folder: Path) -> dict[str, Any]:
    """Fork, wait, and say how it ended."""
    scratch = folder / "scratch"
    scratch.mkdir()
    answer = scratch / "answer.json"
    start, pid = time.monotonic(), os.fork()
    if pid == 0:
        try:
            child(path, scratch, answer)
        finally:
            os._exit(9)
    status: int | None = None
    while status is None and time.monotonic() - start < SECONDS:
        done, code = os.waitpid(pid, os.WNOHANG)
        status = code if done else None
        if status is None:
            time.sleep(0.002)
    if status is None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    try:
        found = json.loads(answer.read_text("utf-8"))
    except (OSError, ValueError):
        found = {"hung": True} if status is None else {"crashed": f"ended with status {status}"}
    shutil.rmtree(scratch)
    return found | {"seconds": round(time.monotonic() - start, 3)}


def main() -> None:
    """Read all files named on standard input."""
    files = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    assert performing is not None
    with tempfile.TemporaryDirectory() as folder:
        found = [outcome(Path(name), Path(folder)) for name in files]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
