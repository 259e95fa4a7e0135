"""What persuading keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.influence import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """Where somebody said they stand with the own name, and soundings asked, to be answered, and answered by name."""
    stated = {"change": "initiative__name", "support": "support", "words": "words", "on": "on"}
    asked = {"about": "about", "form": "form", "from": "opened_on", "until": "closes_on"}
    note = {
        "to": "sounding__leader__name", "how it lands": "lands", "openly": "openly", "course": "course", "note": "note",
        "on": "on",
    }  # fmt: skip
    return (
        Table(_("Where you said you stand on a change"), models.OwnPosition, "person", stated),
        Table(_("Colleagues whom you asked how it lands"), models.Sounding, "leader", asked),
        Table(
            _("That a leader asked you how it lands"),
            models.SoundingAsked,
            "person",
            {"about": "sounding__about", "until": "sounding__closes_on"},
        ),
        Table(_("What you answered a leader by name"), models.SoundingNote, "person", note),
    )
