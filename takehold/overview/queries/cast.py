"""The roles of the demo. Whoever fills the demo gives these persons their accounts, by these keys."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.overview.facts import Part


def cast() -> tuple[Part, ...]:
    """Everybody one can sign in as at the demo, with what to look at first."""
    return (
        Part("demo-lead", _("Change lead"), _("Three changes on one page. Open the handover: since when do some wards slide, and what did the others do? Then bring in an export of your own."), "/changes/"),
        Part("demo-sponsor", _("Chief information officer"), _("One change slips back in some wards while the whole still looks fine. See the old way return beside the new one."), "/changes/"),
        Part("demo-manager", _("Ward manager"), _("Your ward is asked for one line about what happened, before anybody above reads of it. Best on a phone."), "/my-team/"),
        Part("demo-member", _("Nurse"), _("What somebody sees who has no function in a change: the own team, and no names."), "/my-team/"),
        Part("demo-desk", _("Service-desk lead"), _("Priorities are double-checked now. Go from the share down to a single ticket."), "/changes/"),
        Part("demo-works-council", _("Works council"), _("Look for a team of three people, in tables, tickets and downloads. It appears nowhere by itself."), "/changes/"),
        Part("demo-steward", _("Data steward"), _("Where data comes from, how fresh it is, and which records were not read, with the reason for each."), "/sources/"),
        Part("demo-admin", _("Administrator"), _("Everything, including what the others may not do."), "/changes/"),
    )  # fmt: skip
