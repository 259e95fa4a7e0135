"""``takehold verdict`` over one million CSV rows of 500 teams: seconds and peak memory, target 8 s and 800 MB.

Run: ``python -m benchmarks.verdict_cli [ROWS]``. The file is made from a seed in a temporary folder.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

ROWS, TEAMS, DAYS, ROUNDS = 1_000_000, 500, 540, 3
RECIPE = """
[source]
format = "csv"
shape = "cases"
timestamps = "%Y-%m-%d %H:%M:%S"
timezone = "Europe/Brussels"
[columns]
case = "number"
at = "resolved_at"
team = "assignment_group"
[[behaviour]]
key = "confirm-priority"
name = "Priority is double-checked before an incident is resolved"
opportunity = { state = ["Resolved", "Closed"] }
new_way = { u_priority_confirmation = "true" }
target = 0.8
"""


def make(folder: Path, rows: int) -> Path:
    """A list export: one row a ticket, teams that adopt at different times, 30 of them slipping at the end."""
    rng = np.random.default_rng(20260105)
    day = np.sort(rng.integers(0, DAYS, rows))
    team = rng.integers(0, TEAMS, rows)
    start = rng.integers(60, 200, TEAMS)[team]
    slid = (team < 30) & (day > DAYS - 60)
    share = np.where(day < start, 0.05, np.where(slid, 0.45, 0.9))
    stamps = np.datetime64("2025-01-01T00:00:00") + (day * 86_400 + rng.integers(0, 86_400, rows)).astype(
        "timedelta64[s]"
    )
    states = np.array(["Closed", "Resolved", "New", "Canceled"])[
        rng.choice(4, rows, p=[0.6, 0.25, 0.1, 0.05])
    ]
    table = pa.table(
        {
            "number": np.char.add("INC", np.char.zfill(np.arange(rows).astype(str), 7)),
            "state": states,
            "resolved_at": np.char.replace(np.datetime_as_string(stamps, unit="s"), "T", " "),
            "assignment_group": np.char.add("Group ", team.astype(str)),
            "priority": np.array(["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"])[
                rng.integers(0, 4, rows)
            ],
            "category": np.char.add("Category ", rng.integers(0, 60, rows).astype(str)),
            "reassignment_count": rng.poisson(0.8, rows),
            "u_priority_confirmation": np.where(rng.random(rows) < share, "true", "false"),
        }
    )
    path = folder / "incidents.csv"
    pc.write_csv(table, path)
    return path


def resident(pid: int) -> int:
    """Bytes that a process and its descendants hold (shared pages counted in part), from /proc."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    own = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return own + sum(resident(int(child)) for child in children)


def run(words: list[str]) -> tuple[float, float, int, str]:
    """Seconds by the clock and of the processors, peak bytes of the process tree, standard output."""
    began = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    peak = 0

    def look() -> None:
        nonlocal peak
        while child.poll() is None:
            peak = max(peak, resident(child.pid))
            time.sleep(0.02)

    watcher = threading.Thread(target=look)
    watcher.start()
    output, _ = child.communicate()
    watcher.join()
    assert child.returncode == 0, output
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, worked, peak, output


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    takehold = str(Path(sys.executable).parent / "takehold")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = make(folder, rows)
        (folder / "recipe.toml").write_text(RECIPE)
        words = [
            takehold,
            "verdict",
            str(path),
            "--recipe",
            str(folder / "recipe.toml"),
            "--html",
            str(folder / "r.html"),
        ]
        print(
            f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, {TEAMS} teams; {platform.machine()}, Python {platform.python_version()}"
        )
        results = [run(words) for _ in range(ROUNDS)]
    for seconds, worked, peak, _ in results:
        print(
            f"  {seconds:5.1f} s ({worked:.1f} s of processor)  {peak / 1e6:4.0f} MB  {rows / seconds:9,.0f} rows/s"
        )
    middle, most = statistics.median(r[0] for r in results), max(r[2] for r in results) / 1e6
    print(
        f"median {middle:.1f} s, peak {most:.0f} MB (target 8 s, 800 MB); load average {os.getloadavg()[0]:.1f}"
    )
    print(results[0][3].splitlines()[0])


if __name__ == "__main__":
    main()
