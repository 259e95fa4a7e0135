"""The nightly analysis of gaps: 30 changes x 500 teams, without any file. Target 120 s.

Run: ``python -m benchmarks.gaps [--short]``; short: one change. Seconds of the processor, from a seed, on one core. What came
out is kept in ``gaps.md``; short, it is only told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks._machine import machine, moment, write
from takehold.analysis import adkar, agreement, reach, spread, standardisation, themes

SEED, CHANGES, TEAMS, PEOPLE = 1, 30, 500, 20
AT_MOST = 120.0
QUESTIONS, THEMES, COMMENTS = 3, 30, 400
HEAD = """# The nightly analysis of gaps

`python -m benchmarks.gaps`: {machine}, numpy {numpy}; {moment}. {changes} changes of {teams} teams of {people} people, on one core.

| what | for each change | seconds of the processor |
|---|---|---|
"""
SAYINGS = (
    "nine clicks on night shift",
    "nobody trained us",
    "the old form is quicker",
    "who decided this and why",
)


def barriers(rng: np.random.Generator) -> None:
    """Every team's barrier, and whether the order holds at all among all who answered."""
    hazard = rng.beta(2, 6, (TEAMS, 5))
    before = np.concatenate([np.ones((TEAMS, 1)), np.cumprod(1 - hazard, axis=1)], axis=1)
    shares = np.concatenate([before[:, :-1] * hazard, before[:, -1:]], axis=1)
    counts = [rng.multinomial(PEOPLE, row) for row in shares]
    passed = np.arange(5)[None, :] < rng.integers(0, 6, TEAMS * PEOPLE)[:, None]
    order = adkar.order_test(passed.astype(float))
    groups = [adkar.GroupCounts(str(at), tuple(row[:5]), int(row[5])) for at, row in enumerate(counts)]  # type: ignore[arg-type]
    assert len(adkar.group_barriers(groups, rng=rng, order=order)) == TEAMS


def spreads(rng: np.random.Generator) -> None:
    """Few people or widespread, in every team."""
    for _ in range(TEAMS):
        chances = rng.poisson(30, PEOPLE)
        assert spread.judge(chances, rng.binomial(chances, rng.beta(2, 12, PEOPLE)), 0.1, rng=rng).people > 0


def reached(rng: np.random.Generator) -> None:
    """Weights of all teams, the weighted share, and each team's bounds."""
    frame = {"site": {str(at): TEAMS // 10 * PEOPLE for at in range(10)}, "behaviour": {"at target": TEAMS * PEOPLE // 3, "behind": TEAMS * PEOPLE * 2 // 3}}  # fmt: skip
    answered = rng.integers(0, PEOPLE, TEAMS)
    groups = [
        reach.Heard(str(at), int(n), {"site": str(at % 10), "behaviour": "at target" if at % 3 else "behind"})
        for at, n in enumerate(answered)
    ]
    counts = {str(at): (int(rng.integers(0, n + 1)), int(n)) for at, n in enumerate(answered)}
    assert reach.weighted_share(counts, reach.rake(groups, frame)) is not None
    for yes, of in counts.values():
        reach.against(reach.bounds(yes, of, PEOPLE), 0.5)


def agreements(rng: np.random.Generator) -> None:
    """Agreement and polarisation of three questions in every team."""
    for row in rng.multinomial(PEOPLE, rng.dirichlet(np.ones(5), TEAMS * QUESTIONS)):
        assert agreement.agreement(row, rng=rng).agreement is not None


def coded(rng: np.random.Generator) -> None:
    """Thirty themes over a year, and proposals for 400 comments from 400 coded ones."""
    said = [f"{SAYINGS[at % 4]} {' '.join(map(str, rng.choice(list(SAYINGS), 2)))}" for at in range(COMMENTS)]
    book = themes.Codebook([(text, [text[:8]]) for text in said], said)
    assert all(book.suggest(text) for text in said)
    for _ in range(THEMES):
        comments = rng.poisson(40, 52)
        themes.growth(rng.binomial(comments, 0.1), comments)


def processes(rng: np.random.Generator) -> None:
    """Teams at an equal mix of four kinds of cases, ways and times of 20,000 cases."""
    cases = rng.integers(10, 200, (TEAMS, 4))
    bad = rng.binomial(cases, 0.2)
    strata = [standardisation.Stratum(f"{t}", f"{k}", int(cases[t, k]), int(bad[t, k])) for t in range(TEAMS) for k in range(4)]  # fmt: skip
    assert standardisation.standard(strata) is not None
    standardisation.variants(rng.zipf(1.6, 2000).tolist())
    standardisation.cycle_time(rng.exponential(3600, 20_000), rng=rng)


WORKS: tuple[Callable[[np.random.Generator], None], ...] = (
    barriers,
    spreads,
    reached,
    agreements,
    coded,
    processes,
)


def main() -> int:
    short = "--short" in sys.argv
    changes = 1 if short else CHANGES
    rng, whole = np.random.default_rng(SEED), 0.0
    text = HEAD.format(
        machine=machine(), numpy=np.__version__, moment=moment(), changes=changes, teams=TEAMS, people=PEOPLE
    )
    for work in WORKS:
        began = process_time()
        for _ in range(changes):
            work(rng)
        took = process_time() - began
        whole += took
        text += f"| {work.__name__} | {(work.__doc__ or '').rstrip('.')} | {took:.1f} |\n"
    text += f"| **all** | at most {AT_MOST * changes / CHANGES:g} | **{whole:.1f}** |\n"
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)
    return int(whole > AT_MOST * changes / CHANGES)


if __name__ == "__main__":
    sys.exit(main())
