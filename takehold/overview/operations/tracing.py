"""An idea is led to the decision of the register by which it was taken."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from takehold.cocreation.operations import answering
from takehold.cocreation.queries.rounds import one
from takehold.governance.queries.decisions import titles_of_change
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer


def name_decision(
    *, viewer: Viewer, slug: str, round_id: int, contribution_id: int, decision_id: int | None, now: datetime
) -> None:
    """Name the decision, or take it back (None). By those who lead the change.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: not a decision about this change. Conflict: the idea has no answer.
    """
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    if not change.may_edit:
        raise NotAllowed(_("This is written by those who lead the change; you may read it."))
    if one(viewer=viewer, round_id=round_id).initiative_id != change.id:
        raise NotYours
    known = {number for number, _title in titles_of_change(initiative_id=change.id)}
    if decision_id is not None and decision_id not in known:
        raise Invalid("decision", _("Choose a decision about this change, or none."))
    answering.name_decision(
        viewer=viewer, round_id=round_id, contribution_id=contribution_id, decision_id=decision_id, now=now
    )
