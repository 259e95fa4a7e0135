"""The parts of this room: who may not read goals and rewards is not led there."""

from __future__ import annotations

from typing import Any

import pytest

from takehold.alignment.views.entry import tabs


@pytest.mark.parametrize(("role", "goals"), [("lead", True), ("manager", True), ("member", False)])
def test_only_what_may_be_read_is_a_tab(house: Any, role: str, goals: bool) -> None:
    found = tabs(house.viewer(role), "alignment:load")
    assert ("/incentives/" in [url for _word, url, _here in found]) is goals
    assert ("/owners/" in [url for _word, url, _here in found]) is (role == "lead")
    assert [url for _word, url, here in found if here] == ["/load/"]
