"""What the tests of the hospital share: one hospital, and the rows of its tables."""

from datetime import date

import pytest

from takehold.simulation import hospital

END = date(2026, 11, 20)


def rows(linden, name):
    columns = linden.tables[name].columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


@pytest.fixture(scope="session")
def linden():
    return hospital.build(7, END)
