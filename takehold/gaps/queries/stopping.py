"""Where the people of a gap stop: what the survey that closed last released of the smallest group that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from takehold.gaps.facts.gaps import StopsTold
from takehold.gather.disclosure.by_team import kept_stops, read_stops
from takehold.gather.facts.disclosure import TeamsTold
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, Viewer


def smallest(told: Iterable[TeamsTold], teams: frozenset[int]) -> TeamsTold | None:
    """The smallest group of a survey that holds these teams and of which it is told where people stop; no teams: everybody."""
    fits = (each for each in told if each.stops is not None)
    holds = (each for each in fits if not each.group.number or (teams and teams <= each.team_ids))
    return min(holds, key=lambda each: (not each.group.number, len(each.team_ids)), default=None)


def kept(found: TeamsTold | None, survey: UUID, title: str, on: date) -> dict[str, Any]:
    """As it is kept with a gap."""
    if found is None or found.stops is None:
        return {}
    whole = not found.group.number
    return {
        "survey": str(survey), "title": title, "on": on.isoformat(),
        "group": "" if whole else found.group.name, "teams": [] if whole else sorted(found.team_ids),
        "stops": kept_stops(found.stops),
    }  # fmt: skip


def read(row: Mapping[str, Any], viewer: Viewer) -> StopsTold | None:
    """What was kept with a gap, for a viewer who sees every team that it speaks of; what is of everybody all read."""
    if not row:
        return None
    teams = set(row["teams"])
    if not (viewer.has(*EVERYWHERE) or teams <= people.sight(viewer=viewer).scope.teams):
        return None
    stops = read_stops(row["stops"], row["group"])
    return StopsTold(UUID(row["survey"]), row["title"], date.fromisoformat(row["on"]), row["group"], stops)
