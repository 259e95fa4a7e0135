"""What is kept about one person around tools that departments found for themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.people.queries.kept import Table
from takehold.shadow_it import models


def tables() -> tuple[Table, ...]:
    """That somebody may be asked back, accepted a way out, co-owns or signed one, and signed the promise of no blame."""
    tool = {"tool": "tool__name", "on": "on"}
    return (
        Table(_("Tools of which you may be asked back"), models.Department, "asks_back", tool),
        Table(
            _("Ways out of a tool that you said meet the need of your department"),
            models.Department, "accepted_by", {"tool": "tool__name", "on": "accepted_on"},
        ),
        Table(_("Departments for which you sign, as the co-owner of a way out"), models.Department, "co_owner", tool),
        Table(
            _("Ways out of a tool that you signed"),
            models.Department, "signed_by", {"tool": "tool__name", "on": "signed_on"},
        ),
        Table(
            _("Promises of no blame that stand in your name"),
            models.Promise, "signed_by", {"promised": "text", "on": "signed_on", "as": "office"},
        ),
    )  # fmt: skip
