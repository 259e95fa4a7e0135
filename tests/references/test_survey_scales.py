"""Scale reliability and group agreement as published: bfi (psych) and lq2002 (multilevel)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from takehold.analysis import scales

pytestmark = pytest.mark.shared_data
KEYED = {"A": 0.703, "C": 0.727, "E": 0.762, "N": 0.814, "O": 0.600}
UNKEYED = {"A": 0.431, "C": -0.277, "E": -0.633, "N": 0.814, "O": -0.131}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    return float(text) if text else float("nan")


@pytest.fixture
def keys(shared_data: Path) -> dict[str, list[int]]:
    """Columns to turn round, by scale, as psych's list has them ("-A1")."""
    found: dict[str, list[int]] = {}
    for row in rows(shared_data / "surveys" / "bfi.keys.csv"):
        for key in list(row.values())[1:]:
            if key.startswith("-"):
                found.setdefault(key[1], []).append(int(key[2]) - 1)
    return found


@pytest.mark.parametrize("scale", KEYED)
def test_alpha_of_the_big_five(shared_data: Path, keys: dict[str, list[int]], scale: str) -> None:
    told = rows(shared_data / "surveys" / "bfi.csv")
    items = np.array([[number(row[f"{scale}{n}"]) for n in range(1, 6)] for row in told])
    bare = scales.reliability(items)
    assert bare.alpha == pytest.approx(UNKEYED[scale], abs=0.0005)
    assert list(bare.unkeyed) == keys.get(scale, [])
    keyed = scales.reliability(scales.reversed_items(items, keys.get(scale, []), 1, 6))
    assert keyed.alpha == pytest.approx(KEYED[scale], abs=0.0005)
    assert keyed.unkeyed == ()


def test_companies_agree_on_their_leaders(shared_data: Path) -> None:
    told = rows(shared_data / "surveys" / "lq2002.csv")
    found = scales.agreement(np.array([number(row["LEAD"]) for row in told]), [row["COMPID"] for row in told])
    assert found.icc1 == pytest.approx(0.088, abs=0.0005)
    assert (found.groups, found.n) == (49, 2042)
