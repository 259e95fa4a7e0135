"""Writing the bodies down that the organisation has, and who sits in them."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.bodies import BodyInput, SeatInput
from takehold.governance.operations.saying import maybe, newest, record, titled
from takehold.governance.queries.rights import BODIES, governs
from takehold.governance.queries.words import SEAT_ROLES
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries.still_here import here


def write_down(*, viewer: Viewer, said: BodyInput, now: datetime) -> int:
    """Write a body down; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept. Conflict: it stands there already.
    """
    keeping(viewer)
    name, decides = _checked(said)
    try:
        with transaction.atomic():
            row = models.Body.objects.create(name=name, kind=said.kind, decides=decides)
            record(viewer, "body written down", f"body:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("A body of this name stands there already.")) from error
    viewer.seen.pop(BODIES, None)
    return row.pk


def edit(*, viewer: Viewer, body_id: int, said: BodyInput, version: int, now: datetime) -> None:
    """Say better what it is. Raises as ``write_down``; ``Conflict`` also where somebody else edited it meanwhile."""
    keeping(viewer)
    name, decides = _checked(said)
    try:
        with transaction.atomic():
            row = _locked(body_id)
            newest(row.version, version)
            row.name, row.kind, row.decides, row.version = name, said.kind, decides, row.version + 1
            row.save(update_fields=["name", "kind", "decides", "version"])
            record(viewer, "body edited", f"body:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("A body of this name stands there already.")) from error
    viewer.seen.pop(BODIES, None)


def seat(*, viewer: Viewer, body_id: int, said: SeatInput, now: datetime) -> None:
    """Give a person, or whoever holds a role, a seat; once more for the same changes whether they enter decisions.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: neither or both, or somebody who is not here any more.
    """
    keeping(viewer)
    if (said.person_id is None) is (not said.role):
        raise Invalid("person", _("Name a person or a role: one of the two."))
    if said.role and said.role not in SEAT_ROLES:
        raise Invalid("role", _("This role sits in no body."))
    if said.person_id is not None and not here([said.person_id], on=viewer.on):
        raise Invalid("person", _("This person is not here any more. Name somebody else."))
    with transaction.atomic():
        row = _locked(body_id)
        models.Seat.objects.update_or_create(
            body=row, person_id=said.person_id, role=said.role, defaults={"secretary": said.secretary}
        )
        record(viewer, "seat in a body given", f"body:{row.pk}", now)
    viewer.seen.pop(BODIES, None)


def unseat(*, viewer: Viewer, body_id: int, seat_id: int, now: datetime) -> None:
    """Take a seat away. Raises ``NotYours``, ``NotAllowed``."""
    keeping(viewer)
    with transaction.atomic():
        gone, _rows = models.Seat.objects.filter(id=seat_id, body_id=body_id).delete()
        if not gone:
            raise NotYours
        record(viewer, "seat in a body taken", f"body:{body_id}", now)
    viewer.seen.pop(BODIES, None)


def keeping(viewer: Viewer) -> None:
    """Let only those pass who keep bodies and priorities. Raises ``NotYours``, ``NotAllowed``."""
    if not viewer.roles:
        raise NotYours
    if not governs(viewer):
        raise NotAllowed(
            _("Bodies and priorities are kept by the council and by administrators; you may read them.")
        )


def _checked(said: BodyInput) -> tuple[str, str]:
    return titled(said.name, field="name"), maybe(said.decides, most=300, field="decides")


def _locked(body_id: int) -> models.Body:
    row = models.Body.objects.select_for_update().filter(id=body_id).first()
    if row is None:
        raise NotYours
    return row
