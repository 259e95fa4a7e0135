"""The mail that tells of a directive, to each person once. It is noted before it goes, and taken back when the mail
server does not take it: so nobody gets it twice, and a server that is away is asked again at the next tick."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.gather.operations.handing import hand_over
from takehold.gather.queries.surveys import SENT, mails_go_out
from takehold.governance import models
from takehold.governance.facts.directives import DirectiveState
from takehold.governance.queries.directive_words import SHORT
from takehold.people.queries.addresses import addresses
from takehold.ui.letters import letter

AT_ONCE: Final = 100
PATIENCE: Final = 20


def due(now: datetime) -> bool:
    """Whether the mail of a directive in force waits to go to somebody who has not read it."""
    return mails_go_out() and _waiting(now).exists()


def send(now: datetime) -> int:
    """Mail some of those who wait; how many went out. Raises what the mail server raised when it is away."""
    if not mails_go_out():
        return 0
    rows = list(_waiting(now).select_related("directive").order_by("id")[:AT_ONCE])
    to, sent = addresses(each.person_id for each in rows), 0
    with get_connection(timeout=PATIENCE) as connection:
        for row in rows:
            sent += _one(row, to.get(row.person_id or 0, ""), now, connection)
    return sent


def message(directive: models.Directive, *, language: str) -> dict[str, str]:
    """Subject, plain text and HTML."""
    with override(language):
        return letter(
            "governance/mail/directive",
            subject=_("Please read: {title}").format(title=directive.title),
            context={
                "directive": directive,
                "ground": SHORT[directive.ground],
                "url": settings.URL + reverse("governance:directive-acknowledge", args=[directive.pk]),
            },
        )


def _one(row: models.DirectiveTold, address: str, now: datetime, connection: Any) -> int:
    noted = models.DirectiveTold.objects.filter(id=row.pk, mailed_at=None)
    if not noted.update(mailed_at=now) or not address:
        return 0
    try:
        outcome = hand_over(
            connection, address=address, **message(row.directive, language=settings.LANGUAGE_CODE)
        )
    except (OSError, SMTPException):
        models.DirectiveTold.objects.filter(id=row.pk).update(mailed_at=None)
        raise
    return int(outcome == SENT)


def _waiting(now: datetime) -> QuerySet[models.DirectiveTold]:
    return models.DirectiveTold.objects.filter(
        mailed_at=None, person__isnull=False, acknowledged_on=None,
        directive__state=DirectiveState.IN_FORCE, directive__expires_on__gte=timezone.localdate(now),
    )  # fmt: skip
