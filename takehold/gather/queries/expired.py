"""Which words of says and notes are past their time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from takehold.gather.models import Note, Say, SayKind
from takehold.gather.queries.says import WAITING


def says_to_empty(now: datetime) -> QuerySet[Say]:
    """Says whose words go. What is unsafe and waits for an answer stays until it has one."""
    waits = Q(kind=SayKind.UNSAFE, state__in=WAITING)
    kept = ~Q(text="") | (Q(replies__isnull=False) & ~Q(replies__text=""))
    return Say.objects.filter(kept, expires_on__lte=timezone.localdate(now)).exclude(waits).distinct()


def notes_to_empty(now: datetime) -> QuerySet[Note]:
    """Notes whose words go."""
    kept = ~Q(text="") | (Q(replies__isnull=False) & ~Q(replies__text=""))
    return Note.objects.filter(kept, expires_on__lte=timezone.localdate(now)).distinct()


def anything_expired(*, now: datetime) -> bool:
    """Whether anything is past its time."""
    return says_to_empty(now).exists() or notes_to_empty(now).exists()
