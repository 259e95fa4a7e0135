"""Variants, cycle times, late openings, and teams at an equal mix of cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.standardisation import (
    Differs,
    Stratum,
    cycle_time,
    late_openings,
    standard,
    variants,
)

BITS = np.log(2)
counts = st.lists(st.integers(1, 30), min_size=1, max_size=12)


def test_the_entropies_of_the_published_counts() -> None:
    """The example of R's entropy: 1.968382 plain and 2.152593 by Miller and Madow, in nats."""
    found = variants([4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1])
    assert found.plain * BITS == pytest.approx(1.968382, abs=5e-7)
    assert found.miller_madow * BITS == pytest.approx(2.152593, abs=5e-7)
    assert (found.cases, found.variants, found.for_most) == (19, 8, 6)
    assert found.coverage == pytest.approx(17 / 19)


def test_chao_and_shen_by_hand() -> None:
    """Three cases in two ways: coverage 2/3, shares 4/9 and 2/9, each divided by its chance of being seen at all."""
    expected = sum(-p * np.log2(p) / (1 - (1 - p) ** 3) for p in (4 / 9, 2 / 9))
    assert variants([2, 1]).entropy == pytest.approx(expected)


def test_the_corrected_entropy_does_not_grow_with_the_cases() -> None:
    """Forty ways that are equally frequent: 5.32 bits. From 40 cases plain entropy is .8 short, the corrected one is not."""
    rng = np.random.default_rng(1)
    few = [variants(rng.multinomial(40, np.full(40, 1 / 40)).tolist()) for _ in range(200)]
    assert np.mean([each.plain for each in few]) < np.log2(40) - 0.7
    assert np.mean([each.entropy for each in few]) == pytest.approx(np.log2(40), abs=0.15)
    assert np.mean([each.miller_madow for each in few]) < np.log2(40) - 0.2


def test_one_way_and_all_ways_different() -> None:
    one = variants([25])
    assert (one.entropy, one.plain, one.effective, one.top, one.for_most) == (0, 0, 1, 1, 1)
    lone = variants([1] * 30)
    assert lone.coverage == 0
    assert lone.entropy > np.log2(30)
    with pytest.raises(ValueError):
        variants([0])


@settings(max_examples=40, deadline=None)
@given(counts, st.randoms())
def test_the_order_of_ways_does_not_matter_and_corrections_only_add(told: list[int], mixed) -> None:
    shuffled = [*told, 0]
    mixed.shuffle(shuffled)
    found = variants(told)
    assert variants(shuffled) == found
    assert found.miller_madow >= found.plain - 1e-12
    assert 0 <= found.coverage <= 1


def test_cycle_times() -> None:
    found = cycle_time(np.arange(1.0, 1001.0), rng=np.random.default_rng(1))
    assert found.middle == pytest.approx(500.5)
    assert found.slow == pytest.approx(850.15)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1.7 < found.high
    assert cycle_time([5.0] * 29, rng=np.random.default_rng(1)).low is None
    assert cycle_time([0.0] * 40, rng=np.random.default_rng(1)).spread is None
    for bad in ([], [-1.0]):
        with pytest.raises(ValueError):
            cycle_time(bad, rng=np.random.default_rng(1))


def test_intervals_of_the_spread_hold_in_short() -> None:
    rng = np.random.default_rng(2)
    held = []
    for _ in range(300):
        found = cycle_time(rng.exponential(3600, 400), rng=rng)
        assert found.low is not None
        assert found.high is not None
        held.append(found.low <= np.log(0.15) / np.log(0.5) <= found.high)
    assert 0.86 <= np.mean(held) <= 0.96


def test_cases_that_opened_too_late_to_have_been_slow() -> None:
    opened, took = np.arange(100.0), np.full(100, 10.0)
    found = late_openings(opened, took)
    assert (found.cases, found.share, found.within) == (0, 0, 10)
    found = late_openings(opened, np.minimum(took, 99 - opened))
    assert (found.cases, found.share) == (10, 0.1)
    assert late_openings(np.array([]), np.array([])).cases == 0


def test_an_extract_of_the_cases_that_ended_lately_is_nearly_all_late() -> None:
    """Whoever asks for what was closed this month gets old cases that were slow and new ones that were quick."""
    rng = np.random.default_rng(1)
    opened, took = rng.uniform(0, 400, 4000), rng.exponential(20, 4000)
    closed = opened + took
    taken = (closed > 380) & (closed <= 400)
    assert late_openings(opened[taken], took[taken], 400.0).share > 0.5
    everything = closed <= 400
    assert late_openings(opened[everything], took[everything], 400.0).share < 0.1


def test_the_team_with_the_hard_cases_is_not_blamed_and_the_careless_one_is() -> None:
    strata = [
        Stratum("hard", "complex", 180, 90), Stratum("hard", "simple", 20, 2),
        Stratum("easy", "complex", 20, 10), Stratum("easy", "simple", 180, 18),
        Stratum("mixed", "complex", 100, 52), Stratum("mixed", "simple", 100, 11),
        Stratum("careless", "complex", 100, 75), Stratum("careless", "simple", 100, 40),
        Stratum("tiny", "simple", 9, 9),
    ]  # fmt: skip
    found = standard(strata)
    assert found is not None
    assert (found.teams[0].team, found.teams[0].differs) == ("careless", Differs.MORE)
    told = {team.team: team for team in found.teams}
    assert told["hard"].crude > 0.4
    assert told["hard"].differs in (Differs.ALIKE, Differs.FEWER)
    assert told["hard"].standardised == pytest.approx(told["easy"].standardised, abs=0.01)
    assert found.too_small == ("tiny",)
    assert found.inconsistent
    assert found.between > 0.05


def test_direct_standardisation_by_hand() -> None:
    """Two kinds, 300 and 100 cases of all: .75 x 10/100 + .25 x 30/50."""
    strata = [
        Stratum("a", "x", 100, 10),
        Stratum("a", "y", 50, 30),
        Stratum("b", "x", 200, 40),
        Stratum("b", "y", 50, 20),
    ]
    found = standard(strata)
    assert found is not None
    told = {team.team: team for team in found.teams}
    assert told["a"].standardised == pytest.approx(0.75 * 0.1 + 0.25 * 0.6)
    assert told["a"].expected == pytest.approx((100 * 0.2 + 50 * 0.4) / 150)
    assert told["a"].beside == told["a"].crude == pytest.approx(40 / 150)
    assert told["a"].low < told["a"].standardised < told["a"].high


def test_kinds_that_nobody_else_has_cannot_be_compared() -> None:
    found = standard([Stratum("a", "own", 200, 100), Stratum("a", "x", 50, 10), Stratum("b", "x", 300, 60)])
    assert found is not None
    told = {team.team: team for team in found.teams}
    assert (told["a"].differs, told["a"].compared) == (Differs.CANNOT_TELL, 0.2)
    assert told["b"].compared == 1


def test_more_scatter_than_chance_widens_the_funnel() -> None:
    strata = [Stratum(name, "", 200, bad) for name, bad in (("a", 20), ("b", 22), ("c", 44))]
    tight, wide = standard(strata), standard(strata, dispersion=6.0)
    assert tight is not None
    assert wide is not None
    assert tight.teams[0].differs is Differs.MORE
    assert wide.teams[0].differs is Differs.ALIKE
    assert not wide.inconsistent


def test_teams_that_are_alike_stay_in_the_funnel() -> None:
    rng, outside, teams = np.random.default_rng(3), 0, 0
    for _ in range(40):
        rows = [(f"t{at}", kind, int(n)) for at in range(12) for kind, n in zip("xyz", rng.integers(20, 120, 3), strict=True)]  # fmt: skip
        rate = {"x": 0.05, "y": 0.2, "z": 0.5}
        found = standard([Stratum(t, k, n, int(rng.binomial(n, rate[k]))) for t, k, n in rows])
        assert found is not None
        outside += sum(team.differs is not Differs.ALIKE for team in found.teams)
        teams += len(found.teams)
    assert outside / teams <= 0.01


def test_no_cases_and_counts_that_cannot_be() -> None:
    assert standard([]) is None
    assert standard([Stratum("a", "", 0, 0)]) is None
    lone = standard([Stratum("a", "", 400, 40)])
    assert lone is not None
    assert (lone.teams[0].differs, lone.between) == (Differs.CANNOT_TELL, 0)
    with pytest.raises(ValueError):
        standard([Stratum("a", "", 3, 4)])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.integers(0, 300), st.floats(0, 1)), max_size=12), st.randoms())  # fmt: skip
def test_whatever_the_rows_shares_are_shares_and_their_order_is_nothing(rows, mixed) -> None:
    strata = [Stratum(team, kind, n, round(n * share)) for team, kind, n, share in rows]
    shuffled = strata[:]
    mixed.shuffle(shuffled)
    found = standard(strata)
    assert found == standard(shuffled)
    for team in found.teams if found else ():
        assert 0 <= team.low <= team.standardised <= team.high <= 1
        assert 0 <= team.lower <= team.expected <= team.upper <= 1
        assert 0 <= team.crude <= 1
