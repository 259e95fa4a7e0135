"""What texts of this room may say: of bodies, roles, systems and work. Nobody is a culprit here."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.governance import models
from takehold.governance.facts.bodies import Holder
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import Viewer


def plainly(text: str, *, most: int, field: str) -> str:
    """The text as it is kept.

    Raises:
        Invalid: empty, too long, or it names somebody here.
    """
    kept = cleaned(text, most=most, field=field)
    name = of_house(kept)
    if name:
        raise Invalid(
            field,
            _(
                "“{name}” is the name of somebody here. What is decided rests with bodies and roles: name those."
            ).format(name=name),
        )
    return kept


def maybe(text: str, *, most: int, field: str) -> str:
    """As ``plainly``, where it may be left out."""
    return plainly(text, most=most, field=field) if text.strip() else ""


def titled(text: str, *, most: int = 160, field: str = "title") -> str:
    """One line as it is kept. Raises as ``plainly``."""
    return " ".join(plainly(text, most=most, field=field).split())


def who(found: Holder, *, field: str = "holder") -> dict[str, int | str | None]:
    """The columns of who answers for something. Raises ``Invalid`` where that is nobody, or a body that is gone."""
    if found.body_id is not None and models.Body.objects.filter(id=found.body_id).exists():
        return {"body_id": found.body_id, "role": ""}
    if not found.role or found.body_id is not None:
        raise Invalid(field, _("Say which body or role answers for it."))
    return {"body_id": None, "role": found.role}


def newest(row_version: int, version: int) -> None:
    """Let only those write who read the newest. Raises ``Conflict``."""
    if row_version != version:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        )


def record(viewer: Viewer, action: str, subject: str, now: datetime, **details: str | int) -> None:
    """A line of the record of who did what."""
    audit.record(actor=viewer.actor, action=action, subject=subject, now=now, details=details)
