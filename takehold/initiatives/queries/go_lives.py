"""On which day a change begins for each team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from takehold.people.facts import TeamFact


def days_of_teams(said: Mapping[int, date], teams: Sequence[TeamFact]) -> dict[int, date]:
    """Each team's own day, or that of the nearest team above it that has one. ``said``: days by team."""
    above = {team.id: team.parent_id for team in teams}
    found = {}
    for team in teams:
        at: int | None = team.id
        seen: set[int] = set()
        while at is not None and at not in said and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at is not None and at in said:
            found[team.id] = said[at]
    return found
