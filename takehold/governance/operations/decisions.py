"""Entering what a body decided. What was entered stays: it is changed by a new version that says why."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.decisions import (
    CommitmentInput,
    CommitmentKind,
    CommitmentState,
    DecisionInput,
    Outcome,
)
from takehold.governance.operations.deciding import moved
from takehold.governance.operations.requests_states import DECIDE
from takehold.governance.operations.saying import newest, plainly, record, titled, who
from takehold.governance.queries.requests import fetch, mine
from takehold.governance.queries.rights import enters
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

FURTHEST: Final = timedelta(days=1827)
MOST_COMMITMENTS: Final = 20


def decide(*, viewer: Viewer, request_id: int, said: DecisionInput, version: int, now: datetime) -> int:
    """Enter what a body decided about a request on its agenda; the decision's id.

    Raises:
        NotYours, NotAllowed: not theirs, or whoever asked for it. Invalid: what cannot be kept, above all a review in
        the past. Conflict: somebody else entered it meanwhile.
    """
    row = fetch(viewer, request_id)
    seats = list(row.body.seats.all())
    if not enters(viewer, seats):
        raise NotAllowed(_("This is for whoever enters what the body decides."))
    if mine(viewer, row):
        raise NotAllowed(
            _(
                "You asked for this yourself, so somebody else of the body enters what it decided. Nothing is lost."
            )
        )
    fields, kept = _checked(viewer, said), [_commitment(viewer, each) for each in said.commitments]
    _conditions(said)
    try:
        with transaction.atomic():
            row = models.Request.objects.select_for_update().get(id=request_id)
            newest(row.version, version)
            moved(row, DECIDE, viewer, "")
            row.save()
            decision = models.Decision.objects.create(
                body_id=row.body_id, request=row, initiative_id=row.initiative_id, title=row.title,
                decided_on=fields["decided_on"], review_on=fields["review_on"],
            )  # fmt: skip
            models.DecisionVersion.objects.create(decision=decision, number=1, entered_on=viewer.on, **fields)
            _commit(decision, kept)
            record(viewer, "decision entered", f"decision:{decision.pk}", now, outcome=str(said.outcome))
    except IntegrityError as error:
        raise Conflict(
            _("Somebody else entered a decision meanwhile. Nothing of yours was lost: look at it.")
        ) from error
    return decision.pk


def change(*, viewer: Viewer, decision_id: int, said: DecisionInput, version: int, now: datetime) -> int:
    """Enter a new version over the newest (``version``), with the reason why; its number. Conditions and commitments
    that are said come in addition to those that stand. Raises as ``decide``."""
    row = models.Decision.objects.select_related("request").filter(id=decision_id).first()
    if row is None or not viewer.roles:
        raise NotYours
    if not enters(viewer, row.body.seats.all()):
        raise NotAllowed(_("This is for whoever enters what the body decides."))
    if row.request is not None and mine(viewer, row.request):
        raise NotAllowed(
            _(
                "You asked for this yourself, so somebody else of the body enters what it decided. Nothing is lost."
            )
        )
    fields, kept = _checked(viewer, said), [_commitment(viewer, each) for each in said.commitments]
    because = plainly(said.because, most=300, field="because")
    with transaction.atomic():
        row = models.Decision.objects.select_for_update().get(id=decision_id)
        newest(row.version, version)
        standing = row.commitments.filter(kind=CommitmentKind.CONDITION).exclude(state=CommitmentState.LIFTED)
        _conditions(said, standing=standing.exists())
        row.version += 1
        row.decided_on, row.review_on = fields["decided_on"], fields["review_on"]
        row.save(update_fields=["version", "decided_on", "review_on"])
        models.DecisionVersion.objects.create(
            decision=row, number=row.version, entered_on=viewer.on, because=because, **fields
        )
        _commit(row, kept)
        record(viewer, "decision changed", f"decision:{row.pk}", now, version=row.version)
    return row.version


def _commit(row: models.Decision, kept: list[dict[str, Any]]) -> None:
    if row.commitments.count() + len(kept) > MOST_COMMITMENTS:
        raise Invalid("condition", _("Twenty conditions and commitments are enough for one decision."))
    for fields in kept:
        models.Commitment.objects.create(decision=row, **fields)


def _checked(viewer: Viewer, said: DecisionInput) -> dict[str, Any]:
    """The columns of a version as they are kept."""
    decided = said.decided_on or viewer.on
    if decided > viewer.on:
        raise Invalid("decided_on", _("This day is still to come: a decision is entered once it was made."))
    return {
        "outcome": said.outcome, "reason": plainly(said.reason, most=1000, field="reason"),
        "decided_on": decided, "review_on": _review(said, decided, viewer.on), **who(said.holder),
    }  # fmt: skip


def _review(said: DecisionInput, decided: date, on: date) -> date | None:
    """The day on which it is looked at again; one in the past is none."""
    if said.review_on is None:
        if said.outcome in (Outcome.APPROVED, Outcome.CONDITIONS):
            raise Invalid("review_on", _("Say when the body looks whether it was right."))
        return None
    if said.review_on <= on:
        raise Invalid(
            "review_on", _("The day of the review is over already. Choose one that is still to come.")
        )
    if said.review_on > decided + FURTHEST:
        raise Invalid("review_on", _("Choose a day within five years."))
    return said.review_on


def _conditions(said: DecisionInput, *, standing: bool = False) -> None:
    """``standing``: there is one from before. Raises ``Invalid`` where outcome and conditions do not fit."""
    asked = any(each.kind is CommitmentKind.CONDITION for each in said.commitments)
    if said.outcome is Outcome.CONDITIONS and not (asked or standing):
        raise Invalid("condition", _("Approved with conditions: name at least one."))
    if said.outcome is not Outcome.CONDITIONS and asked:
        raise Invalid(
            "outcome", _("A condition stands here: choose “approved with conditions”, or leave it out.")
        )


def _commitment(viewer: Viewer, said: CommitmentInput) -> dict[str, Any]:
    if said.due_on is None or said.due_on < viewer.on:
        raise Invalid("due_on", _("Say by when: today or later."))
    return {
        "kind": said.kind, "text": titled(said.text, most=500, field="condition"), "due_on": said.due_on,
        **who(said.holder, field="condition_holder"),
    }  # fmt: skip
