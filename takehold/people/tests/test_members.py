"""Who belongs to teams on a day."""

from __future__ import annotations

from takehold.people import queries


def test_everybody_of_the_teams_named_is_there_once(house) -> None:
    found = queries.members(team_ids=[house.teams["ward-1"], house.teams["tiny"]], on=house.on)
    assert len(found) == 12 + 3
    assert {each.team_id for each in found} == {house.teams["ward-1"], house.teams["tiny"]}
    assert len({each.id for each in found}) == 15


def test_teams_below_are_not_added(house) -> None:
    assert queries.members(team_ids=[house.teams["medicine"]], on=house.on) == ()
