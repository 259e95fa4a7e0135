"""What persuading keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.influence import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """Where somebody said they stand, with the own name."""
    stated = {"change": "initiative__name", "support": "support", "words": "words", "on": "on"}
    return (Table(_("Where you said you stand on a change"), models.OwnPosition, "person", stated),)
