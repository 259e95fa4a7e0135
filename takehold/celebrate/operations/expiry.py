"""What is about persons is not kept for ever: questions nobody answered, names beside old wins, what was told in vain."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, WinKind, WinState
from takehold.gather.facts.retention import NAME_DAYS, QUESTION_DAYS, TOLD_DAYS


def due(now: datetime) -> bool:
    """Whether anything is past its time."""
    on = timezone.localdate(now)
    return any(rows.exists() for rows in _old(on))


def clear(now: datetime) -> int:
    """Delete what is past its time. How many."""
    on = timezone.localdate(now)
    with transaction.atomic():
        gone = sum(rows.delete()[0] for rows in _old(on))
        audit.record(
            actor="takehold", action="old wins cleared", subject="wins", now=now, details={"rows": gone}
        )
    return gone


def _old(on: date) -> tuple[QuerySet[Any], ...]:
    return _names(on), _told(on), _stories(on), _mails(on)


def _mails(on: date) -> QuerySet[models.Mailing]:
    """Those that went out, and those that could not: what is no news any more is not mailed when a server comes back."""
    first = on - timedelta(days=QUESTION_DAYS)
    return models.Mailing.objects.filter(Q(sent_on__lt=first) | Q(sent_on=None, asked_on__lt=first))


def _names(on: date) -> QuerySet[models.Naming]:
    """Questions without an answer, and answers past the time for which a name stands beside a win."""
    waited = Q(state=NamingState.ASKED, asked_on__lt=on - timedelta(days=QUESTION_DAYS))
    return models.Naming.objects.filter(waited | Q(answered_on__lt=on - timedelta(days=NAME_DAYS)))


def _told(on: date) -> QuerySet[models.Win]:
    """Wins that somebody told and that are not published."""
    old = models.Win.objects.filter(kind=WinKind.TOLD, found_on__lt=on - timedelta(days=TOLD_DAYS))
    return old.exclude(state=WinState.PUBLISHED)


def _stories(on: date) -> QuerySet[models.Story]:
    old = models.Story.objects.filter(written_on__lt=on - timedelta(days=TOLD_DAYS))
    return old.exclude(state=WinState.PUBLISHED)
