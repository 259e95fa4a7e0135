"""Judging without any file: 500 teams over three years by day, and histories alone. Targets 3, 1 and 0.25 s.

Run: ``python -m benchmarks.judging [--short]``. Seconds of processor, the middle of five rounds, from a seed. What came
out is kept in ``judging.md``; short, it is only told.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks._machine import machine, moment, write
from takehold.analysis.facts import DailyCounts, Terms, UnitEvidence
from takehold.analysis.history import share_stretches
from takehold.analysis.verdict import judge

SEED, ROUNDS = 1, 5
TEAMS, DAYS, WEEKS = 500, 1095, 156
MONDAY = date(2024, 1, 1)
LONG = np.repeat([0.2, 0.7], 550)
HEAD = """# Judging, without any file

`python -m benchmarks.judging`: {machine}, numpy {numpy}; {moment}. The middle of {rounds} rounds.

| what | seconds of the processor | at most |
|---|---|---|
"""


def teams(rng: np.random.Generator) -> list[UnitEvidence]:
    """Teams of 0.3 to 12 chances a day that adopt on the same day."""
    level = np.where(np.arange(DAYS) < 300, 0.1, 0.85)
    found = []
    for index in range(TEAMS):
        chances = rng.poisson(rng.uniform(0.3, 12), DAYS)
        found.append(UnitEvidence(f"t{index}", DailyCounts(MONDAY, chances, rng.binomial(chances, level))))
    return found


def series(rng: np.random.Generator, level: np.ndarray, mean: float) -> tuple[np.ndarray, np.ndarray]:
    """Chances and new way of one team, one entry a period."""
    chances = rng.poisson(mean, level.size) + 1
    return chances, rng.binomial(chances, level)


def took(work: Callable[[], object]) -> float:
    """The middle of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        rounds.append(process_time() - began)
    return statistics.median(rounds)


def main() -> None:
    rng = np.random.default_rng(SEED)
    terms = Terms(as_of=MONDAY + timedelta(days=DAYS), target=0.8, streams=TEAMS + 1)
    units = teams(rng)
    weekly = [series(rng, np.where(np.arange(WEEKS) < 60, 0.3, 0.8), 30) for _ in range(TEAMS)]
    long = [series(rng, LONG, 80)]
    works: tuple[tuple[str, float, Callable[[], object]], ...] = (
        (f"verdicts of {TEAMS} teams over {DAYS:,} days", 3.0, lambda: judge(units, terms)),
        (f"histories of {TEAMS} teams over {WEEKS} weeks", 1.0, lambda: share_stretches(weekly)),
        (f"history of one series of {LONG.size:,} periods", 0.25, lambda: share_stretches(long)),
    )
    text = HEAD.format(machine=machine(), numpy=np.__version__, moment=moment(), rounds=ROUNDS)
    for name, target, work in works:
        text += f"| {name} | {took(work):.2f} | {target:g} |\n"
    print(text)
    if "--short" not in sys.argv:
        write(Path(__file__).with_suffix(".md"), text)


if __name__ == "__main__":
    main()
