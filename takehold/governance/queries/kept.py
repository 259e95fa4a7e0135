"""What deciding keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """Seats in bodies, requests that somebody asked for or signed, and what they said to one."""
    asked = {"title": "title", "state": "state", "begun": "begun_on"}
    signed = {"title": "title", "signed": "signed_on"}
    return (
        Table(_("Bodies you sit in"), models.Seat, "person", {"body": "body__name"}),
        Table(_("Requests you asked for"), models.Request, "asked_by", asked),
        Table(_("Requests that you sign for operations"), models.Request, "co_owner", signed),
        Table(_("What you said to requests"), models.RequestComment, "person", {"text": "text", "on": "on"}),
    )
