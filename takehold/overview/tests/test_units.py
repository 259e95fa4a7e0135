from __future__ import annotations

from dataclasses import replace

import pytest

from takehold.analysis.facts import Verdict
from takehold.overview.queries import units
from takehold.overview.tests import made_up
from takehold.people.facts import NotFound

STANDING = made_up.standing(own=7)


def test_a_unit_is_found_by_its_address():
    for unit in STANDING.units:
        assert units.by_key(STANDING, units.key_of(unit)) is unit


@pytest.mark.parametrize("key", ["ward-1-99", "ward", "", "ward-x", "ward-1-²"])
def test_what_is_not_there_is_not_found(key):
    with pytest.raises(NotFound):
        units.by_key(STANDING, key)


def test_need_for_help_comes_first_and_nobody_is_ranked():
    groups = units.table(STANDING, units.Part()).groups
    assert [str(group.verdict) for group in groups] == ["slipping back", "stalled", "cannot tell", "holding"]
    names = [row.standing.unit for row in groups[-1].rows]
    assert names == ["Ward 7", "Ward 5", "Ward 6", "Ward 8", "Ward 9", "Ward 10", "Ward 11", "Ward 12"]


def test_a_long_group_shows_its_first_and_pages_the_rest():
    standing = made_up.standing()
    many = tuple(
        replace(standing.units[5], unit=f"Ward {no}", team_ids=frozenset({no})) for no in range(1, 502)
    )
    long = replace(standing, units=many)
    (group,) = units.table(long, units.Part()).groups
    assert (len(group.rows), group.total) == (units.AT_FIRST, 501)
    assert units.Part(room=30).names(long) == {f"Ward {no}" for no in range(1, 31)}
    seen = [
        row.standing.unit
        for after in range(0, 600, units.A_PAGE)
        for each in units.table(long, units.Part(only=Verdict.HOLDING, after=after)).groups
        for row in each.rows
    ]
    assert seen == [f"Ward {no}" for no in range(1, 502)]
    assert units.table(long, units.Part(only=Verdict.STALLED)).groups == ()


def test_room_goes_first_to_those_in_need_and_each_verdict_keeps_some():
    shown = {str(verdict): (len(found), total) for verdict, found, total in units.Part(room=3).of(STANDING)}
    assert shown["slipping back"][0] == shown["slipping back"][1]
    assert shown["holding"] == (units.AT_LEAST, 8)
