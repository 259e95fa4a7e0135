"""What the pages here share: the steps of bringing a file, the time of the request, the site's folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from takehold.gather import queries
from takehold.gather.facts import Draft
from takehold.initiatives.queries.names import may_read_why
from takehold.people.facts import Viewer
from takehold.people.views.entry import about

STEPS = (_("File"), _("Columns"), _("Behaviours"), _("Reading"), _("Teams"))


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def draft_of(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> Draft:
    """The file that a page is about."""
    found = queries.draft(viewer=viewer, draft_id=draft_id)
    headed(request, viewer, found.initiative_slug)
    return found


def headed(request: HttpRequest, viewer: Viewer, slug: str) -> None:
    """This page of data is one of its change, if it is of any: the reasons stand on top."""
    if slug:
        about(request, slug)
        may_read_why(viewer=viewer, slug=slug)


def home() -> Path:
    """The site's data folder."""
    return Path(settings.HOME)
