"""Ten years of a council's meetings, for the pages that are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any


def governed(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """A council with a secretary, five priorities, and how a change serves them."""
    from takehold.governance.facts.bodies import BodyInput, BodyKind, Holder, SeatInput
    from takehold.governance.facts.priorities import PriorityInput, PriorityKind
    from takehold.governance.operations import bodies, priorities

    body = bodies.write_down(viewer=viewer, said=BodyInput("The digital council", BodyKind.COUNCIL), now=now)
    for role, secretary in (("council", True), ("admin", True), ("sponsor", False)):
        bodies.seat(viewer=viewer, body_id=body, said=SeatInput(role=role, secretary=secretary), now=now)
    made = []
    for no in range(5):
        said = PriorityInput(
            PriorityKind.PRIORITY, f"Priority no. {no}", "Because.", Holder(body_id=body),
            viewer.on - timedelta(days=3650), viewer.on + timedelta(days=365),
        )  # fmt: skip
        made.append(priorities.write_down(viewer=replace(viewer, seen={}), said=said, now=now))
        priorities.serve(viewer=viewer, slug=slug, priority_id=made[-1], how="So.", now=now)
    return {"body": body, "priority": made[0]}
