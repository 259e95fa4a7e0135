"""Goals that pull in opposite directions, for the pages that are looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def pulled(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """Twelve goals of both sides, half of them for and half against one behaviour, and one conflict of the many. Each is
    shown by a figure: those for it by a report where there is one, those against it by what people do."""
    from takehold.alignment.facts.goals import GoalInput, GoalKind, Pull, Side
    from takehold.alignment.operations import goals
    from takehold.alignment.queries import figures
    from takehold.alignment.queries.goals import incentives
    from takehold.initiatives import queries

    key = queries.behaviours(viewer=viewer, slug=slug)[0].key
    codes = [each.code for each, _change in figures.choices(viewer=viewer)]
    made = []
    for no in range(12):
        side = (Side.IT, Side.OPERATIONS)[no % 2]
        said = GoalInput(side, list(GoalKind)[no % 3], f"Figure number {no}", "Head of something")
        made.append(goals.write(viewer=viewer, said=said, now=now))
        goals.pull(
            viewer=viewer, goal_id=made[-1], slug=slug, key=key, pull=(Pull.FOR, Pull.AGAINST)[no % 2],
            evidence="It is what is counted.", now=now,
        )  # fmt: skip
        goals.show(viewer=viewer, goal_id=made[-1], code=codes[no % 2 - 1], now=now)
    return {"goal": made[0], "conflict": incentives(viewer=viewer).conflicts[0].id}
