"""How often an action that did nothing is praised, and how often one that did is seen: the long form of what
``takehold/analysis/tests/test_effect.py`` holds in short."""

import sys

import numpy as np
import pytest

from takehold.analysis.effect import beside_waiting, by_lots
from takehold.simulation.actions import begun_by_lots, sent_because_it_slipped

RUNS, WEEKS, HORIZON = 1000, 36, 12
POWER = {8: 0.45, 12: 0.6, 24: 0.9}


def asked_by_lots(teams, effect, runs, seed):
    """Per run: estimate, whether no effect is rejected, whether the range holds the true one."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(runs):
        chances, new_way, first = begun_by_lots(rng, teams, WEEKS, effect=effect)
        weight = chances / (1 + (chances - 1) * 0.05)
        found = by_lots(new_way / chances, weight, first, [""] * teams, rng, HORIZON)
        low, high = found.interval
        rows.append((found.effect, found.p <= 0.05, low <= effect <= high))
    return np.array(rows, dtype=float).T


@pytest.mark.long
@pytest.mark.parametrize("teams", [8, 12, 24])
def test_ri_size(teams, capsys):
    effect, rejected, held = asked_by_lots(teams, 0.0, RUNS, teams)
    found, seen, covered = asked_by_lots(teams, 0.1, 200, 100 + teams)
    with capsys.disabled():
        sys.stdout.write(f"\n{teams} teams: null rejected {rejected.mean():.3f}, +10 points seen {seen.mean():.2f}, "
                         f"held {held.mean():.3f} / {covered.mean():.3f}, sd {effect.std():.3f}, mean {found.mean():.3f}")  # fmt: skip
    assert 0.03 <= rejected.mean() <= 0.07
    assert held.mean() >= 0.93
    assert seen.mean() >= POWER[teams]
    assert found.mean() == pytest.approx(0.1, abs=0.01)


@pytest.mark.long
@pytest.mark.parametrize(("stays", "weeks"), [(0.0, 40), (0.0, 60), (0.3, 60), (0.0, 104)])
@pytest.mark.parametrize("teams", [20, 60])
def test_a_team_that_comes_back_by_itself_is_no_praise(teams, stays, weeks, capsys):
    rng = np.random.default_rng(teams + weeks)
    answered = praised = 0
    for _ in range(400):
        chances, new_way, first = sent_because_it_slipped(rng, teams, weeks, stays=stays)
        weight = chances / (1 + (chances - 1) * 0.05)
        found = beside_waiting(new_way / chances, weight, first, rng)
        answered += found is not None
        praised += found is not None and found.interval[0] > 0
    with capsys.disabled():
        sys.stdout.write(
            f"\n{teams} teams, {weeks} weeks, {stays:.0%} slip for good: answered {answered / 400:.2f}, praised {praised / 400:.3f}"
        )
    assert praised <= 0.05 * max(answered, 1)
