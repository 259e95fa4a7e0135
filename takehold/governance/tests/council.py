"""What the tests of the council begin with: a body with a secretary, a priority, a request that can be decided on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.governance.facts.bodies import BodyInput, BodyKind, Holder, SeatInput
from takehold.governance.facts.priorities import PriorityInput, PriorityKind
from takehold.governance.operations import bodies, priorities

TODAY = NOW.date()


def a_body(house: Any, name: str = "The digital council", *, secretary: str = "council") -> int:
    """A council in which the sponsor sits, and whoever holds ``secretary`` enters what is decided."""
    admin = house.viewer("admin")
    made = bodies.write_down(
        viewer=admin, said=BodyInput(name, BodyKind.COUNCIL, "What wards share."), now=NOW
    )
    bodies.seat(viewer=admin, body_id=made, said=SeatInput(role=secretary, secretary=True), now=NOW)
    bodies.seat(viewer=admin, body_id=made, said=SeatInput(person_id=house.people["sponsor"]), now=NOW)
    return made


def a_priority(house: Any, body: int, name: str = "Safe doses", **more: Any) -> int:
    """A priority of this year that the body answers for."""
    told: dict[str, Any] = {
        "kind": PriorityKind.PRIORITY, "name": name, "why": "Two errors in spring came from copies.",
        "holder": Holder(body_id=body), "first": TODAY - timedelta(days=60), "last": TODAY + timedelta(days=300),
        **more,
    }  # fmt: skip
    return priorities.write_down(viewer=house.viewer("council"), said=PriorityInput(**told), now=NOW)
