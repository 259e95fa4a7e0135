"""The results as a page: what was asked, what each engine took, what had to be reached. python -m benchmarks.ledger.report"""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HEAD = """# The ledger at a million events and more

`python -m benchmarks.ledger 1 10 100` makes the data (every value a hash of its position, so that it is the same everywhere), runs
everything, and writes `results.json` and this page. {machine}. {versions}.

The machine was shared while this ran; "load" is the system's average over a minute (2 = both cores busy without us). So seconds by the
clock are upper bounds; seconds of the processor, summed over both cores, say what the work itself costs.

## Evidence of one behaviour, by team, day and person, from segments

500 teams, 10,000 people, 18 months; a chance is one event in eight. All engines write the same rows to Parquet; their counts and sums are
compared and must be equal. Median of {rounds} rounds, each in a process of its own, imports not counted.
"Takehold" is the product's own path: one Ibis expression that also runs on Spark, at most 800 MB, with every spelling of true and false.

| events | engine | seconds | of the processor | MB |
|---|---|---|---|---|
"""
FOLD = """
## 10,000 new events into a base

A batch holds 1,000 events that are there already and 9,000 new ones, spread over four months of the base (the worst case: every file of
those months is asked). The clock runs from the moment the events are read until segments, evidence, labels and manifest are committed
and synced. After each batch the figures of 500 teams are asked for, nothing of them cached. Median of 20.

| base | folded in, s (slowest) | of the processor, s | figures of 500 teams, s (slowest) | deriving a new measure from all, s | load |
|---|---|---|---|---|---|
"""


def page(results: dict[str, Any], *, whole: bool = True) -> str:
    """Markdown; without what had to be reached where not the ``whole`` was run."""
    sizes = sorted(results["sizes"].items(), key=lambda item: int(item[0]))
    rounds = len(sizes[0][1]["engines"]["takehold"]["seconds"])
    text = HEAD.format(machine=results["machine"], versions=results["versions"], rounds=rounds)
    for millions, size in sizes:
        for engine, found in size["engines"].items():
            seconds, cpu = statistics.median(found["seconds"]), statistics.median(found["cpu"])
            text += f"| {millions} million | {engine} | {seconds:.2f} | {cpu:.2f} | {found['mb']} |\n"
    text += FOLD
    for millions, size in sizes:
        f = size["folding"]
        text += (
            f"| {millions} million ({size['mb_on_disk']:,} MB) | {f['fold_median']} ({f['fold_max']}) | {f['fold_cpu_median']} "
            f"| {f['figures_median']} ({f['figures_max']}) | {f['derive_whole_seconds']} | {size['load'][0]:.1f} |\n"
        )
    return text + "\n" + rest(results) + (targets(results) if whole else "")


def rest(results: dict[str, Any]) -> str:
    """Importing a file, and walking the audit."""
    runs = results["import"]
    each = ", ".join(f"{run['rows_per_second']:,}" for run in runs)
    best, audit = max(runs, key=lambda run: run["rows_per_second"]), results["audit"]
    return (
        f"## A CSV of {best['rows']:,} rows, from the upload to figures\n\n"
        f"{best['csv_mb']} MB; sandbox, folding, evidence and commit included. Rows a second in {len(runs)} runs: "
        f"{each}; {best['cpu']} s of the processor. The same file again is known after "
        f"{best['again_seconds']} s.\n\n"
        "## The audit\n\n"
        f"A chain of {audit['lines']:,} lines is verified in {audit['verify_seconds']} s; a line is written and synced in "
        f"{audit['record_ms']} ms.\n\n"
    )


def targets(results: dict[str, Any]) -> str:
    """What had to be reached, and whether it was."""
    sizes = results["sizes"]
    rows: list[tuple[str, float, float]] = []
    if "100" in sizes:
        ours, fold = sizes["100"]["engines"]["takehold"], sizes["100"]["folding"]
        ten = sizes["10"]["engines"]["takehold"]
        rows += [
            ("evidence at 100 million, seconds", statistics.median(ours["seconds"]), 10),
            ("evidence at 100 million, MB", ours["mb"], 1_000),
            ("10 to 100 million, times the processor", statistics.median(ours["cpu"]) / statistics.median(ten["cpu"]), 10),
            ("fold at 100 million, seconds", fold["fold_median"], 0.5),
            ("figures at 100 million, seconds", fold["figures_median"], 0.3),
        ]  # fmt: skip
    best = max(run["rows_per_second"] for run in results["import"])
    rows.append(("audit of a million lines, seconds", results["audit"]["verify_seconds"], 60))
    lines = [
        f"| {name} | {most:g} | {got:.3g} | {'yes' if got <= most else 'no'} |" for name, got, most in rows
    ]
    lines.append(
        f"| CSV import, rows a second (at least) | 150,000 | {best:,} | {'yes' if best >= 150_000 else 'no'} |"
    )
    return "## Targets\n\n| what | at most | reached | met |\n|---|---|---|---|\n" + "\n".join(lines) + "\n"


def main() -> None:
    """Write the page beside the results."""
    results = json.loads((HERE / "results.json").read_text())
    (HERE / "README.md").write_text(page(results))


if __name__ == "__main__":
    main()
