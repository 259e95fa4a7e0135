"""A million audit lines walked from end to end. python -m benchmarks.ledger.auditing LINES FOLDER: a line of JSON."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.ledger import site


def main() -> None:
    """Write the chain as ``record`` would, then verify it; and how long one line takes."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    home = Path(tempfile.mkdtemp(prefix="audit-bench-", dir=folder)) / "home"
    site.opened(home)
    from takehold.audit import operations, queries
    from takehold.audit.models import Head, Line

    previous, lines = operations.BEFORE_ALL, []
    for n in range(1, count + 1):
        at = site.NOW + timedelta(seconds=n)
        fields = (f"person:{n % 1200}", "import started", f"source:{n % 40}", f'{{"n":{n}}}')
        own = operations.digest(n, at, *fields, previous)
        actor, action, subject, details = fields
        lines.append(Line(sequence=n, at=at, actor=actor, action=action, subject=subject, details=details,
                          previous=previous, hash=own))  # fmt: skip
        previous = own
        if len(lines) == 20_000:
            Line.objects.bulk_create(lines)
            lines.clear()
    Line.objects.bulk_create(lines)
    Head.objects.create(pk=1, sequence=count, hash=previous)
    began = time.perf_counter()
    found = queries.verify(outside=queries.head())
    verify = time.perf_counter() - began
    assert found.ok
    assert found.lines == count
    began = time.perf_counter()
    for n in range(200):
        operations.record(actor="person:1", action="edited", subject="team:1", now=site.NOW, details={"n": n})
    each = (time.perf_counter() - began) / 200
    print(
        json.dumps({"lines": count, "verify_seconds": round(verify, 1), "record_ms": round(each * 1000, 1)})
    )
    shutil.rmtree(home.parent)


if __name__ == "__main__":
    main()
