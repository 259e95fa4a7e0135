"""An idea is led to the decision of the register by which it was taken."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from takehold.cocreation.operations import answering
from takehold.governance.queries.decisions import of_change
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.people.facts import Viewer


def name_decision(
    *, viewer: Viewer, slug: str, round_id: int, contribution_id: int, decision_id: int | None, now: datetime
) -> None:
    """Name the decision, or take it back (None). By those who lead the change.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: not a decision about this change. Conflict: the idea has no answer.
    """
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    known = {each.id for each in of_change(viewer=viewer, initiative_id=change.id)}
    if decision_id is not None and decision_id not in known:
        raise Invalid("decision", _("Choose a decision about this change, or none."))
    answering.name_decision(
        viewer=viewer, round_id=round_id, contribution_id=contribution_id, decision_id=decision_id, now=now
    )
