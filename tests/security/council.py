"""Bodies, priorities and what hangs on them, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from typing import Any

from conftest import NOW, House
from takehold.governance.facts.papers import PaperKind
from takehold.governance.models import Commitment, Seat
from takehold.governance.operations import decisions, papers, priorities
from takehold.governance.queries.paper_samples import sample
from takehold.governance.tests.council import (
    a_body,
    a_priority,
    a_request,
    approved,
    complete,
    on_agenda,
    version_of,
)


def build(house: House, slug: str) -> dict[str, Any]:
    """``{body}`` has the council as secretary and the sponsor as a member (``{seat}``); ``{priority}`` is its own, and
    ``{service}`` says how the change for everybody serves it. ``{request}`` is complete and not sent, asked by the IT lead,
    to be signed by ward 1's manager; ``{decision}`` has a ``{commitment}`` that leads answer for."""
    body = a_body(house)
    priority = a_priority(house, body)
    lead = house.viewer("lead")
    made = a_request(house, body)
    complete(house, made)
    asked = on_agenda(house, body)
    papers.bring(
        viewer=house.viewer("council"), body_id=body, kind=PaperKind.REQUEST, filename="ours.docx",
        content=sample(PaperKind.REQUEST), version=0, now=NOW,
    )  # fmt: skip
    decision = decisions.decide(
        viewer=house.viewer("council"),
        request_id=asked,
        said=approved(house),
        version=version_of(asked),
        now=NOW,
    )
    return {
        "request": made,
        "decision": decision,
        "commitment": Commitment.objects.get(decision_id=decision).pk,
        "body": body,
        "seat": Seat.objects.get(body_id=body, secretary=False).pk,
        "priority": priority,
        "service": priorities.serve(viewer=lead, slug=slug, priority_id=priority, how="So.", now=NOW),
    }
