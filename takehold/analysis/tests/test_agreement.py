"""Van der Eijk's A as published, Esteban and Ray's polarisation by its axioms, and intervals that hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.agreement import agreement, polarisation, van_der_eijk

PUBLISHED = [30, 40, 210, 130, 530, 50, 10]
answers = st.lists(st.integers(0, 60), min_size=3, max_size=7).filter(any)


def test_the_published_agreement() -> None:
    """The example of R's agrmt."""
    assert van_der_eijk(PUBLISHED) == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize("points", [3, 5, 7])
def test_all_alike_evenly_spread_and_two_camps(points: int) -> None:
    one = [0] * points
    one[1] = 9
    camps = [4, *[0] * (points - 2), 4]
    assert van_der_eijk(one) == 1
    assert van_der_eijk([3] * points) == pytest.approx(0)
    assert van_der_eijk(camps) == pytest.approx(-1)
    assert polarisation(one) == 0
    assert polarisation(camps) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(answers, st.integers(2, 9))
def test_from_which_end_and_how_many_times_over_does_not_matter(counts: list[int], times: int) -> None:
    for measure in (van_der_eijk, polarisation):
        assert measure(counts[::-1]) == pytest.approx(measure(counts), abs=1e-9)
        assert measure([times * each for each in counts]) == pytest.approx(measure(counts), abs=1e-9)
    assert -1 - 1e-9 <= van_der_eijk(counts) <= 1 + 1e-9


@settings(max_examples=60, deadline=None)
@given(answers, st.sampled_from([1.0, 1.3, 1.6]))
def test_nothing_is_more_polarised_than_two_equal_camps_at_the_ends(counts: list[int], camps: float) -> None:
    assert 0 <= polarisation(counts, camps) <= 1 + 1e-9


@given(st.integers(1, 50), st.integers(5, 11))
def test_camps_that_move_apart_are_more_polarised(n: int, points: int) -> None:
    """Twice as far apart is twice as polarised: the measure is linear in the distance."""
    near, far = [0] * points, [0] * points
    near[0] = near[2] = far[0] = far[4] = n
    assert polarisation(far) == pytest.approx(2 * polarisation(near))


def test_two_camps_are_more_polarised_than_the_same_people_spread() -> None:
    """Esteban and Ray's first axiom: joining two near masses into one between them adds to polarisation."""
    assert polarisation([40, 0, 0, 0, 20, 0, 20]) < polarisation([40, 0, 0, 0, 0, 40, 0])


def test_nineteen_answers_are_noise() -> None:
    rng = np.random.default_rng(1)
    told = agreement([4, 4, 4, 4, 3], rng=rng)
    assert (told.n, told.agreement, told.polarisation) == (19, None, None)
    enough = agreement([4, 4, 4, 4, 4], rng=rng)
    assert enough.agreement is not None
    assert enough.agreement.low <= enough.agreement.value <= enough.agreement.high
    assert enough.polarisation is not None


def test_more_answers_make_the_interval_narrower() -> None:
    few, many = (agreement([2 * n, 3 * n, 9 * n, 4 * n, n], rng=np.random.default_rng(1)) for n in (2, 40))
    assert few.agreement is not None
    assert many.agreement is not None
    assert many.agreement.high - many.agreement.low < 0.4 * (few.agreement.high - few.agreement.low)


def test_intervals_hold_what_they_promise_in_short() -> None:
    rng, held = np.random.default_rng(4), []
    for _ in range(150):
        share = rng.dirichlet(np.full(5, 1.5))
        told = agreement(rng.multinomial(40, share).tolist(), rng=rng)
        truth = (share * 1e6).tolist()
        assert told.agreement is not None
        assert told.polarisation is not None
        held.append(told.agreement.low <= van_der_eijk(truth) <= told.agreement.high)
        held.append(told.polarisation.low <= polarisation(truth) <= told.polarisation.high)
    assert 0.85 <= np.mean(held) <= 0.95


@pytest.mark.parametrize("counts", [[1, 2], [1, -1, 2], [0, 0, 0], [1] * 12])
def test_what_is_no_scale_is_refused(counts: list[int]) -> None:
    for measure in (van_der_eijk, polarisation):
        with pytest.raises(ValueError):
            measure(counts)
