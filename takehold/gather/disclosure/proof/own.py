"""This organisation's own trees, as sizes: its teams today, and the groups of every survey that was opened."""

from __future__ import annotations

from collections import Counter
from datetime import date

from takehold.gather import models
from takehold.gather.disclosure.opening import team_paths
from takehold.gather.disclosure.proof.proving import Sizes
from takehold.people import queries as people


def trees(*, on: date) -> tuple[Sizes, ...]:
    """Sizes by place in each tree; no person, no answer."""
    teams = people.teams(viewer=people.system_viewer(on=on))
    paths = team_paths(teams)
    today = Counter({paths[team.id]: team.people for team in teams if team.people})
    asked: dict[object, Counter[tuple[str, ...]]] = {}
    rows = models.Cell.objects.filter(channel="").order_by("wave_id", "number")
    for wave, path, invited in rows.values_list("wave_id", "path", "invited"):
        asked.setdefault(wave, Counter())[tuple(path)] += invited
    return tuple(each for each in (today, *asked.values()) if each)
