"""Actions of a change, for the pages that are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any


def written(slug: str, viewer: Any, now: datetime) -> int:
    """An old path that is open; its id."""
    from takehold.bridge.facts.paths import PathInput, PathState
    from takehold.bridge.operations import paths

    said = PathInput("The printed form", PathState.OPEN, viewer.on)
    return paths.write_down(viewer=viewer, slug=slug, said=said, now=now)


def chosen(slug: str, viewer: Any, now: datetime) -> int:
    """Twelve actions over the four quadrants, each owned by the house; the id of the first."""
    from takehold.bridge.facts import ActionInput
    from takehold.bridge.operations import actions
    from takehold.bridge.queries.playbook import practices
    from takehold.initiatives import queries as initiatives

    key = next(iter(initiatives.behaviours(viewer=viewer, slug=slug))).key
    made = []
    for no, each in enumerate(practices()[::5][:12]):
        told = ActionInput(
            each.name, each.do, each.kind, each.setting, each.aim, behaviour=key, minutes=each.minutes,
            owner_role="manager", begins_on=viewer.on + timedelta(days=no), check_on=viewer.on + timedelta(weeks=9),
            practice=each.key, ends_on=viewer.on + timedelta(weeks=20), exception="In a downtime.", decided_by="The council",
        )  # fmt: skip
        made.append(actions.propose(viewer=viewer, slug=slug, said=told, now=now))
    return made[0]
