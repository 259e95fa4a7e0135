"""Few people or many: the whole table (methods 5), from 12 chances a person on. ``make test`` has its short form beside
the module."""

import sys

import numpy as np
import pytest

from takehold.analysis.spread import Spread, judge

USUAL, RUNS = 0.1, 1000
WORLDS = {
    "two people at .9": [0.9] * 2 + [USUAL] * 10,
    "one person at .9": [0.9] + [USUAL] * 11,
    "everybody at .25": [0.25] * 12,
    "half at .40": [0.4] * 6 + [USUAL] * 6,
    "nobody": [USUAL] * 12,
}


def played(world, m, rng):
    """Chances and lapses of one group: people are not alike, or have unequal chances, in two worlds of their own."""
    if world == "nobody, people differ":
        return np.full(12, m), rng.binomial(m, rng.beta(6, 54, 12))
    if world == "nobody, unequal chances":
        chances = rng.integers(m // 2, 2 * m, 12)
        return chances, rng.binomial(chances, USUAL)
    return np.full(12, m), rng.binomial(m, WORLDS[world])


def shares(world, m, seed=17):
    rng = np.random.default_rng(seed)
    told = [judge(*played(world, m, rng), USUAL, rng=rng).spread for _ in range(RUNS)]
    return {word: float(np.mean([each is word for each in told])) for word in Spread}


@pytest.mark.long
@pytest.mark.parametrize("m", [12, 20, 30])
@pytest.mark.parametrize("world", [*WORLDS, "nobody, people differ", "nobody, unequal chances"])
def test_few_or_many(world, m, capsys):
    found = shares(world, m)
    with capsys.disabled():
        row = " / ".join(f"{found[word]:.3f}" for word in (Spread.FEW, Spread.WIDE, Spread.CANNOT_TELL))
        sys.stdout.write(f"\n{world:24} {m:2} chances: few / wide / cannot tell {row}")
    if world.startswith("nobody"):
        assert found[Spread.FEW] + found[Spread.WIDE] <= 0.06
    if world == "two people at .9":
        assert found[Spread.WIDE] <= 0.01
        assert found[Spread.FEW] >= 0.95
    if world == "everybody at .25":
        assert found[Spread.WIDE] >= 0.95
        assert found[Spread.FEW] <= 0.01
    if world == "one person at .9":
        assert found[Spread.WIDE] <= 0.01
    if world == "half at .40":
        assert found[Spread.FEW] <= 0.01
