"""No cell of an export is ever a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.ui.cells import ACTIVE, harmless


@given(st.text(max_size=20), st.sampled_from(["", *ACTIVE, " =", "\t@"]))
def test_no_cell_begins_like_a_formula(text: str, first: str) -> None:
    cell = harmless(first + text)
    assert not cell.lstrip().startswith(ACTIVE)
    assert "\0" not in cell
    assert cell.removeprefix("'") == (first + text).replace("\0", "").removeprefix("'")


@pytest.mark.parametrize("cell", ["plain", "Ward 1", "INC0001", "5-9", "a=b", "'quoted", ""])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell
