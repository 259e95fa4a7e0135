"""What this room keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.alignment import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """The ways out of conflicts between goals that somebody signed, for IT or for operations."""
    by_it = {"way out": "way_out", "office": "it_office", "on": "it_on"}
    by_operations = {"way out": "way_out", "office": "operations_office", "on": "operations_on"}
    return (
        Table(_("What you signed for IT"), models.GoalConflict, "it_by", by_it),
        Table(_("What you signed for operations"), models.GoalConflict, "operations_by", by_operations),
    )
