"""What directives and going live keep about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.governance.models import CoOwnerSignature, Directive, DirectiveShift, DirectiveTold, Go
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """Directives that somebody wrote, was told of, or counted a shift for; what they signed and said of going live."""
    return (
        Table(_("Directives you wrote"), Directive, "issuer", {"title": "title", "state": "state", "on": "written_on"}),
        Table(
            _("Directives you were told of, and when you acknowledged them"), DirectiveTold, "person",
            {"directive": "directive__title", "told": "told_on", "mailed": "mailed_at", "acknowledged": "acknowledged_on"},
        ),
        Table(
            _("Shifts you acknowledged a directive for"), DirectiveShift, "leader",
            {"directive": "directive__title", "on": "on", "shift": "shift", "people": "people"},
        ),
        Table(
            _("Changes you signed for operations"), CoOwnerSignature, "person",
            {"change": "initiative__name", "on": "signed_on"},
        ),
        Table(
            _("Groups for which you said that a change goes live"), Go, "said_by",
            {"change": "initiative__name", "group": "group", "from": "goes_on", "reason": "reason"},
        ),
    )  # fmt: skip
