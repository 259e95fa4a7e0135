"""What changes keep about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.initiatives.models import Alert, Baseline, CalendarAddress, Fresh, Initiative, Sent, Settled
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """The functions that somebody has in changes, decisions and lines with that person's name."""
    name = {"change": "name"}
    line = {"team": "unit", "line": "line", "at": "line_at"}
    decided = {"team": "unit", "from": "start", "reason": "reason", "at": "decided_at"}
    return (
        Table(_("Changes you lead"), Initiative, "lead", name),
        Table(_("Changes you sponsor"), Initiative, "sponsor", name),
        Table(_("Changes you own with others"), Initiative, "co_owner", name),
        Table(_("Baselines you began anew"), Baseline, "decided_by", decided),
        Table(_("Lines you wrote on an alert"), Alert, "line_by", line),
        Table(
            _("What you told of the reasons of a change"), Fresh, "told_by", {"text": "text", "on": "told_on"}
        ),
        Table(_("Changes you called business as usual"), Settled, "by", {"on": "on", "despite": "despite"}),
        Table(
            _("Calendars outside that read your dates"),
            CalendarAddress,
            "person",
            {"change": "initiative__name", "since": "made_on"},
        ),
        Table(_("What your programs sent"), Sent, "person", {"key": "key", "at": "at"}),
    )
