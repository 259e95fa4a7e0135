"""``takehold verdict`` over one million CSV rows of 500 teams: seconds and peak memory, target 8 s and 800 MB.

Run: ``python -m benchmarks.verdict_cli [--short]``. The file is made from a seed in a temporary folder. What came out is
kept in ``verdict_cli.md``; short (a tenth of the rows, once), it is only told.
"""

from __future__ import annotations

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

from benchmarks._machine import compiled, machine, moment, write

ROWS, TEAMS, DAYS, ROUNDS = 1_000_000, 500, 540, 5
SECONDS, MEGABYTES = 8, 800
HEAD = """# `takehold verdict` over a file

`python -m benchmarks.verdict_cli`: {machine}; compiled files of Python are {compiled}.

From the command to the report, HTML with its charts included: {rows:,} rows of CSV ({size:.0f} MB), {teams} teams, {days} days,
one behaviour. All processes of it together; at most {seconds} s by the clock and {megabytes} MB.

| round | seconds by the clock | of the processor | MB | rows a second | when |
|---|---|---|---|---|---|
"""
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
    short = "--short" in sys.argv
    rows, rounds = (ROWS // 10, 1) if short else (ROWS, ROUNDS)
    takehold = str(Path(sys.executable).parent / "takehold")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = make(folder, rows)
        (folder / "recipe.toml").write_text(RECIPE)
        recipe, report = str(folder / "recipe.toml"), str(folder / "r.html")
        text = HEAD.format(
            machine=machine(), compiled=compiled(), rows=rows, size=path.stat().st_size / 1e6, teams=TEAMS,
            days=DAYS, seconds=SECONDS, megabytes=MEGABYTES,
        )  # fmt: skip
        results = []
        for number in range(rounds):
            when = moment()
            seconds, worked, peak, told = run(
                [takehold, "verdict", str(path), "--recipe", recipe, "--html", report]
            )
            results.append((seconds, worked, peak))
            text += f"| {number + 1} | {seconds:.1f} | {worked:.1f} | {peak / 1e6:.0f} | {rows / seconds:,.0f} | {when} |\n"
    clock, worked, _peak = (statistics.median(each) for each in zip(*results, strict=True))
    most = max(peak for _seconds, _worked, peak in results) / 1e6
    text += (
        f"\nIn the middle {clock:.1f} s by the clock, {worked:.1f} s of the processor, at most {most:.0f} MB; "
        f"the quickest {min(results)[0]:.1f} s. It says: {told.splitlines()[0]}.\n"
    )
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)


if __name__ == "__main__":
    main()
