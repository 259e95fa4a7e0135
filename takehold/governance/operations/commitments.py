"""Following conditions and commitments up: kept or not, said by those who hold them; lifted by the body alone."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.decisions import CommitmentState
from takehold.governance.operations.saying import newest, plainly, record
from takehold.governance.queries.commitments import may_lift, may_say
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

KEEP, MISS, DOUBT, LIFT = "keep", "miss", "doubt", "lift"
EVENTS: Final = (KEEP, MISS, DOUBT, LIFT)
OF_THE_BODY: Final = (DOUBT, LIFT)
"""By whoever enters the body's decisions; the rest also by those who hold it."""
NEXT: Final[dict[tuple[str, str], CommitmentState]] = {
    (CommitmentState.OPEN, KEEP): CommitmentState.KEPT,
    (CommitmentState.OPEN, MISS): CommitmentState.NOT_KEPT,
    (CommitmentState.OPEN, LIFT): CommitmentState.LIFTED,
    (CommitmentState.NOT_KEPT, KEEP): CommitmentState.KEPT,
    (CommitmentState.NOT_KEPT, LIFT): CommitmentState.LIFTED,
    (CommitmentState.KEPT, DOUBT): CommitmentState.OPEN,
}
"""(state, what happens) -> state. What was lifted stays lifted: a new condition needs a new version of the decision."""


def following(state: str, event: str) -> CommitmentState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def possible(state: str, *, holds: bool, enters: bool) -> tuple[str, ...]:
    """What this person may let happen in a state."""
    return tuple(
        event
        for event in EVENTS
        if (state, event) in NEXT and (enters if event in OF_THE_BODY else holds or enters)
    )


def turn(
    *, viewer: Viewer, commitment_id: int, event: str, said: str, version: int, now: datetime
) -> CommitmentState:
    """Say what became of it, in a sentence that everybody reads. The state it is in then.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: not possible now, or no words. Conflict: changed meanwhile.
    """
    row = (
        models.Commitment.objects.select_related("decision__body").filter(id=commitment_id).first()
        if viewer.roles
        else None
    )
    if row is None:
        raise NotYours
    lifts = may_lift(viewer, row)
    if not (lifts or (event not in OF_THE_BODY and may_say(viewer, row))):
        raise NotAllowed(
            _("Those who hold it say what became of it; the body that asked for it can lift it.")
        )
    text = plainly(said, most=500, field="said")
    with transaction.atomic():
        row = models.Commitment.objects.select_for_update().get(id=commitment_id)
        newest(row.version, version)
        to = following(row.state, event)
        if to is None:
            raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
        models.CommitmentTurn.objects.create(
            commitment=row, on=viewer.on, before=row.state, after=to, said=text
        )
        row.state, row.version = to, row.version + 1
        row.save(update_fields=["state", "version"])
        record(viewer, "commitment moved on", f"commitment:{row.pk}", now, to=str(to))
    return to
