"""Ten years of a council's meetings, for the pages that are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any


def governed(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """A council with a secretary, five priorities, and how a change serves them."""
    from takehold.governance.facts.bodies import BodyInput, BodyKind, Holder, SeatInput
    from takehold.governance.facts.papers import PaperKind
    from takehold.governance.facts.priorities import PriorityInput, PriorityKind
    from takehold.governance.operations import bodies, papers, priorities
    from takehold.governance.queries.paper_samples import sample

    body = bodies.write_down(viewer=viewer, said=BodyInput("The digital council", BodyKind.COUNCIL), now=now)
    for role, secretary in (("council", True), ("admin", True), ("sponsor", False)):
        bodies.seat(viewer=viewer, body_id=body, said=SeatInput(role=role, secretary=secretary), now=now)
    papers.bring(
        viewer=replace(viewer, seen={}), body_id=body, kind=PaperKind.REQUEST, filename="ours.docx",
        content=sample(PaperKind.REQUEST), version=0, now=now,
    )  # fmt: skip
    made = []
    for no in range(5):
        said = PriorityInput(
            PriorityKind.PRIORITY, f"Priority no. {no}", "Because.", Holder(body_id=body),
            viewer.on - timedelta(days=3650), viewer.on + timedelta(days=365),
        )  # fmt: skip
        made.append(priorities.write_down(viewer=replace(viewer, seen={}), said=said, now=now))
        priorities.serve(viewer=viewer, slug=slug, priority_id=made[-1], how="So.", now=now)
    return {"body": body, "paper": "request", "priority": made[0], **decided(slug, body, viewer, now)}


def decided(slug: str, body: int, viewer: Any, now: datetime) -> dict[str, Any]:
    """Ten years of monthly meetings: 120 requests decided on, 360 conditions and commitments, one request that waits and
    one that is being written."""
    from takehold.governance import models
    from takehold.governance.facts.requests import Purpose, RequestInput
    from takehold.governance.operations import requests
    from takehold.initiatives.models import Initiative
    from takehold.people.facts import RoleFact, RoleKind
    from takehold.people.models import Role

    change = Initiative.objects.get(slug=slug)
    made = [
        _meeting(change.pk, body, viewer.on - timedelta(days=30 * month), month) for month in range(1, 121)
    ]
    for decision in made:
        _kept(models, decision, body)
    lead = Role.objects.filter(kind="lead").latest("id").person_id
    asker = replace(viewer, person_id=lead, roles=(RoleFact(RoleKind.LEAD),), seen={})
    said = RequestInput(body, "Being written", Purpose.DECIDE, "Decide.", slug)
    begun = requests.begin(viewer=asker, said=said, now=now)
    waits = models.Request.objects.create(
        body_id=body, title="Waits", purpose="decide", ask="Decide.", state="agenda", initiative=change,
        sent_on=viewer.on, meets_on=viewer.on, begun_on=viewer.on,
    )  # fmt: skip
    return {"request": waits.pk, "own-request": begun, "decision": made[0].pk}


def _meeting(change: int, body: int, day: Any, month: int) -> Any:
    """A request and what was decided about it."""
    from takehold.governance import models

    asked = models.Request.objects.create(
        body_id=body, title=f"Request of month {month}", purpose="decide", ask="Decide.", state="decided",
        initiative_id=change, sent_on=day, begun_on=day,
    )  # fmt: skip
    decision = models.Decision.objects.create(
        body_id=body, request=asked, title=asked.title, initiative_id=change, decided_on=day,
        review_on=day + timedelta(days=700),
    )  # fmt: skip
    models.DecisionVersion.objects.create(
        decision=decision, number=1, outcome="conditions", reason="Because.", body_id=body, decided_on=day,
        review_on=day + timedelta(days=700), entered_on=day,
    )  # fmt: skip
    return decision


def _kept(models: Any, decision: Any, body: int) -> None:
    """Two conditions that were kept and a commitment that is open."""
    for no, state in enumerate(("kept", "kept", "open")):
        models.Commitment.objects.create(
            decision=decision, kind="condition" if no < 2 else "commitment", text=f"Condition no. {no}",
            body_id=body, due_on=decision.decided_on + timedelta(days=60), state=state,
        )  # fmt: skip
