"""Control charts against their published average run lengths (methods 2.6): how often a quiet chart marks something.

The EWMA and CUSUM figures come from the integral equations of Crowder 1987 and Page 1954, solved by Gauss-Legendre
(Nystrom); the rules are run on normal noise with known limits.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from takehold.analysis.control import NHS_RULES, WESTERN_ELECTRIC_RULES, ewma, fired

NODES, WEIGHTS = np.polynomial.legendre.leggauss(240)


def run_length(marked: np.ndarray) -> float:
    """Points a mark: (R, T) flags of R charts, each watched until its first; for geometric waiting, cut off at T."""
    first = np.where(marked.any(axis=1), marked.argmax(axis=1) + 1, marked.shape[1])
    return float(first.sum() / marked.any(axis=1).sum())


def ewma_run_length(weight: float, reach: float) -> float:
    limit = reach * np.sqrt(weight / (2 - weight))
    at, size = limit * NODES, limit * WEIGHTS
    kernel = norm.pdf((at[None, :] - (1 - weight) * at[:, None]) / weight) / weight * size
    length = np.linalg.solve(np.eye(at.size) - kernel, np.ones(at.size))
    return float(1 + (norm.pdf(at / weight) / weight * size) @ length)


def cusum_run_length(reference: float, limit: float) -> float:
    at, size = limit * (NODES + 1) / 2, limit * WEIGHTS / 2
    states = np.concatenate([[0.0], at])
    kernel = norm.pdf(at[None, :] + reference - states[:, None]) * size
    kernel = np.hstack([norm.cdf(reference - states)[:, None], kernel])
    return float(np.linalg.solve(np.eye(states.size) - kernel, np.ones(states.size))[0])


def test_three_sigma_limits() -> None:
    assert 1 / (2 * norm.sf(3)) == pytest.approx(370.40, abs=0.01)
    charts = np.random.default_rng(1).standard_normal((4000, 1500))
    assert run_length(fired(charts, NHS_RULES[0])) == pytest.approx(370.4, rel=0.06)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [(NHS_RULES, 85.6), (WESTERN_ELECTRIC_RULES, 91.75)],
    ids=["NHS", "Western Electric"],
)
def test_rule_sets(rules: tuple, expected: float) -> None:
    charts = np.random.default_rng(2).standard_normal((6000, 1000))
    marked = np.logical_or.reduce([fired(charts, rule) for rule in rules])
    length = run_length(marked)
    print(f"points a false mark: {length:.1f} (published {expected}) over {len(charts)} charts")  # noqa: T201
    assert length == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize(
    ("weight", "reach"), [(0.05, 2.615), (0.1, 2.814), (0.2, 2.962), (0.25, 2.998), (0.4, 3.054)]
)
def test_ewma_table_of_lucas_and_saccucci(weight: float, reach: float) -> None:
    assert ewma_run_length(weight, reach) == pytest.approx(500, abs=1)


def test_the_line_that_is_drawn_has_the_run_length_of_the_table() -> None:
    line = ewma(np.random.default_rng(3).standard_normal((4000, 1500)), start=0.0, weight=0.2)
    marked = np.abs(line) > 2.962 * np.sqrt(0.2 / 1.8)
    assert run_length(marked) == pytest.approx(500, rel=0.06)


@pytest.mark.parametrize(("limit", "one_sided", "two_sided"), [(4, 335.4, 167.7), (5, 930.9, 465.4)])
def test_cusum_table(limit: float, one_sided: float, two_sided: float) -> None:
    length = cusum_run_length(0.5, limit)
    assert length == pytest.approx(one_sided, abs=0.1)
    assert length / 2 == pytest.approx(two_sided, abs=0.1)
