"""Run it all and write what came out beside this file.

python -m benchmarks.ledger [MILLIONS ...]   default: 1 10. Sizes that were run before keep their results.
The 100 million need 3 GB of disk in TMPDIR and about a quarter of an hour.
python -m benchmarks.ledger --short          a million events, each engine once; told, not kept.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks._machine import machine
from benchmarks.ledger import generate, report

HERE = Path(__file__).resolve().parent
ROUNDS = 3
ENGINES = ("takehold", "duckdb-sql", "polars", "pandas")
PANDAS_UP_TO = 10


def run(module: str, *arguments: object) -> dict[str, Any]:
    """A benchmark in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", f"benchmarks.ledger.{module}", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(module, *arguments[:1], found, flush=True)
    return found


def versions() -> str:
    """Of what was compared."""
    from importlib.metadata import version

    names = ("duckdb", "ibis-framework", "polars", "pandas", "pyarrow", "django")
    return ", ".join(f"{name} {version(name)}" for name in names)


def measured(millions: int, folder: Path, rounds: int = ROUNDS) -> dict[str, Any]:
    """One size: the question to each engine in turn, in rounds, and folding."""
    data = folder / f"{millions}m"
    files = list(generate.write(millions * 1_000_000, data))
    size = sum(path.stat().st_size for path in files)
    result: dict[str, Any] = {"files": len(files), "mb_on_disk": round(size / 1e6), "engines": {}}
    answers = set()
    for _round in range(rounds):
        for engine in ENGINES:
            if engine == "pandas" and millions > PANDAS_UP_TO:
                continue
            found = run("engines", engine, data)
            answers.add(json.dumps(found["answer"], sort_keys=True))
            kept = result["engines"].setdefault(engine, {"seconds": [], "cpu": [], "mb": 0})
            kept["seconds"].append(found["seconds"])
            kept["cpu"].append(found["cpu"])
            kept["mb"] = max(kept["mb"], found["mb"])
    assert len(answers) == 1, answers
    result["answer"] = json.loads(answers.pop())
    result["load"] = os.getloadavg()
    result["folding"] = run("folding", data)
    result["on"] = datetime.now(UTC).date().isoformat()
    shutil.rmtree(data)
    return result


def short() -> None:
    """A million events, a file and an audit of a tenth of that; told as a page."""
    with tempfile.TemporaryDirectory(prefix="takehold-bench-") as temporary:
        folder = Path(temporary)
        results: dict[str, Any] = {
            "sizes": {"1": measured(1, folder, rounds=1)},
            "import": [run("importing", 100_000, folder)],
            "audit": run("auditing", 100_000, folder),
            "machine": machine(),
            "versions": versions(),
        }
    print(report.page(results, whole=False))


def main() -> None:
    """Measure, keep, tell."""
    if "--short" in sys.argv:
        return short()
    path = HERE / "results.json"
    results: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"sizes": {}}
    with tempfile.TemporaryDirectory(prefix="takehold-bench-") as temporary:
        folder = Path(temporary)
        for millions in [int(word) for word in sys.argv[1:]] or [1, 10]:
            results["sizes"][str(millions)] = measured(millions, folder)
        results["import"] = [run("importing", 1_000_000, folder) for _ in range(ROUNDS)]
        results["audit"] = run("auditing", 1_000_000, folder)
    results["machine"], results["versions"] = machine(), versions()
    path.write_text(json.dumps(results, indent=1) + "\n")
    report.main()
    print(path)


if __name__ == "__main__":
    main()
