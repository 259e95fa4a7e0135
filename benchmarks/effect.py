"""Whether an action worked: 24 to 500 teams, by lots and beside teams that wait. Targets 1, 3 and 10 s.

Run: ``OPENBLAS_NUM_THREADS=1 python -m benchmarks.effect [--short]``. Seconds of processor from a seed, the middle of three
rounds. What came out is kept in ``effect.md``; short, it is only told.
"""

from __future__ import annotations

import statistics
import sys
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks._machine import machine, moment, write
from takehold.analysis.effect import TeamSeries, worked
from takehold.analysis.facts import DailyCounts
from takehold.simulation.actions import begun_by_lots

SEED, ROUNDS = 1, 3
SIZES = ((24, 36, 1.0), (100, 52, 3.0), (500, 104, 10.0))
MONDAY = date(2024, 1, 1)
HEAD = """# Whether an action worked

`OPENBLAS_NUM_THREADS=1 python -m benchmarks.effect`: {machine}, numpy {numpy}; {moment}. The middle of {rounds} rounds.

| teams | weeks | compared by | seconds of the processor | at most |
|---|---|---|---|---|
"""


def teams(count: int, weeks: int, stratum: str | None) -> list[TeamSeries]:
    """Teams of 6 to 29 chances a week, in four groups of which one never begins; the action adds 5 points."""
    chances, new_way, first = begun_by_lots(np.random.default_rng(SEED), count, weeks, effect=0.05)
    days = np.zeros((2, count, weeks * 7), dtype=np.int64)
    days[0, :, ::7], days[1, :, ::7] = chances, new_way
    began = [MONDAY + timedelta(weeks=int(week)) if week < weeks else None for week in first]
    return [
        TeamSeries(f"t{u}", DailyCounts(MONDAY, days[0, u], days[1, u]), began[u], stratum)
        for u in range(count)
    ]


def took(rows: list[TeamSeries], weeks: int) -> float:
    """The middle of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = process_time()
        worked(rows, as_of=MONDAY + timedelta(weeks=weeks), rng=np.random.default_rng(SEED))
        rounds.append(process_time() - began)
    return statistics.median(rounds)


def main() -> None:
    short = "--short" in sys.argv
    text = HEAD.format(machine=machine(), numpy=np.__version__, moment=moment(), rounds=ROUNDS)
    for count, weeks, target in SIZES[: 2 if short else 3]:
        for stratum, word in (("", "lots"), (None, "teams that wait")):
            text += f"| {count} | {weeks} | {word} | {took(teams(count, weeks, stratum), weeks):.2f} | {target:g} |\n"
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)


if __name__ == "__main__":
    main()
