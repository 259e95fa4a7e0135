"""Who is affected by the demo's changes and how much: filled in as a lead would, on the impact sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from takehold.cli.offline.language import tell

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

SHEETS: Final = {
    "handover-record": (
        ("place", "med", (3, 2, 0, 0, 2, 0)),
        ("place", "sur", (3, 2, 0, 0, 2, 0)),
        ("place", "wch", (3, 1, 0, 0, 1, 0)),
        ("place", "acute", (2, 2, 0, 0, 2, 0)),
        ("place", "onc", (3, 2, 0, 0, 2, 0)),
        ("job", "Ward clerk", (1, 2, 2, 0, 2, 0)),
        ("place", "pharm", (1, 0, 0, 0, 0, 0)),
        ("place", "ther", (0, 0, 0, 0, 0, 0)),
    ),
    "priority-check": (
        ("team", "service-desk", (3, 1, 1, 0, 1, 0)),
        ("job", "Support analyst", (2, 1, 0, 0, 1, 0)),
    ),
    "agreed-date": (("place", "ops", (2, 1, 0, 0, 1, 0)),),
}
"""For each change its groups: process, tool, role, place, skills, reporting line, each from 0 (none) to 3 (all of it)."""


def impact(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Write the sheets. A group whose line is all zero was looked at: nothing changes there."""
    from takehold.initiatives import queries as initiatives
    from takehold.initiatives.facts import GroupKind, ImpactInput
    from takehold.initiatives.operations.impact import merge_impact
    from takehold.people import queries as people

    teams = {team.key: team.id for team in people.teams(viewer=house)}
    looked = tell("Looked at together: nothing changes here.")
    for key, groups in SHEETS.items():
        since = initiatives.initiative(viewer=house, slug=slugs[key], marks=False).go_live
        lines = [
            ImpactInput(
                kind=GroupKind(kind),
                team_id=None if kind == "job" else teams[group],
                job=group if kind == "job" else "",
                levels=levels,
                from_on=since if any(levels) else None,
                note="" if any(levels) else looked,
            )
            for kind, group, levels in groups
        ]
        merge_impact(viewer=house, slug=slugs[key], lines=lines, only_these=True, now=now)
