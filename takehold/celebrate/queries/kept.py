"""What wins keep about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.celebrate import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """What somebody told, was asked and asked, and what somebody applauds."""
    told = {"on": "found_on", "text": "text", "state": "state"}
    named = {
        "line": "deed",
        "beside": "beside",
        "answer": "state",
        "asked": "asked_on",
        "answered": "answered_on",
    }
    story = {"on": "written_on", "before": "before", "hard": "hard", "helped": "helped", "state": "state"}
    mailed = {"win": "win__text", "on": "sent_on"}
    asked = {"asked": "asked_on"}
    applauded = {"win": "win__text", "on": "on"}
    return (
        Table(_("Wins you told"), models.Win, "told_by", told),
        Table(_("Whether you may be named beside a win"), models.Naming, "person", named),
        Table(_("Whom you asked whether they may be named"), models.Naming, "asked_by", asked),
        Table(_("Stories you wrote"), models.Story, "written_by", story),
        Table(_("Screens you put up"), models.Screen, "made_by", {"name": "name", "on": "made_on"}),
        Table(_("Chats you connected"), models.Chat, "made_by", {"name": "name", "on": "made_on"}),
        Table(_("Mails to you about wins of your team"), models.Mailing, "person", mailed),
        Table(_("Wins you applaud"), models.Applause, "person", applauded),
    )
