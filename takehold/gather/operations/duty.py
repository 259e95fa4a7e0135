"""The desk: where incidents are reported here, and who hears at once of what is wrong or unsafe."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.says import Desk
from takehold.gather.models import Say, SayDesk
from takehold.gather.queries.desk import desk
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer
from takehold.people.queries.addresses import addresses
from takehold.ui.letters import envelope, from_text

PATIENCE = 10


def set_desk(*, viewer: Viewer, said: Desk, now: datetime) -> None:
    """Say where incidents are reported and who is on duty. Raises ``NotYours``, ``NotAllowed``."""
    if not viewer.roles:
        raise NotYours
    if not viewer.has(RoleKind.ADMIN):
        raise NotAllowed(_("This is set by an administrator of Takehold."))
    values = {
        "report_where": said.report_where,
        "report_link": said.report_link,
        "duty_id": said.duty_id,
        "duty_called": said.duty_called,
        "lists_open": said.lists_open,
    }
    with transaction.atomic():
        SayDesk.objects.update_or_create(id=1, defaults=values)
        audit.record(
            actor=viewer.actor,
            action="say desk set",
            subject="say desk",
            now=now,
            details={"duty": f"person:{said.duty_id}", "lists open": int(said.lists_open)},
        )


def tell_duty(*, say_id: UUID, now: datetime) -> bool:
    """Mail whoever is on duty that something unsafe was said: where to read it, not what. Whether it went out.

    Marked as told only after the mail was taken, so that it comes twice rather than never. Of the time only the day is
    kept.
    """
    at_desk = desk()
    to = addresses([at_desk.duty_id]).get(at_desk.duty_id or 0)
    row = (
        Say.objects.filter(id=say_id, told_duty_at__isnull=True).select_related("initiative", "team").first()
    )
    if to is None or row is None:
        return False
    about = ", ".join(each.name for each in (row.initiative, row.team) if each is not None)
    url = settings.URL + reverse("gather:voice", args=[row.id])
    text = "\n\n".join(
        (
            _("Somebody has just said that a change is wrong or unsafe. You are the one who is told."),
            *([_("About: {what}").format(what=about)] if about else []),
            _("Read it and answer: {url}").format(url=url),
            _(
                "What was said is not in this mail. Until it is answered, its age stands on the page of voices."
            ),
        )
    )
    words = from_text(text, subject=_("Somebody says that something is wrong or unsafe"))
    envelope(words, address=to, connection=get_connection(timeout=PATIENCE)).send()
    Say.objects.filter(id=say_id).update(told_duty_at=_day_of(now))
    return True


def _day_of(now: datetime) -> datetime:
    return datetime.combine(timezone.localdate(now), time(), tzinfo=UTC)
