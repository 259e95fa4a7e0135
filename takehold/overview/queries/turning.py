"""The loop of a change in words: what is next, what was missed, and what speaks against business as usual."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.gaps.queries import gaps
from takehold.initiatives.facts import Beat, Criterion, Initiative, Part, Rhythm, TurnPart
from takehold.people.facts import Viewer
from takehold.ui.numbers import day

PARTS = {
    Part.GATHER: (lazy("Gather"), lazy("Ask and listen: a survey, says, notes, the figures.")),
    Part.FIND: (lazy("Find the gaps"), lazy("Where, why, how widespread, how sure.")),
    Part.BRIDGE: (lazy("Bridge them"), lazy("An action that fits, with its check booked.")),
    Part.CELEBRATE: (lazy("Celebrate"), lazy("What went well, said aloud, with a yes from those it names.")),
}
"""Each part of a turn: its name, and what it is."""


def criteria(viewer: Viewer, change: Initiative) -> tuple[Criterion, ...]:
    """What other rooms know that must hold before a change, which this viewer may read, is business as usual."""
    return (Criterion("gaps", gaps.still_open(viewer=viewer, change=change)),)


def told(each: Criterion) -> str:
    """A criterion in words, whether it holds or not."""
    n = each.n
    if each.code == "holding":
        if n is None:
            return _("Nothing is counted yet, so nobody can tell whether it holds.")
        if not n:
            return _("Every behaviour holds.")
        return ngettext("{n} behaviour does not hold.", "{n} behaviours do not hold.", n).format(n=n)
    if each.code == "no slip":
        if not n:
            return _("No team is sliding back.")
        return ngettext("{n} team is sliding back.", "{n} teams are sliding back.", n).format(n=n)
    if each.code == "gone live":
        if n is None:
            return _("No day is set on which it began.")
        return _("It began everywhere at least 12 weeks ago.") if not n else _("It began less than 12 weeks ago.")  # fmt: skip
    if each.code == "co-owner":
        return _("An operational leader co-owns it.") if not n else _("No operational leader co-owns it.")
    if not n:
        return _("No gap is open.")
    return ngettext("{n} gap is open.", "{n} gaps are open.", n).format(n=n)


def answer(found: Rhythm, today: date) -> str:
    """Where the loop stands, in a sentence."""
    usual = found.as_usual
    if usual is not None:
        return _("Business as usual since {day}.").format(day=day(usual.on, today))
    if found.every_weeks is None:
        return _("No rhythm is chosen yet: nobody knows when this change is looked at next.")
    return _of(found.following, found.missed, today)


def line(beat: Beat | None, today: date) -> str:
    """The same for the page of the change."""
    if beat is None:
        return _("none is chosen yet.")
    if beat.settled_on is not None:
        return _("Business as usual since {day}.").format(day=day(beat.settled_on, today))
    return _of(beat.following, beat.missed, today)


def _of(following: TurnPart | None, missed: int, today: date) -> str:
    parts = []
    if missed:
        parts.append(ngettext("{n} part of the loop was missed.", "{n} parts of the loop were missed.", missed).format(n=missed))  # fmt: skip
    if following is not None:
        parts.append(_("Next: {part}, by {day}.").format(part=PARTS[following.part][0], day=day(following.due_on, today)))  # fmt: skip
    return " ".join(parts)
