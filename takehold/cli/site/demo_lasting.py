"""The demo's ratings of whether a change will last: a round of last quarter that is told, and one that has just begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital

SEED: Final = 29
SEEN: Final[Mapping[str, tuple[int, ...]]] = {
    "helps_staff": (3, 3, 4), "believed": (3, 4), "adapts": (2, 3, 3), "measured": (4, 4, 3), "involved": (3, 4),
    "daily": (4, 4, 3), "top_leaders": (3, 4), "near_leaders": (1, 4), "fits_aims": (3, 4), "means": (1, 2, 2),
}  # fmt: skip
"""Of each factor the levels that somebody may give: most is well, two things are not, and on one they are far apart."""
LAST_QUARTER, THIS_QUARTER = 9, 3
"""So many rated it."""


def lasting(linden: Hospital, house: Viewer, slug: str, now: datetime) -> None:
    """Those who manage a team that was helped, each as they saw it."""
    import numpy as np

    from takehold.bridge.operations import sustainability
    from takehold.bridge.queries.sustainability import quarter

    rng = np.random.default_rng(SEED)
    raters = tuple(_managers(linden, house))
    before = quarter(now.date()) - timedelta(days=20)
    for on, many in ((before, LAST_QUARTER), (now.date(), THIS_QUARTER)):
        at = datetime.combine(on, time(10), tzinfo=now.tzinfo) if on != now.date() else now
        for rater in raters[:many]:
            levels = {factor: int(rng.choice(given)) for factor, given in SEEN.items()}
            sustainability.rate(viewer=replace(rater, on=on, seen={}), slug=slug, levels=levels, now=at)


def _managers(linden: Hospital, house: Viewer) -> Iterator[Viewer]:
    """Of the teams that lots were drawn for, in the order of their names."""
    from takehold.people import queries
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    people = {each.key: each for each in queries.persons(viewer=house, limit=5000)}
    teams = {each.key: each for each in queries.teams(viewer=house)}
    helped = set(linden.helps["beside"].begins)
    columns = linden.tables["people.csv"].columns
    rows = sorted(zip(columns["manages"], columns["key"], strict=True))
    for team, person in rows:
        if team in teams and teams[team].name in helped:
            yield Viewer(
                people[person].id,
                people[person].name,
                (RoleFact(RoleKind.MANAGER, teams[team].id),),
                house.on,
            )
