"""Goals that pull in two directions, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from typing import Any

from conftest import NOW, House
from takehold.alignment.facts.goals import GoalInput, GoalKind, Pull, Side
from takehold.alignment.operations import goals
from takehold.alignment.queries.goals import incentives


def build(house: House, slug: str) -> dict[str, Any]:
    """``{goal}`` is IT's and pulls against the shared behaviour, for which another pulls: ``{conflict}``."""
    lead = house.viewer("lead")
    closed = GoalInput(Side.IT, GoalKind.REWARD, "Ten tickets closed a day", "Head of the service desk")
    linked = GoalInput(Side.OPERATIONS, GoalKind.GOAL, "Answers are found again", "Nursing director")
    told = {
        "viewer": lead,
        "slug": slug,
        "key": "shared",
        "evidence": "Only closed tickets count.",
        "now": NOW,
    }
    made = [goals.write(viewer=lead, said=each, now=NOW) for each in (closed, linked)]
    goals.pull(goal_id=made[0], pull=Pull.AGAINST, **told)
    goals.pull(goal_id=made[1], pull=Pull.FOR, **told)
    return {"goal": made[0], "conflict": incentives(viewer=lead).conflicts[0].id}
