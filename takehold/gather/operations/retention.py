"""How long things are kept is chosen by an administrator, within bounds, on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.retention import FEWEST_DAYS, MOST_DAYS, Kept
from takehold.gather.models import Retention
from takehold.gather.queries.retention import days as days_kept
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer


def set_retention(*, viewer: Viewer, kind: str, days: int, now: datetime) -> None:
    """Keep a kind of thing for so many days. What is older goes with the next nightly clearing.

    Raises:
        NotYours: no role here. NotAllowed: not an administrator. Invalid: no such kind, or out of bounds.
    """
    need_administrator(viewer)
    try:
        which = Kept(kind)
    except ValueError:
        raise Invalid("kind", _("Known: %(kinds)s.") % {"kinds": ", ".join(Kept)}) from None
    if not FEWEST_DAYS <= days <= MOST_DAYS[which]:
        raise Invalid(
            which,
            _("Between {fewest} and {most} days.").format(fewest=FEWEST_DAYS, most=MOST_DAYS[which]),
        )
    if days == days_kept(which):
        return
    with transaction.atomic():
        Retention.objects.update_or_create(
            kind=which, defaults={"days": days, "set_by_id": viewer.person_id, "set_at": now}
        )
        audit.record(
            actor=viewer.actor,
            action="retention set",
            subject=f"retention:{which}",
            now=now,
            details={"days": days},
        )


def need_administrator(viewer: Viewer) -> None:
    """Let only an administrator pass. Raises ``NotYours`` or ``NotAllowed``."""
    if not viewer.roles:
        raise NotYours
    if not viewer.has(RoleKind.ADMIN):
        raise NotAllowed(_("How long things are kept is set by an administrator of Takehold."))
