"""The promise under which departments tell: drafted by those who ask why, signed by an executive in the own name."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.governance.operations.saying import newest, plainly, titled
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.promises import PromiseInput
from takehold.shadow_it.operations.saying import quicker
from takehold.shadow_it.queries.rights import SIGNS, works

LONGEST: Final = {"text": 2000, "limits": 1000}


def draft(*, viewer: Viewer, said: PromiseInput, now: datetime) -> int:
    """Write the next version down; its number. It holds once somebody signs it; a draft before it is written over.

    Raises:
        NotYours, NotAllowed. Invalid: something is left out, or it names somebody. Conflict: somebody was quicker.
    """
    _part(viewer)
    if not (works(viewer) or viewer.has(*SIGNS)):
        raise NotAllowed(_("The promise is written by those who lead IT or a change, and by who signs it."))
    fields = {
        "text": plainly(said.text, most=LONGEST["text"], field="text"),
        "limits": plainly(said.limits, most=LONGEST["limits"], field="limits"),
        "report_to": titled(said.report_to, most=300, field="report_to"),
    }
    try:
        with transaction.atomic():
            models.Promise.objects.filter(signed_on=None).delete()
            last = models.Promise.objects.aggregate(last=Max("number"))["last"] or 0
            row = models.Promise.objects.create(number=last + 1, drafted_on=viewer.on, **fields)
            _record(viewer, "promise of no blame drafted", row.number, now)
    except IntegrityError as error:
        raise quicker() from error
    return row.number


def sign(*, viewer: Viewer, number: int, said: PromiseInput, now: datetime) -> None:
    """Sign the draft as it was read, in the own name: from now on departments tell under it.

    Raises:
        NotYours, NotAllowed. Conflict: it was written over meanwhile. Invalid: it was signed already.
    """
    _part(viewer)
    offices = [role.kind for role in viewer.roles if role.kind in SIGNS]
    if viewer.person_id is None or not offices:
        raise NotAllowed(_("It is signed by a sponsor or a member of the council, in the own name."))
    with transaction.atomic():
        row = models.Promise.objects.select_for_update().filter(number=number).first()
        if row is None:
            raise NotYours
        newest(int((row.text, row.limits, row.report_to) == (said.text, said.limits, said.report_to)), 1)
        if row.signed_on is not None:
            raise Invalid("number", _("This version is signed already. A new one is written first."))
        row.signed_by_id, row.office, row.signed_on = viewer.person_id, offices[0].value, viewer.on
        row.save()
        _record(viewer, "promise of no blame signed", row.number, now)


def _part(viewer: Viewer) -> None:
    if not viewer.roles:
        raise NotYours


def _record(viewer: Viewer, action: str, number: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"promise:{number}", now=now)
