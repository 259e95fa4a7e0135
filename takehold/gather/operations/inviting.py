"""Mails of a survey: the invitation, one reminder, and a last day that was moved. The system sends them; nobody is told who answered.

No text takes a person's name or whether somebody answered: a mail is the survey's words and a link. A mail goes out
before it is marked as sent, so that after a crash somebody may get it twice and nobody goes without.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.gather.facts.surveys import LANGUAGES
from takehold.gather.models import Invitation, LastDay, OpenLink, Promise, Wave, WaveState
from takehold.gather.operations.handing import hand_over
from takehold.gather.queries import doors, survey_json, survey_templates
from takehold.gather.queries.surveys import (
    SENT,
    WAITING,
    mails_go_out,
    reminded_from,
    to_remind,
)
from takehold.people.queries.addresses import addresses
from takehold.ui.letters import letter

AT_ONCE: Final = 100
LEASE: Final = timedelta(minutes=10)


def send_invitations(*, wave_id: UUID, now: datetime) -> int:
    """Mail some of the invitations that wait; how many were sent. The rest is due again at once."""
    row = _leased(wave_id, now)
    if row is None:
        return 0
    waiting = list(Invitation.objects.filter(wave=row, mail=WAITING).order_by("nonce")[:AT_ONCE])
    return _send(row, waiting, now, reminder=False)


def send_reminders(*, wave_id: UUID, now: datetime) -> int:
    """Remind those whose invitation was not used, once, half way. In an anonymous survey all are reminded."""
    row = _leased(wave_id, now)
    if row is None or timezone.localdate(now) < reminded_from(row):
        return 0
    return _send(row, list(to_remind(row).order_by("nonce")[:AT_ONCE]), now, reminder=True)


def send_last_day(*, wave_id: UUID, now: datetime) -> int:
    """Mail everybody who was invited that the last day was moved, whether they answered or not: so it tells of nobody."""
    row = _leased(wave_id, now)
    if row is None:
        return 0
    news = row.last_days.filter(told=False).last()
    if news is None:
        return 0
    waiting = row.invitations.filter(mail=SENT)
    if news.told_to is not None:
        waiting = waiting.filter(nonce__gt=news.told_to)
    chosen = list(waiting.order_by("nonce")[:AT_ONCE])
    sent = _send(row, chosen, now, moved=news)
    if len(chosen) < AT_ONCE:
        row.last_days.filter(pk__lte=news.pk).update(told=True)
    else:
        row.last_days.filter(pk=news.pk).update(told_to=chosen[-1].nonce)
    return sent


def _leased(wave_id: UUID, now: datetime) -> Wave | None:
    """The open survey, held for ten minutes so that two workers do not mail the same people."""
    if not mails_go_out():
        return None
    taken = Wave.objects.filter(pk=wave_id, state=WaveState.OPEN).exclude(lease_until__gt=now)
    if not taken.update(lease_until=now + LEASE):
        return None
    return Wave.objects.select_related("initiative").get(pk=wave_id)


def _send(
    row: Wave,
    invitations: Iterable[Invitation],
    now: datetime,
    *,
    reminder: bool = False,
    moved: LastDay | None = None,
) -> int:
    today, sent = timezone.localdate(now), 0
    chosen = list(invitations)
    to = addresses([each.person_id for each in chosen])
    shared = _shared_link(row)
    words = message(row, reminder=reminder, moved=moved)
    with get_connection() as connection:
        for each in chosen:
            where = shared or link(doors.INVITED, each.nonce)
            texts = {part: words[part].replace(PLACE, where) for part in ("text", "html")}
            outcome = hand_over(
                connection, subject=words["subject"], address=to.get(each.person_id or 0, ""), **texts
            )
            if moved is None:
                _note(each.pk, outcome, today, reminder)
            sent += outcome == SENT
    Wave.objects.filter(pk=row.pk).update(lease_until=None)
    return sent


def _note(invitation_id: int, outcome: str, today: date, reminder: bool) -> None:
    if reminder:
        Invitation.objects.filter(pk=invitation_id).update(reminded_on=today)
    else:
        Invitation.objects.filter(pk=invitation_id).update(mail=outcome, mailed_on=today)


PLACE: Final = "https://takehold.invalid/link"
"""Where the link goes: texts are made once for all, and no template is ever given a person."""


def message(row: Wave, *, reminder: bool = False, moved: LastDay | None = None) -> dict[str, str]:
    """Subject, plain text and HTML of a survey's mail, in its first language, with ``PLACE`` for the link."""
    language = row.languages[0] if row.languages else "en"
    asked = survey_json.questionnaire(row.definition, language)
    with override(language):
        context = {
            "title": row.title,
            "change": row.initiative.name,
            "promise": row.promise_text.get(language, ""),
            "minutes": survey_templates.minutes(len(asked.questions)),
            "closes": survey_templates.in_words(row.closes_on),
            "link": PLACE,
            "reminder": reminder,
            "moved": moved and {"earlier": moved.day < moved.was, "reason": moved.reason},
            "was": survey_templates.in_words(moved.was) if moved else "",
            "others": [LANGUAGES[code] for code in row.languages[1:] if code in LANGUAGES],
            "why": tuple(each.text for each in row.initiative.reasons.all()),
        }
        subject = _("Two minutes on: {change}").format(change=row.initiative.name)
        if reminder:
            subject = _("Still open: {change}").format(change=row.initiative.name)
        elif moved is not None:
            subject = _("Another last day: {change}").format(change=row.initiative.name)
        return letter("gather/mail/survey", subject=subject, context=context)


def link(kind: str, nonce: UUID) -> str:
    """The whole address of a way in."""
    return f"{settings.URL}/s/{doors.token(kind, nonce)}/"


def _shared_link(row: Wave) -> str:
    if row.promise != Promise.ANONYMOUS:
        return ""
    return link(doors.LINK, OpenLink.objects.get(wave=row, kind=doors.LINK).nonce)
