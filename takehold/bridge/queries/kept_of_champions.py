"""What is kept about one person as a champion, and of those who asked or thanked one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.bridge import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """The part in changes, the hours, the thanks."""
    part = {
        "change": "initiative__name", "state": "state", "since": "since", "until": "until", "asked on": "asked_on",
    }  # fmt: skip
    hours, thanks = {"on": "on", "half hours": "halves"}, {"text": "text", "on": "on"}
    return (
        Table(
            _("Changes you are or were a champion of, or were asked to be"), models.Champion, "person", part
        ),
        Table(_("Champions you asked for"), models.Champion, "asked_by", {"on": "asked_on"}),
        Table(_("Half hours you noted as a champion"), models.ChampionHours, "champion__person", hours),
        Table(_("Thanks you got as a champion"), models.ChampionThanks, "champion__person", thanks),
        Table(_("Thanks you gave to champions"), models.ChampionThanks, "by", thanks),
    )
