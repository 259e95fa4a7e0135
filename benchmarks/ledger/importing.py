"""A CSV of a million rows through the whole of an import: sandbox, folding, evidence, one transaction.

python -m benchmarks.ledger.importing ROWS FOLDER: one line of JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from benchmarks.ledger import generate, site


def write(rows: int, path: Path) -> int:
    """The generated tickets as an export writes them; the file's size in bytes."""
    cases = rows // len(generate.STEPS)
    table = generate.events(0, cases, cases)
    at = pc.strftime(table["occurred_at"], format="%Y-%m-%d %H:%M:%S")
    at = pc.utf8_slice_codeunits(at, 0, 19)
    columns = {
        "case_id": table["case_id"], "activity": table["activity"], "at": at, "team": table["team"],
        "priority_confirmed": table["x_priority_confirmed"],
    }  # fmt: skip
    pcsv.write_csv(pa.table(columns), path)
    return path.stat().st_size


def cpu() -> float:
    """Seconds of the processor, of this process and of those it began."""
    return sum(os.times()[:4])


def main() -> None:
    """Write the file, hand it in, import it, and again: the second time it is known."""
    rows, folder = int(sys.argv[1]), Path(sys.argv[2])
    home = Path(tempfile.mkdtemp(prefix="ledger-import-", dir=folder)) / "home"
    site.opened(home)
    from takehold.evidence.recipe import parse
    from takehold.ledger import operations

    size = write(rows, home.parent / "export.csv")
    source = operations.register_source(key="export", name="Export", kind="upload", now=site.NOW)
    operations.register_measure(
        source_id=source.id, behaviour=parse(site.RECIPE).behaviours[0], recipe_sha256="", now=site.NOW
    )
    content = (home.parent / "export.csv").read_bytes()

    def hand_in() -> tuple[object, float]:
        began = time.perf_counter()
        fact = operations.accept_upload(
            source_id=source.id, filename="export.csv", chunks=[content], recipe_text=site.RECIPE,
            uploaded_by="benchmark", now=site.NOW,
        )  # fmt: skip
        return fact, time.perf_counter() - began

    fact, accepted = hand_in()
    began, worked = time.perf_counter(), cpu()
    done = operations.run_import(import_id=fact.id, now=site.NOW, home=home)  # type: ignore[attr-defined]
    seconds, worked = time.perf_counter() - began, cpu() - worked
    assert done.events_new == rows // len(generate.STEPS) * len(generate.STEPS), done
    again, repeated = hand_in()
    assert again.state == "already imported"  # type: ignore[attr-defined]
    print(
        json.dumps(
            {
                "rows": done.events_new, "csv_mb": round(size / 1e6, 1), "accept_seconds": round(accepted, 2),
                "import_seconds": round(seconds, 2), "cpu": round(worked, 2), "rows_per_second": round(done.events_new / seconds),
                "again_seconds": round(repeated, 2),
            }
        )
    )  # fmt: skip
    shutil.rmtree(home.parent)


if __name__ == "__main__":
    main()
