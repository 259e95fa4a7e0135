"""The roles of the demo, by the keys of the persons in the made-up hospital (``simulation.hospital``, seed 7)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.overview.facts import Link, Part


def cast() -> tuple[Part, ...]:
    """Everybody one can sign in as at the demo, with what to look at first."""
    return (
        Part("P1098", _("Change lead"), _("Three changes on one page. Open the handover: since when do some wards slide, and what did the others do? Then bring in an export of your own."), "/changes/", (("surveys", Link(_("Surveys"), "/waves/")), ("voices", Link(_("Voices"), "/voices/")))),
        Part("P1097", _("Chief information officer"), _("One change slips back in some wards while the whole still looks fine. See the old way return beside the new one."), "/changes/"),
        Part("P0150", _("Manager of Ward 7"), _("Your ward slips, read of it first, and is asked for one line about what happened. Best on a phone."), "/my-team/"),
        Part("P0152", _("Nurse in Ward 7"), _("What somebody sees who has no function in a change: the own team, and no names."), "/my-team/"),
        Part("P1078", _("Service-desk manager"), _("Priorities are double-checked now. Go from the share down to a single ticket."), "/changes/"),
        Part("P1100", _("Works council"), _("Look for a team of three people, in tables, tickets and downloads. It appears nowhere by itself. What is kept of whom, and the agreement that switches persons on, stand where you arrive."), "/council/privacy/", (("changes", Link(_("Changes"), "/changes/")),)),
        Part("P1102", _("Secretary of the council"), _("What waits, what was sent back and why, and a request to decide on: enter the outcome, a condition and the day of the review in a minute."), "/council/", (("decisions", Link(_("Decisions"), "/council/decisions/")),)),
        Part("P1099", _("Data steward"), _("Where data comes from, how fresh it is, and which records were not read, with the reason for each."), "/sources/", (("systems", Link(_("Connected systems"), "/sources/systems/")),)),
        Part("admin@linden.example", _("Administrator"), _("Everything, including what the others may not do."), "/changes/"),
    )  # fmt: skip
