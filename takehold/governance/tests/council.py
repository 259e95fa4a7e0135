"""What the tests of the council begin with: a body with a secretary, a priority, a request that can be decided on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.governance import models
from takehold.governance.facts.bodies import BodyInput, BodyKind, Holder, SeatInput
from takehold.governance.facts.decisions import CommitmentInput, CommitmentKind, DecisionInput, Outcome
from takehold.governance.facts.priorities import PriorityInput, PriorityKind
from takehold.governance.facts.requests import (
    ConsultedInput,
    Framing,
    Known,
    OptionInput,
    Process,
    Purpose,
    RequestInput,
    Stance,
)
from takehold.governance.operations import bodies, deciding, decisions, priorities, requests
from takehold.governance.operations.requests_states import AGENDA
from takehold.governance.queries.framing import checked
from takehold.governance.queries.requests import request as request_of

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


def version_of(request: int) -> int:
    """As whoever read it a moment ago."""
    return models.Request.objects.get(id=request).version


def a_request(house: Any, body: int, **more: Any) -> int:
    """Ten tablets for the wards: asked by the IT lead, signed by ward 1's manager, and no more than that."""
    told: dict[str, Any] = {
        "body_id": body, "title": "Tablets for the wards", "purpose": Purpose.DECIDE, "ask": "Buy ten tablets.",
        "co_owner_id": house.people["manager"], **more,
    }  # fmt: skip
    return requests.begin(viewer=house.viewer("it lead"), said=RequestInput(**told), now=NOW)


def complete(house: Any, request: int) -> None:
    """Everything that a body wants to know, and the co-owner's signature."""
    row = models.Request.objects.get(id=request)
    asker = house.viewer("it lead")
    said = RequestInput(
        row.body_id, row.title, Purpose.DECIDE, row.ask, cost="20,000", risk="They get lost.", mitigation="A cabinet.",
        load="The new record starts in the same month.", process=Process.RESTS, process_name="Handover",
        process_plan="Wards agree on one form first.", co_owner_id=house.people["manager"],
    )  # fmt: skip
    at = {"viewer": asker, "request_id": request, "now": NOW}
    requests.edit(said=said, version=version_of(request), **at)
    for option in (
        OptionInput("Do nothing", "No cost", "Copies go on", nothing=True),
        OptionInput("Ten tablets", "Nothing is copied", "20,000", recommended=True),
    ):
        requests.add_option(said=option, version=version_of(request), **at)
    nurses = ConsultedInput("Night shifts", "If they work in the dark.", Stance.CONDITIONS, TODAY)
    requests.add_consulted(said=nurses, version=version_of(request), **at)
    known = models.Priority.objects.filter(body_id=row.body_id).order_by("id").first()
    priority = known.pk if known is not None else a_priority(house, row.body_id)
    requests.serve(priority_id=priority, how="Nothing is copied.", version=version_of(request), **at)
    requests.sign(viewer=house.viewer("manager"), request_id=request, version=version_of(request), now=NOW)


def on_agenda(house: Any, body: int | None = None) -> int:
    """A complete request on the agenda of a meeting a week ahead."""
    made = a_request(house, body if body is not None else a_body(house))
    complete(house, made)
    asker = house.viewer("it lead")
    found = checked(Framing(request_of(viewer=asker, request_id=made), Known()))
    deciding.send(viewer=asker, request_id=made, checked=found, version=version_of(made), now=NOW)
    deciding.turn(
        viewer=house.viewer("council"), request_id=made, event=AGENDA, version=version_of(made), now=NOW,
        meets_on=TODAY + timedelta(days=7),
    )  # fmt: skip
    return made


def approved(house: Any, **more: Any) -> DecisionInput:
    """Approved with one condition, which the IT lead answers for, looked at in half a year."""
    told: dict[str, Any] = {
        "outcome": Outcome.CONDITIONS, "reason": "It serves safe doses.", "holder": Holder(role="it lead"),
        "decided_on": TODAY, "review_on": TODAY + timedelta(days=182),
        "commitments": (
            CommitmentInput(
                CommitmentKind.CONDITION, "Each ward agrees on one form first", Holder(role="lead"),
                TODAY + timedelta(days=30),
            ),
        ), **more,
    }  # fmt: skip
    return DecisionInput(**told)


def decided(house: Any, **more: Any) -> int:
    """A decision, entered by the council."""
    made = on_agenda(house)
    return decisions.decide(
        viewer=house.viewer("council"),
        request_id=made,
        said=approved(house, **more),
        version=version_of(made),
        now=NOW,
    )
