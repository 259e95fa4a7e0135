"""What is kept about one person who promised something."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.missteps import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """The promises that somebody keeps."""
    shown = {"promised": "what", "by": "due_on", "kept on": "done_on", "what came of it": "came_of"}
    return (Table(_("What you promised after a misstep of ours"), models.Mitigation, "owner", shown),)
