"""What bridging keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.bridge import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """The actions that somebody answers for."""
    shown = {"title": "title", "state": "state", "begins": "begins_on", "looked at": "check_on"}
    return (Table(_("Actions you answer for"), models.Action, "owner", shown),)
