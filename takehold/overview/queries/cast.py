"""The roles of the demo, by the keys of the persons in the made-up hospital (``simulation.hospital``, seed 7)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from takehold.overview.facts import Link, Part

EXPORT: Final = "incidents.csv"
"""The export that the demo hands out, by its name in the demo's folder of exports."""
EXPORTS: Final = "exports"
TICKETS: Final = "/changes/priority-is-double-checked-before-an-incident-is-resolved/"


def cast() -> tuple[Part, ...]:
    """Everybody one can sign in as at the demo, with what to look at first: five scenes, then the others."""
    return (
        Part("P1097", _("Chief information officer"), _("One change slips back in some wards while the whole still looks fine. See the old way return, why, what helped and what did not, what we got wrong, and make the pack for the council."), "/changes/", (("pack", Link(_("Packs for the council"), "/council/pack/")), ("tools", Link(_("Tools of our own"), "/shadow/"))), minutes=5),
        Part("P0150", _("Manager of Ward 7"), _("Monday: what to do and what to say, in minutes. Count ten charts, say what is not right here, thank a nurse, and write a line on why your ward slips. Best on a phone."), "/week/", (("team", Link(_("My team"), "/my-team/")),), minutes=4),
        Part("P1100", _("Works council"), _("Look for a team of three people, in tables, tickets and downloads. It appears nowhere by itself. What is kept of whom, and the agreement that switches persons on, stand where you arrive."), "/council/privacy/", (("changes", Link(_("Changes"), "/changes/")), ("floor", Link(_("The smallest group"), "/teams/"))), minutes=6),
        Part("P1078", _("Service-desk lead"), _("Bring in a list of tickets as ServiceNow exports it: your own, or the one to try. Choose “A knowledge article is linked”, and go from each group's verdict down to a single ticket."), f"{TICKETS}data/", (("export", Link(_("An export to try"), f"/demo/{EXPORT}")), ("changes", Link(_("Changes"), "/changes/"))), minutes=5),
        Part("P1102", _("Secretary of the council"), _("A request came in with holes: send it back in a click. Enter an outcome, a condition and the day of the review in a minute. A directive lapses unless it is reviewed."), "/council/", (("decisions", Link(_("Decisions"), "/council/decisions/")), ("calendar", Link(_("Calendar"), "/me/calendar/"))), minutes=4),
        Part("P1098", _("Change lead"), _("Three changes on one page. Open the handover: since when do some wards slide, and what did the others do? Then bring in an export of your own."), "/changes/", (("surveys", Link(_("Surveys"), "/waves/")), ("voices", Link(_("Voices"), "/voices/")))),
        Part("P1096", _("Sponsor"), _("One visible act for this week, with a line to begin it: who has seen you, who has not in a quarter, and what was promised."), "/week/", (("coaching", Link(_("For myself"), "/week/coaching/")),)),
        Part("P0152", _("Nurse in Ward 7"), _("What somebody sees who has no function in a change: the own team, and no names. Somebody asks whether you may be thanked by name."), "/my-team/", (("me", Link(_("About me"), "/me/")),)),
        Part("P1099", _("Data steward"), _("Where data comes from, how fresh it is, and which records were not read, with the reason for each."), "/sources/", (("systems", Link(_("Connected systems"), "/sources/systems/")),)),
        Part("admin@linden.example", _("Administrator"), _("Everything, including what the others may not do."), "/changes/"),
    )  # fmt: skip
