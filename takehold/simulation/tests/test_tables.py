from datetime import date

import numpy as np

from takehold.simulation.tables import moments, table


def test_dates_are_iso_and_nothing_is_an_empty_cell():
    made = table("x.csv", ("a", "b"), [(date(2026, 3, 9), None), ("c,d", 4)])
    assert made.csv() == 'a,b\n2026-03-09,\n"c,d",4\n'
    assert len(made) == 2


def test_an_empty_table_keeps_its_header():
    assert table("x.csv", ("a", "b"), []).csv() == "a,b\n"


def test_moments_in_both_styles():
    minutes = np.array([65, -1])
    assert moments(minutes, date(2026, 3, 9)) == ["2026-03-09 01:05", ""]
    assert moments(minutes, date(2026, 3, 9), "european") == ["09/03/2026 01:05", ""]
