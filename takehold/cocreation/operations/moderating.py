"""Letting in, merging, removing and bringing back, in the open: what, when and why is readable by all."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.operations.lifecycle import LET_IN, MERGE, REMOVE, RESTORE, settled
from takehold.cocreation.operations.rounds import record
from takehold.cocreation.operations.speaking import unnamed_line
from takehold.cocreation.operations.voting import still_open
from takehold.cocreation.queries.rights import facilitated
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours, Viewer

LONGEST_REASON: Final = 300
EVENTS: Final = (LET_IN, MERGE, REMOVE, RESTORE)


def settle(
    *,
    viewer: Viewer,
    round_id: int,
    contribution_id: int,
    event: str,
    reason: str = "",
    into: int | None = None,
    now: datetime,
) -> None:
    """Do one of ``EVENTS``. Votes on what is merged or removed stay with it; merging moves none.

    Raises:
        NotYours, NotAllowed: does not facilitate. Conflict: the round is over, or somebody was quicker. Invalid: no
            reason, or nothing to merge into.
    """
    with transaction.atomic():
        found = facilitated(viewer, round_id)
        row = found.row.contributions.select_for_update(no_key=True).filter(pk=contribution_id).first()
        if row is None:
            raise NotYours
        still_open(round_id, now)
        after = settled(row.state, event)
        if after is None:
            raise Conflict(_("Somebody else did something with it meanwhile. Look at it again; nothing was changed."))  # fmt: skip
        needed = event in (MERGE, REMOVE)
        row.reason = (
            unnamed_line(reason, most=LONGEST_REASON, field="reason", needed=needed) if needed else ""
        )
        row.merged_into = _target(row, into) if event == MERGE else None
        row.state, row.settled_on, row.settled_by_id = after, viewer.on, viewer.person_id
        row.save()
        what = {LET_IN: "contribution let in", MERGE: "contribution merged", REMOVE: "contribution removed",
                RESTORE: "contribution brought back"}[event]  # fmt: skip
        record(viewer, what, round_id, now, {"contribution": row.pk})


def _target(row: models.Contribution, into: int | None) -> models.Contribution:
    found = models.Contribution.objects.filter(
        pk=into or 0, round_id=row.round_id, kind=row.kind, state=State.OPEN
    ).exclude(pk=row.pk)
    target = found.first()
    if target is None or row.kind not in (Kind.STATEMENT, Kind.DESIGN):
        raise Invalid("into", _("Choose an open one of the same kind to put it together with."))
    return target
