"""Sessions of those who signed in, and keys of their programs, that are of no use any more."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.sessions.models import Session

from takehold.people.models import MachineKey


def any_ended(*, before: datetime) -> bool:
    """Whether a session is kept that ended earlier."""
    return Session.objects.filter(expire_date__lt=before).exists()


def any_expired(*, on: date) -> bool:
    """Whether a key is kept that no program may use any more."""
    return MachineKey.objects.filter(expires_on__lte=on).exists()
