"""Whoever wrote an idea is told when it is in use: one quiet mail, to them alone.

A mail goes out before it is marked as sent, so that after a crash somebody may get it twice and nobody goes without.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Origin, State
from takehold.gather.operations.handing import hand_over
from takehold.gather.queries.surveys import mails_go_out
from takehold.people.queries.addresses import addresses
from takehold.ui.letters import letter

AT_ONCE: Final = 100


def due(now: datetime) -> bool:
    """Whether somebody is to be told and there is somewhere to send it to."""
    return mails_go_out() and _waiting(timezone.localdate(now)).exists()


def send(now: datetime) -> int:
    """Tell some of them; how many mails were handed over. The rest is due again at once."""
    today = timezone.localdate(now)
    rows = list(
        _waiting(today).select_related("answer", "merged_into__answer", "round__initiative")[:AT_ONCE]
    )
    to = addresses([row.by_id for row in rows])
    with get_connection() as connection:
        for row in rows:
            outcome = hand_over(connection, address=to.get(row.by_id or 0, ""), **message(row))
            models.ToldLive.objects.update_or_create(
                contribution=row, defaults={"outcome": outcome, "on": today}
            )
    return len(rows)


def message(row: models.Contribution) -> dict[str, str]:
    """Subject, text and HTML of a mail."""
    own: models.IdeaAnswer | None = getattr(row, "answer", None)
    given = own if own is not None else getattr(row.merged_into, "answer", None)
    since: date | None = given.live_on if given is not None else None
    context = {
        "text": row.text,
        "change": row.round.initiative.name,
        "since": date_format(since) if since is not None else "",
        "link": settings.URL + reverse("overview:me"),
    }
    return letter("cocreation/mail/live", subject=_("Your idea is in use"), context=context)


def _waiting(today: date) -> QuerySet[models.Contribution]:
    """Contributions of people who are here, in use themselves or by what they were merged into, of which nobody told. Who
    asked the round and wrote statements to begin with knows it."""
    own = Q(answer__live_on__lte=today)
    merged = Q(state=State.MERGED, merged_into__answer__live_on__lte=today)
    rows = models.Contribution.objects.filter(
        own | merged, origin=Origin.VOTER, by__isnull=False, told_live=None
    )
    return rows.order_by("id")
