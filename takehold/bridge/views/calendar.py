"""The calendar of a change, with what it asks of each group."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from takehold.bridge.facts.calendar import Calendar, Entry, EntryKind
from takehold.bridge.queries.calendar import calendar as queried
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

WORDS: Final = {
    EntryKind.TELL: lazy("is to be told by then"),
    EntryKind.TRAIN: lazy("is to be trained by then"),
    EntryKind.BEGINS: lazy("begins"),
    EntryKind.LOOK: lazy("whether it worked is looked at"),
    EntryKind.ENDS: lazy("ends"),
}


@require_safe
@page
def calendar(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What is to come, month by month."""
    found = queried(viewer=viewer, slug=slug)
    context = {
        "found": found,
        "answer": answer(found),
        "months": by_month(found.coming),
        "entry_words": WORDS,
        "today": viewer.on,
    }
    return render(request, "bridge/calendar.html", context)


def answer(found: Calendar) -> str:
    """What comes next, and whom it asks too much of, in one or two sentences."""
    if not found.coming:
        return _("Nothing is on the calendar of this change.")
    told = ngettext(
        "{n} thing is on the calendar.", "{n} things are on the calendar.", len(found.coming)
    ).format(n=len(found.coming))
    full = [each.group for each in found.loads if each.full]
    if full:
        told += " " + ngettext(
            "One group is asked three things or more in one week: {groups}.",
            "{n} groups are asked three things or more in one week, first of all {groups}.",
            len(full),
        ).format(n=len(full), groups=full[0])
    return told


def by_month(entries: Iterable[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Entries by their month, each with the first of it."""
    found = [list(inside) for _month, inside in groupby(entries, lambda each: (each.on.year, each.on.month))]
    return [(inside[0], inside) for inside in found]
