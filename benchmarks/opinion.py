"""What a round of 5,000 voters and 300 statements says, and which statement is shown next. Targets 5 s and 20 ms.

Run: ``python -m benchmarks.opinion [--short]``; short: 500 voters, 60 statements. Votes from a seed, on one core, without any
file. Beside it stands the same plane worked out by scikit-learn's own singular values instead of by covariances, the way
that is taken without a choice made. What came out is kept in ``opinion.md``; short, it is only told.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

from benchmarks._machine import machine, moment, write
from takehold.analysis.opinion import Opinion, Totals, Votes, extremities, judge, next_statement
from takehold.analysis.opinion.ballots import NOT_VOTED, ballots, plane

SEED, VOTERS, STATEMENTS, CAMPS = 1, 5000, 300, 3
SHARES = (0.2, 1.0)
SECONDS, MILLISECONDS, DRAWS = 5.0, 20.0, 1000
HEAD = """# What a round says

`python -m benchmarks.opinion`: {machine}, numpy {numpy}, scikit-learn {sklearn}; {moment}. {voters} voters of three camps, {statements} statements; seconds of the processor, and by the clock.

| what | votes | processor | clock | at most |
|---|---|---|---|---|
"""
ROW = "| {what} | {votes:,} | {cpu} | {wall} | {most} |\n"


def cast(voters: int, statements: int, share: float) -> Votes:
    """Votes of three camps, each voter on ``share`` of the statements, one in ten passed."""
    rng = np.random.default_rng(SEED)
    camp = rng.integers(0, CAMPS, voters)
    agreeing = np.clip(rng.beta(4, 2, statements) + rng.normal(0, 0.35, (CAMPS, statements)), 0.03, 0.97)
    voter, statement = np.nonzero(rng.random((voters, statements)) < share)
    agrees = rng.random(len(voter)) < agreeing[camp[voter], statement]
    choice = np.where(rng.random(len(voter)) < 0.1, 0, np.where(agrees, 1, -1))
    return Votes(voters, statements, voter, statement, choice.astype(np.int64))


def judged(votes: Votes) -> tuple[Opinion, float, float]:
    """The verdict, with seconds of the processor and by the clock."""
    cpu, wall = process_time(), perf_counter()
    found = judge(votes, seed=SEED)
    return found, process_time() - cpu, perf_counter() - wall


def planes(votes: Votes) -> tuple[float, float]:
    """Seconds of the processor for one plane: ours, and by scikit-learn's full singular values."""
    table = ballots(votes)
    known = table != NOT_VOTED
    filled = np.where(known, table - table.mean(axis=0, where=known), 0.0)
    took = []
    with threadpool_limits(1):
        for work in (lambda: plane(table), lambda: PCA(2, svd_solver="full").fit_transform(filled)):
            began = process_time()
            work()
            took.append(process_time() - began)
    return took[0], took[1]


def shown(votes: Votes) -> list[float]:
    """Milliseconds by the clock of each of 1,000 choices of a statement, from running totals, for whoever has seen half."""
    table = ballots(votes)
    totals = Totals(*((table == choice).sum(axis=0) for choice in (1, -1, 0)), extremities(votes))
    rng, took = np.random.default_rng(SEED), []
    for _ in range(DRAWS):
        left = rng.permutation(votes.statements)[: votes.statements // 2].tolist()
        began = perf_counter()
        next_statement(totals, left, rng=rng)
        took.append(1000 * (perf_counter() - began))
    return sorted(took)


def main() -> int:
    short = "--short" in sys.argv
    voters, statements = (500, 60) if short else (VOTERS, STATEMENTS)
    text = HEAD.format(
        machine=machine(),
        numpy=np.__version__,
        sklearn=sklearn.__version__,
        moment=moment(),
        voters=f"{voters:,}",
        statements=statements,
    )
    slow = []
    judge(cast(50, 10, 1.0), seed=SEED)  # what is loaded at the first time is not counted
    for share in SHARES:
        votes = cast(voters, statements, share)
        found, cpu, wall = judged(votes)
        slow.append(cpu > SECONDS)
        what = f"all that the round says: {len(found.groups)} groups, {len(found.common)} statements all hold"
        text += ROW.format(what=what, votes=found.votes, cpu=f"{cpu:.1f} s", wall=f"{wall:.1f} s", most=f"{SECONDS:g} s")  # fmt: skip
        ours, theirs = planes(votes)
        text += ROW.format(
            what="of that, one plane of 50", votes=found.votes, cpu=f"{ours:.2f} s", wall="", most=""
        )
        text += ROW.format(what="the same plane by full singular values", votes=found.votes, cpu=f"{theirs:.2f} s", wall="", most="")  # fmt: skip
        took = shown(votes)
        slow.append(took[int(0.95 * DRAWS)] > MILLISECONDS)
        spread = (
            f"median {took[DRAWS // 2]:.2f} ms, 95 % {took[int(0.95 * DRAWS)]:.2f}, slowest {took[-1]:.1f}"
        )
        text += ROW.format(what="what is shown next", votes=found.votes, cpu="", wall=spread, most=f"{MILLISECONDS:g} ms")  # fmt: skip
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)
    return int(any(slow))


if __name__ == "__main__":
    sys.exit(main())
