"""The words of the pages, each explained in a sentence that needs none of the others."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.analysis.facts import Verdict


def seven() -> list[tuple[Verdict, str]]:
    """The verdicts in the order in which they are tried: the first that fits is the one shown."""
    return [
        (Verdict.CANNOT_TELL, _("Too little data, too old, or too much of it without a team. The page says the one step that would change this.")),
        (Verdict.NOT_STARTED, _("The day on which it begins lies ahead, or nobody has done it the new way yet.")),
        (Verdict.SLIPPING_BACK, _("The share fell below what was held, for long enough that chance alone is a poor explanation. When less than half of what was held is left, it says: mostly back to the old way.")),
        (Verdict.WOBBLING, _("A first sign of a fall, seen by the team alone. Most of these pass by themselves.")),
        (Verdict.HOLDING, _("At the agreed share, or less than 5 points under it, for the last 8 weeks.")),
        (Verdict.TAKING_HOLD, _("Not there yet but rising, or there for less than 8 weeks.")),
        (Verdict.STALLED, _("Neither holding nor rising for 8 weeks.")),
    ]  # fmt: skip


def words() -> list[tuple[str, str]]:
    """Other words, in alphabetical order."""
    told = [
        (_("Change"), _("Something that is to be done differently, with its reasons, the people it is for, and who answers for it.")),
        (_("Chance"), _("One occasion on which the new way could have been taken: a handover, a ticket that was closed. Shares are always shares of chances.")),
        (_("New way, old way"), _("What is wanted, and what it replaces. Where the old way leaves traces too, it is counted beside the new one. What is neither stays out of both.")),
        (_("Column mapping"), _("The note that says which column of a file means what. It is kept with each import, so that a figure can be made again.")),
        (_("Team, larger unit"), _("Figures are shown for teams of at least five people. Smaller teams are put together with others, by name, so that no figure speaks of one or two persons.")),
        (_("Range"), _("The figures in brackets after a share: where the true share lies, with a confidence of 95 %, however often one looks.")),
        (_("Level"), _("A stretch of time in which the share only varied. Between two levels something changed.")),
        (_("Target"), _("The share that was agreed for the change. Without one, nothing can be said to hold.")),
        (_("False alerts"), _("Alerts that turn out to be nothing. How many are accepted a year is set for the whole organisation, in advance.")),
        (_("Gap"), _("A place where a change does not take hold: a group, what kind of thing is in the way, and why. It is closed with a reason, and can come back.")),
        (_("Guess"), _("A step of a chain of whys for which nothing is cited. It stays one until somebody cites what shows it.")),
        (_("Operational co-owner"), _("The person from the departments, not from IT, who answers for the change together with its lead.")),
    ]  # fmt: skip
    return sorted(told)
