"""Who manages or coaches a team."""

from __future__ import annotations

from typing import Any

from conftest import NOW
from takehold.people import operations
from takehold.people.facts import RoleKind
from takehold.people.queries.coaches import coaches_of


def test_managers_and_coaches_of_these_very_teams_each_once(house: Any) -> None:
    def found(*teams: str) -> list[str]:
        ids = [house.teams[each] for each in teams]
        return [each.name for each in coaches_of(team_ids=ids, on=NOW.date())]

    assert found("ward-1") == ["Mia Manager"]
    assert found("ward-1", "ward-3") == ["Mia Manager", "Olga Other"]
    assert found("ward-2") == found("medicine") == []
    operations.grant_role(
        viewer=house.viewer("admin"), person_id=house.people["other"], kind=RoleKind.COACH, now=NOW,
        team_id=house.teams["ward-1"],
    )  # fmt: skip
    assert found("ward-1") == ["Mia Manager", "Olga Other"]
    assert found("ward-3") == ["Olga Other"]
