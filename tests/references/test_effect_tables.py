"""Did it work: two published results, to the digits published."""

import csv

import numpy as np
import pytest
from scipy import stats

from takehold.analysis.effect import group_periods, in_groups, simple

# R's did, vignette "Introduction to DiD with multiple time periods": group-time effects without covariates.
PUBLISHED = {
    (2004, 2004): -0.0105, (2004, 2005): -0.0704, (2004, 2006): -0.1373, (2004, 2007): -0.1008,
    (2006, 2004): 0.0065, (2006, 2005): -0.0028, (2006, 2006): -0.0046, (2006, 2007): -0.0412,
    (2007, 2004): 0.0305, (2007, 2005): -0.0027, (2007, 2006): -0.0311, (2007, 2007): -0.0261,
}  # fmt: skip


@pytest.fixture(scope="module")
def mpdta(shared_data):
    with (shared_data / "interventions" / "mpdta.csv").open() as lines:
        rows = [(float(r["countyreal"]), int(float(r["year"])), float(r["lemp"]), int(float(r["first.treat"]))) for r in csv.DictReader(lines)]  # fmt: skip
    counties = sorted({row[0] for row in rows})
    place = {county: at for at, county in enumerate(counties)}
    y, first = np.full((len(counties), 5), np.nan), np.full(len(counties), 5)
    for county, year, value, began in rows:
        y[place[county], year - 2003] = value
        first[place[county]] = began - 2003 if began else 5
    assert np.isfinite(y).all()
    return y, first


def test_mpdta_by_callaway_and_santanna(mpdta):
    y, first = mpdta
    table = group_periods(y, np.ones(y.shape), first)
    assert {(row.group + 2003, row.period + 2003): round(row.effect, 4) for row in table} == PUBLISHED
    assert round(simple(table), 4) == -0.0400
    groups = {g: [row.effect for row in table if row.group == g and row.after] for g in (1, 3, 4)}
    assert [round(float(np.mean(groups[g])), 4) for g in (1, 3, 4)] == [-0.0797, -0.0229, -0.0261]


def test_paid_to_lose_weight(shared_data):
    """36 people, half of them paid by lots: means 15.68 and 3.92, and a chance of .0006 (Volpp and others 2008)."""
    with (shared_data / "interventions" / "WeightLossIncentive4.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    lost = np.array([float(row["WeightLoss"]) for row in rows])
    paid = np.array([row["Group"] != "Control" for row in rows])
    assert (round(lost[paid].mean(), 2), round(lost[~paid].mean(), 2)) == (15.68, 3.92)
    found = in_groups(lost, paid.astype(float), np.random.default_rng(1))
    assert found.effect == pytest.approx(15.68 - 3.92, abs=0.01)
    assert 0.0001 <= found.p <= 0.0013
    welch = stats.ttest_ind(lost[paid], lost[~paid], equal_var=False)
    assert round(welch.pvalue, 4) == 0.0006
    bounds = welch.confidence_interval()
    assert found.interval == (pytest.approx(bounds.low, abs=0.7), pytest.approx(bounds.high, abs=0.7))
