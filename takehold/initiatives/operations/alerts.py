"""What a team does about an alert: its one line, and what the alert was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.facts import Invalid
from takehold.initiatives.operations.lifecycle import RECOVERED, WAS_ANSWERED, after
from takehold.initiatives.queries.alerts import ANSWERS, REAL, may_write, readable, rows
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST_LINE = 300


def write_line(*, viewer: Viewer, alert_id: int, line: str, now: datetime) -> None:
    """Write the team's one line, shown with the alert; the last one written stands."""
    text = " ".join(line.split())
    if not text:
        raise Invalid("line", _("Write one line, or leave this as it is."))
    if len(text) > LONGEST_LINE:
        raise Invalid("line", _("At most %(most)d characters.") % {"most": LONGEST_LINE})
    with transaction.atomic():
        row = _own(viewer, alert_id)
        row.line, row.line_by_id, row.line_at = text, viewer.person_id, now
        row.save(update_fields=["line", "line_by", "line_at"])
        audit.record(
            actor=viewer.actor, action="line written", subject=f"alert:{row.pk}", now=now, details={}
        )


def resolve_alert(*, viewer: Viewer, alert_id: int, resolution: str, now: datetime) -> None:
    """Say what the alert was: real, not_real or data_fault.

    Real: the unit keeps its verdict until it is back at its usual level. Otherwise the detector begins anew.
    """
    if resolution not in ANSWERS:
        raise Invalid("resolution", _("Choose one of: real, not real, data fault."))
    with transaction.atomic():
        row = _own(viewer, alert_id)
        known = row.state == RECOVERED or row.resolution == REAL  # whether it is over is known already
        row.state = after(row.state, WAS_ANSWERED)
        row.resolution = resolution
        row.resolved_at = (
            row.resolved_at or now
        )  # a corrected answer does not start the detector a second time
        if resolution != REAL:
            row.closed_on = row.closed_on or timezone.localdate(now)
        elif not known:
            row.closed_on = None
        row.save(update_fields=["state", "resolution", "resolved_at", "closed_on"])
        models.DesiredBehaviour.objects.filter(id=row.behaviour_id).update(looked_at=None)
        audit.record(
            actor=viewer.actor,
            action="alert answered",
            subject=f"alert:{row.pk}",
            now=now,
            details={"resolution": resolution},
        )


def _own(viewer: Viewer, alert_id: int) -> models.Alert:
    row = rows().filter(id=alert_id).first()
    if row is None or not readable(row, viewer):
        raise NotYours
    if not may_write(row, viewer):
        raise NotAllowed(_("This is for the team and its manager to say."))
    return row
