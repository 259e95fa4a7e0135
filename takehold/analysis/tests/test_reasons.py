"""The closed list: nothing may be said that is not in it, nor with other numbers."""

from __future__ import annotations

import pytest

from takehold.analysis.reasons import BECAUSE, CAUTIONS, NEXT_STEP, because, caution, next_step


def test_a_code_comes_with_exactly_its_numbers() -> None:
    assert because("no_use_yet", chances=40, weeks=8).numbers == {"chances": 40, "weeks": 8}
    assert next_step("agree_target").numbers == {}
    assert caution("thin_tail", period="week", count=2).code == "thin_tail"


def test_unknown_codes_and_wrong_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="Unknown code"):
        because("because")
    with pytest.raises(ValueError, match="comes with"):
        next_step("wait_weeks")
    with pytest.raises(ValueError, match="comes with"):
        caution("no_target", weeks=3)


def test_each_code_has_one_meaning() -> None:
    assert not set(BECAUSE) & set(NEXT_STEP)
    assert set(BECAUSE) & set(CAUTIONS) == {"no_target"}
