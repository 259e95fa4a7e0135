"""Writing priorities and core values down; saying how a change serves one, and showing it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.priorities import EvidenceInput, EvidenceKind, PriorityInput, PriorityKind
from takehold.governance.operations.bodies import keeping
from takehold.governance.operations.saying import newest, plainly, record, titled, who
from takehold.governance.queries.rights import change_named
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST, LONGEST_ADDRESS, LONGEST_LABEL = 500, 300, 200


def write_down(*, viewer: Viewer, said: PriorityInput, now: datetime) -> int:
    """Write a priority or value down; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept. Conflict: it stands there already.
    """
    keeping(viewer)
    fields = _checked(said, viewer.on)
    try:
        with transaction.atomic():
            row = models.Priority.objects.create(**fields)
            record(viewer, "priority written down", f"priority:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("It stands there already from this day on.")) from error
    return row.pk


def edit(*, viewer: Viewer, priority_id: int, said: PriorityInput, version: int, now: datetime) -> None:
    """Say it better, or end it. Raises as ``write_down``; ``Conflict`` also where somebody else edited it meanwhile."""
    keeping(viewer)
    fields = _checked(said, viewer.on)
    try:
        with transaction.atomic():
            row = models.Priority.objects.select_for_update().filter(id=priority_id).first()
            if row is None:
                raise NotYours
            newest(row.version, version)
            for name, value in fields.items():
                setattr(row, name, value)
            row.version += 1
            row.save()
            record(viewer, "priority edited", f"priority:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("It stands there already from this day on.")) from error


def serve(*, viewer: Viewer, slug: str, priority_id: int, how: str, now: datetime) -> int:
    """Say how a change serves a priority or value; said again, it is said better. Its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no such priority, or one that is over; no words.
    """
    change = led(viewer, slug)
    text = plainly(how, most=LONGEST, field="how")
    row = models.Priority.objects.filter(id=priority_id).first()
    if row is None or (row.last is not None and row.last < viewer.on):
        raise Invalid("priority", _("Choose a priority or value that still holds."))
    with transaction.atomic():
        made, _new = models.Service.objects.update_or_create(
            priority=row, initiative_id=change.id, defaults={"how": text}
        )
        record(viewer, "service of a value said", f"service:{made.pk}", now)
    return made.pk


def serve_no_more(*, viewer: Viewer, slug: str, service_id: int, now: datetime) -> None:
    """Take back that a change serves something. Raises ``NotYours``, ``NotAllowed``."""
    row = _service(viewer, slug, service_id)
    with transaction.atomic():
        record(viewer, "service of a value taken back", f"service:{row.pk}", now)
        row.delete()


def show(*, viewer: Viewer, slug: str, service_id: int, said: EvidenceInput, now: datetime) -> None:
    """Show something for it: a behaviour of the change as it is measured, or a document by its address.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no such behaviour, no address. Conflict: it is shown already.
    """
    row = _service(viewer, slug, service_id)
    ref, label = _evidence(row, said)
    try:
        with transaction.atomic():
            models.ServiceEvidence.objects.create(
                service=row, kind=said.kind, ref=ref, label=label, cited_on=viewer.on
            )
            record(viewer, "service of a value shown", f"service:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("This is shown for it already.")) from error


def led(viewer: Viewer, slug: str) -> ChangeName:
    """The change, for those who lead it. Raises ``NotYours``, ``NotAllowed``."""
    change = change_named(viewer, slug)
    if not change.may_edit:
        raise NotAllowed(_("The charter is kept by those who lead this change; you may read it."))
    return change


def _service(viewer: Viewer, slug: str, service_id: int) -> models.Service:
    change = led(viewer, slug)
    row = models.Service.objects.filter(id=service_id, initiative_id=change.id).first()
    if row is None:
        raise NotYours
    return row


def _evidence(row: models.Service, said: EvidenceInput) -> tuple[str, str]:
    """Reference and label as they are kept."""
    if said.kind is EvidenceKind.MEASURE:
        known = {each.key: each.name for each in behaviour_names(initiative_id=row.initiative_id)}
        if said.ref not in known:
            raise Invalid("behaviour", _("Choose a behaviour of this change."))
        return said.ref, known[said.ref][:LONGEST_LABEL]
    address = said.ref.strip()
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError as error:
        raise Invalid(
            "address", _("Give the whole address of the document, with https:// before it.")
        ) from error
    if len(address) > LONGEST_ADDRESS or urlsplit(address).username is not None:
        raise Invalid("address", _("Give the whole address of the document, with https:// before it."))
    return address, titled(said.label, most=LONGEST_LABEL, field="label")


def _checked(said: PriorityInput, on: date) -> dict[str, Any]:
    first = said.first or on
    if said.last is not None and said.last < first:
        raise Invalid("last", _("It cannot end before it began."))
    if said.kind is PriorityKind.PRIORITY and said.last is None:
        raise Invalid("last", _("Say until when it is a priority: what is always one is a core value."))
    return {
        "kind": said.kind, "name": titled(said.name, field="name"),
        "why": plainly(said.why, most=LONGEST, field="why"),
        "first": first, "last": said.last, **who(said.holder),
    }  # fmt: skip
