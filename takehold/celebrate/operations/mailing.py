"""A published win is mailed to the people of its group, when somebody who publishes asks for it.

A mail goes out before it is marked as sent, so that after a crash somebody may get it twice and nobody goes without.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.facts import WinState
from takehold.celebrate.operations.wins import publishable
from takehold.celebrate.queries.names import lines
from takehold.gather.facts.retention import QUESTION_DAYS
from takehold.gather.operations.handing import hand_over
from takehold.gather.queries.surveys import WAITING, mails_go_out
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.people.queries.addresses import addresses
from takehold.ui.letters import letter

AT_ONCE: Final = 100


def ask(*, viewer: Viewer, slug: str, win_id: int, language: str, now: datetime) -> int:
    """Have a published win mailed to everybody of its group, each once, in this language. How many.

    Raises:
        NotYours, NotAllowed: not theirs to publish. Invalid: not published, of no group, or mailed already.
    """
    with transaction.atomic():
        _eye, row = publishable(viewer, slug, win_id)
        if row.state != WinState.PUBLISHED or not row.team_ids:
            raise Invalid("state", _("Only a published win of a group is mailed, to that group."))
        if row.published_on is None or viewer.on - row.published_on > timedelta(days=QUESTION_DAYS):
            raise Invalid("state", _("It was published too long ago to be mailed as news."))
        known = set(row.mailings.values_list("person_id", flat=True))
        new = [each for each in people.members(team_ids=row.team_ids, on=viewer.on) if each.id not in known]
        if not new:
            raise Invalid("state", _("Everybody of the group was mailed already."))
        models.Mailing.objects.bulk_create(
            models.Mailing(win=row, person_id=each.id, language=language, outcome=WAITING, asked_on=viewer.on)
            for each in new
        )
        audit.record(
            actor=viewer.actor,
            action="win mailed",
            subject=f"win:{row.pk}",
            now=now,
            details={"people": len(new)},
        )
    return len(new)


def due() -> bool:
    """Whether mails wait and there is somewhere to send them to; a log is none, for names stand in them."""
    return mails_go_out() and _waiting().exists()


def send(now: datetime) -> int:
    """Send some of the mails that wait; how many were handed over. The rest is due again at once."""
    rows = list(
        _waiting()
        .select_related("win__initiative")
        .prefetch_related("win__namings__person", "win__initiative__reasons")[:AT_ONCE]
    )
    to = addresses([row.person_id for row in rows])
    with get_connection() as connection:
        for row in rows:
            outcome = hand_over(connection, address=to.get(row.person_id, ""), **message(row))
            models.Mailing.objects.filter(pk=row.pk).update(outcome=outcome, sent_on=timezone.localdate(now))
    return len(rows)


def message(row: models.Mailing) -> dict[str, str]:
    """Subject, text and HTML of a mail, of what may be told at this moment."""
    win = row.win
    with override(row.language):
        context = {
            "unit": win.unit,
            "text": win.text,
            "lines": lines(win.namings.all()),
            "change": win.initiative.name,
            "link": settings.URL + reverse("celebrate:wins", args=[win.initiative.slug]),
            "why": tuple(each.text for each in win.initiative.reasons.all()),
        }
        return letter(
            "celebrate/mail/win", subject=_("It went well: {unit}").format(unit=win.unit), context=context
        )


def _waiting() -> QuerySet[models.Mailing]:
    return models.Mailing.objects.filter(outcome=WAITING, win__state=WinState.PUBLISHED)
