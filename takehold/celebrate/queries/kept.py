"""What wins keep about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.celebrate import models
from takehold.people.facts import Kept
from takehold.people.queries.kept import Table, kept


def about(person_id: int) -> tuple[Kept, ...]:
    """What somebody told, and what somebody applauds."""
    told = {"on": "found_on", "text": "text", "state": "state"}
    applauded = {"win": "win__text", "on": "on"}
    return kept(
        (
            Table(_("Wins you told"), models.Win, "told_by", told),
            Table(_("Wins you applaud"), models.Applause, "person", applauded),
        ),
        person_id,
    )
