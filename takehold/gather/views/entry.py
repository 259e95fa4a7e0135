"""What the pages here share: the steps of bringing a file, the time of the request, the site's folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STEPS = (_("File"), _("Columns"), _("Behaviours"), _("Reading"), _("Teams"))


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def home() -> Path:
    """The site's data folder."""
    return Path(settings.HOME)
