"""What worked here: partial pooling with its doubt, and a place for what was not tried."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.tactics import UNTRIED, USUAL, Trial, offer, standings

TRIALS = [
    Trial("coaching", "ability", 0.12, 0.03**2),
    Trial("coaching", "ability", 0.09, 0.04**2),
    Trial("coaching", "desire", 0.01, 0.03**2),
    Trial("letter", "ability", 0.00, 0.02**2),
]


def told(tactics, barrier, trials, seed=1, prior=USUAL):
    return {
        one.tactic: one
        for one in standings(tactics, barrier, trials, rng=np.random.default_rng(seed), prior=prior)
    }


def test_what_worked_at_this_barrier_comes_first_and_keeps_its_doubt():
    found = standings(["letter", "story", "coaching"], "ability", TRIALS, rng=np.random.default_rng(1))
    assert [one.tactic for one in found] == ["coaching", "story", "letter"]
    first, untried, last = found
    assert 0.05 < first.low < first.mean < first.high < 0.15
    assert (first.trials, first.elsewhere, first.untried) == (2, 1, False)
    assert untried.untried
    assert untried.high - untried.low > 2 * (first.high - first.low)
    assert first.best > 0.6
    assert last.best < 0.05


def test_a_barrier_where_it_did_not_work_pulls_less_than_one_where_it_was_tried():
    here, there = told(["coaching"], "ability", TRIALS), told(["coaching"], "desire", TRIALS)
    assert here["coaching"].mean > there["coaching"].mean + 0.02
    other = told(["coaching"], "awareness", TRIALS)["coaching"]
    assert there["coaching"].mean < other.mean < here["coaching"].mean
    assert other.elsewhere == 3


def test_what_worked_for_this_kind_of_group_counts_a_little_more():
    tried = [
        Trial("coaching", "ability", 0.15, 0.0001, "wards"),
        Trial("coaching", "ability", 0.05, 0.0001, "offices"),
    ]
    wards, offices, night = (
        standings(["coaching"], "ability", tried, group=kind, rng=np.random.default_rng(1))[0]
        for kind in ("wards", "offices", "night shift")
    )
    assert wards.mean > night.mean > offices.mean
    assert night.high - night.low > wards.high - wards.low
    assert (wards.trials, wards.untried) == (2, False)


def test_one_small_trial_is_pulled_to_what_is_usual():
    lucky = [*TRIALS, Trial("video", "ability", 0.4, 0.2**2)]
    assert told(["video"], "ability", lucky)["video"].mean < 0.12


tactics = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5)
trials = st.lists(
    st.builds(
        Trial, st.sampled_from("abcdef"), st.sampled_from("xy"), st.floats(-0.3, 0.3), st.floats(0.0004, 0.04)
    ),
    max_size=8,
)


@settings(max_examples=15, deadline=None)
@given(tactics, trials, st.randoms())
def test_shares_sum_to_one_and_no_order_matters(names, rows, shuffler):
    found = standings(names, "x", rows, rng=np.random.default_rng(3))
    mixed, other = list(rows), list(names)
    shuffler.shuffle(mixed)
    shuffler.shuffle(other)
    assert found == standings(other, "x", mixed, rng=np.random.default_rng(3))
    assert sum(one.share for one in found) == pytest.approx(1)
    assert sum(one.best for one in found) == pytest.approx(1)
    untried = [one for one in found if one.untried]
    if untried:
        assert sum(one.share for one in untried) >= UNTRIED - 1e-9
    assert all(one.low <= one.high for one in found)


def test_an_offer_falls_as_its_shares_say_and_keeps_a_place_for_the_untried():
    found = standings(
        ["coaching", "letter", "story", "video"], "ability", TRIALS, rng=np.random.default_rng(1)
    )
    rng = np.random.default_rng(2)
    offers = [offer(found, rng=rng) for _ in range(600)]
    first = Counter(one.order[0] for one in offers)
    for one in found:
        assert first[one.tactic] / 600 == pytest.approx(one.share, abs=0.06)
    assert all(set(one.order) & {"story", "video"} for one in offers)
    assert all(len(set(one.order)) == 3 for one in offers)
    shares = {one.tactic: one.share for one in found}
    assert all(one.share == tuple(shares[name] for name in one.order) for one in offers)


def test_the_same_state_gives_the_same_offer():
    found = standings(["coaching", "letter", "story"], "ability", TRIALS, rng=np.random.default_rng(1))
    assert offer(found, rng=np.random.default_rng(7)) == offer(found, rng=np.random.default_rng(7))


def test_nothing_to_offer_one_to_offer_and_one_that_is_sure():
    assert standings([], "x", TRIALS, rng=np.random.default_rng(1)) == ()
    assert offer((), rng=np.random.default_rng(1)).order == ()
    alone = standings(["a"], "x", [], rng=np.random.default_rng(1))
    assert (alone[0].share, alone[0].best) == (1.0, 1.0)
    assert offer(alone, rng=np.random.default_rng(1)).order == ("a",)
    sure = [Trial("a", "x", 0.9, 1e-6), Trial("b", "x", -0.9, 1e-6), Trial("c", "x", -0.9, 1e-6)]
    found = told(["a", "b", "c"], "x", sure)
    assert found["a"].share == pytest.approx(0.8 * 0.5 + 0.2 / 3)
    assert sum(one.share for one in found.values()) == pytest.approx(1)


def test_a_trial_without_doubt_is_refused():
    with pytest.raises(ValueError):
        standings(["a"], "x", [Trial("a", "x", 0.1, 0.0)], rng=np.random.default_rng(1))
