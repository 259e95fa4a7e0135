"""Bodies, priorities and what hangs on them, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from typing import Any

from conftest import NOW, House
from takehold.governance.models import Seat
from takehold.governance.operations import priorities
from takehold.governance.tests.council import a_body, a_priority


def build(house: House, slug: str) -> dict[str, Any]:
    """``{body}`` has the council as secretary and the sponsor as a member (``{seat}``); ``{priority}`` is its own, and
    ``{service}`` says how the change for everybody serves it."""
    body = a_body(house)
    priority = a_priority(house, body)
    lead = house.viewer("lead")
    return {
        "body": body,
        "seat": Seat.objects.get(body_id=body, secretary=False).pk,
        "priority": priority,
        "service": priorities.serve(viewer=lead, slug=slug, priority_id=priority, how="So.", now=NOW),
    }
