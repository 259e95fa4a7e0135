"""Sessions of those who signed in."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session


def any_ended(*, before: datetime) -> bool:
    """Whether a session is kept that ended earlier."""
    return Session.objects.filter(expire_date__lt=before).exists()
