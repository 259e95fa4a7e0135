"""The mail with which a colleague is asked: the leader's name, what it is about, and a link; once.

A mail goes out before it is marked as sent, so that after a crash somebody may get it twice and nobody goes without.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from takehold.gather.operations.handing import hand_over
from takehold.gather.queries.surveys import WAITING, mails_go_out
from takehold.influence import models
from takehold.influence.facts.soundings import Form
from takehold.influence.queries.soundings import token
from takehold.people.queries.addresses import addresses
from takehold.ui.letters import letter

AT_ONCE: Final = 100


def due(now: datetime) -> bool:
    """Whether mails wait and there is somewhere to send them to."""
    return mails_go_out() and _waiting(now).exists()


def send(now: datetime) -> int:
    """Send some of the mails that wait; how many were handed over. The rest is due again at once."""
    rows = list(_waiting(now).select_related("sounding__leader").order_by("id")[:AT_ONCE])
    to = addresses([row.person_id for row in rows])
    with get_connection() as connection:
        for row in rows:
            outcome = hand_over(connection, address=to.get(row.person_id, ""), **message(row))
            models.SoundingAsked.objects.filter(pk=row.pk).update(mail=outcome)
    return len(rows)


def message(row: models.SoundingAsked) -> dict[str, str]:
    """Subject, text and HTML of a mail."""
    asks = row.sounding
    promise = (
        _("Whoever asks reads your answer with your name.")
        if asks.form == Form.NAMED
        else _("Whoever asks reads what all say together, from five answers on, never yours.")
    )
    context = {
        "leader": asks.leader.name,
        "about": asks.about,
        "closes": date_format(asks.closes_on),
        "promise": promise,
        "link": settings.URL + reverse("influence:sounding-enter", args=[token(row.nonce)]),
    }
    return letter(
        "influence/mail/sounding",
        subject=_("One minute for {leader}").format(leader=asks.leader.name),
        context=context,
    )


def _waiting(now: datetime) -> QuerySet[models.SoundingAsked]:
    today = timezone.localdate(now)
    return models.SoundingAsked.objects.filter(mail=WAITING, used=False, sounding__closes_on__gte=today)
