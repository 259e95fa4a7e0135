"""XmR charts with the NHS rules on public data: the picture shows what is known to have happened."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from takehold.analysis.control import marks, xmr_limits

pytestmark = pytest.mark.shared_data


def column(path: Path, *names: str) -> list[np.ndarray]:
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [np.array([float(row[name]) for row in rows]) for name in names]


def test_months_after_handwashing_are_marked_without_exception(shared_data: Path) -> None:
    births, deaths = column(shared_data / "spc" / "semmelweis_monthly_deaths.csv", "births", "deaths")
    rate = deaths / births
    told = marks(rate, xmr_limits(rate[:76]))
    assert all(told[76:])
    assert set(told[76:]) == {"two_of_three_near_a_limit", "seven_on_one_side"}


def test_infections_before_are_quiet_and_after_are_marked(shared_data: Path) -> None:
    infections, days = column(shared_data / "spc" / "cdi.csv", "n", "days")
    rate = infections / days
    told = marks(rate, xmr_limits(rate[:24]))
    assert not any(told[:21])  # the run of seven reaches back into the last three months before
    assert all(told[24:])
    assert told.count("outside_limits") == 3
