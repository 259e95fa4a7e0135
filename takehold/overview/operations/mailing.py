"""The week as a mail, once, on Monday: for those who manage, lead, sponsor or decide, whoever sits in a body among them,
and only where something is in it.

It is noted as sent before it goes, and taken back when the mail server does not take it: so nobody gets it twice, and a
server that is away is asked again at the next tick.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.analysis.series import monday
from takehold.bridge.operations import weeks as operations
from takehold.bridge.queries import weeks
from takehold.gather.operations.handing import hand_over
from takehold.gather.queries.surveys import SENT, mails_go_out
from takehold.governance.queries.bodies import seated
from takehold.overview.facts import Week
from takehold.overview.queries import week as of_week
from takehold.people import queries as people
from takehold.people.queries.addresses import reached
from takehold.ui.letters import letter

FROM_HOUR: Final = 6
DAYS: Final = timedelta(days=2)
"""After Monday and Tuesday the mail of a week is no news any more."""
AT_ONCE: Final = 100
PATIENCE: Final = 20
log = logging.getLogger("takehold.mail")


def due(now: datetime) -> bool:
    """Whether the mail of this week waits to go to somebody."""
    return bool(_time(now) and mails_go_out() and _waiting(now))


def send(now: datetime) -> int:
    """Mail some of those who wait for it; how many got one. Raises what the mail server raised when it is away."""
    if not _time(now) or not mails_go_out():
        return 0
    sent = 0
    with get_connection(timeout=PATIENCE) as connection:
        for person_id, user_id, address in _waiting(now)[:AT_ONCE]:
            sent += _one(person_id, user_id, address, now, connection)
    return sent


def message(found: Week, *, language: str, deciding: bool = False) -> dict[str, str]:
    """Subject, plain text and HTML of somebody's week. ``deciding``: of somebody who decides and has no week."""
    with override(language):
        context = {
            "week": found,
            "url": settings.URL + reverse("overview:council" if deciding else "overview:week"),
            "deciding": deciding,
            "ends": settings.URL + reverse("overview:week-mail"),
        }
        subject = _("This week: {state}").format(state=found.answer)
        return letter("overview/mail/week", subject=subject, context=context)


def _one(person_id: int, user_id: int, address: str, now: datetime, connection: Any) -> int:
    week = monday(timezone.localdate(now))
    if not operations.mailed(person_id=person_id, week=week, now=now):
        return 0
    found, deciding = _week(user_id, now)
    if found is None or not (found.moves or found.owed or found.praise):
        return 0  # nothing to say is not said
    words = message(found, language=settings.LANGUAGE_CODE, deciding=deciding)
    try:
        outcome = hand_over(connection, address=address, **words)
    except (OSError, SMTPException):
        operations.not_mailed(person_id=person_id, week=week)
        raise
    return int(outcome == SENT)


def _week(user_id: int, now: datetime) -> tuple[Week | None, bool]:
    """Somebody's week, and whether they only decide; None where it cannot be made, which is logged and must not keep the
    mail from the others."""
    today = timezone.localdate(now)
    try:
        with override(settings.LANGUAGE_CODE):
            viewer = people.viewer(user_id=user_id, on=today)
            if of_week.has_one(viewer):
                return of_week.week(viewer=viewer), False
            return of_week.of_council(viewer), True
    except Exception:
        log.exception("The week of account %s could not be made for its mail", user_id)
        return None, False


def _time(now: datetime) -> bool:
    local = timezone.localtime(now)
    return local.hour >= FROM_HOUR and local.date() - monday(local.date()) < DAYS


def _waiting(now: datetime) -> tuple[tuple[int, int, str], ...]:
    today = timezone.localdate(now)
    without = weeks.without_mail(monday(today))
    persons, roles = seated()
    meant = reached(kinds={*of_week.MAILED, *roles}, persons=persons, on=today)
    return tuple(each for each in meant if each[0] not in without)
