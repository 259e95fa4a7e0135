"""What bridging keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.bridge import models
from takehold.bridge.queries import kept_of_champions
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """The actions that somebody answers for, and what was said and done in their weeks."""
    shown = {"title": "title", "state": "state", "begins": "begins_on", "looked at": "check_on"}
    said = {"move": "key", "said": "said", "reason": "reason", "on": "on"}
    plan = {
        "easier": "easier",
        "hard": "hard",
        "helps": "helps",
        "told": "told",
        "recognised": "recognition",
        "on": "written_on",
    }
    line = {"what": "key", "answer": "state", "on": "on"}
    return (
        Table(_("Actions you answer for"), models.Action, "owner", shown),
        Table(_("What you said of the moves of a week"), models.MoveSaid, "person", said),
        Table(
            _("What you did as a sponsor, for all to see"),
            models.VisibleAct,
            "person",
            {"what": "what", "on": "on"},
        ),
        Table(
            _("That you rated whether a change will last"),
            models.SustainabilityRater,
            "person",
            {"change": "round__initiative__name", "quarter from": "round__quarter"},
        ),
        Table(_("Mails of the week that went to you"), models.WeekMailed, "person", {"week": "week"}),
        Table(_("That you want no mail of the week"), models.NoWeekMail, "person"),
        Table(_("Your own plan"), models.Plan, "person", plan),
        Table(_("What you agreed to or declined in it"), models.PlanLine, "plan__person", line),
        Table(_("Plans that people share with you"), models.Plan, "coach", {"on": "written_on"}),
        *kept_of_champions.tables(),
    )
