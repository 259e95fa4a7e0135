"""What the pages of this room share: the time of the request, and who may write."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.people.facts import NotAllowed


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def writing(may_edit: bool) -> None:
    """Let only those pass who lead the change. Raises ``NotAllowed``."""
    if not may_edit:
        raise NotAllowed(
            _(
                "This is written by those who lead the change; you may read it, and say where you stand yourself."
            )
        )
