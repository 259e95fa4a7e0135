"""Actions of a change, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.bridge.facts import ActionInput, ActionKind, Aim, Setting
from takehold.bridge.facts.paths import PathInput, PathState
from takehold.bridge.operations import actions, paths


def build(house: House, slug: str) -> dict[str, Any]:
    """``{action}`` is agreed, for ward 1, on the change for everybody; ``{old-path}`` is open there."""
    said = ActionInput(
        "Take the ninth field out", "By Friday.", ActionKind.BARRIER, Setting.FORMAL, Aim.DELIVER,
        frozenset({house.teams["ward-1"]}), behaviour="shared", minutes=60, owner_role="lead",
        begins_on=NOW.date() + timedelta(days=7), check_on=NOW.date() + timedelta(weeks=9),
    )  # fmt: skip
    lead = house.viewer("lead")
    drawer = PathInput("The form in the drawer", PathState.OPEN, NOW.date())
    return {
        "action": actions.propose(viewer=lead, slug=slug, said=said, now=NOW),
        "old-path": paths.write_down(viewer=lead, slug=slug, said=drawer, now=NOW),
    }
