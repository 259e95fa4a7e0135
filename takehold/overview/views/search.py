"""One box for everything that has a name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.overview.facts import Hits, Link
from takehold.overview.queries import search as searching
from takehold.overview.views.entry import page
from takehold.overview.views.frame import around
from takehold.people.facts import Viewer


@page
def search(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What was looked for, kind by kind; without a word, what can be looked for."""
    wanted = " ".join(request.GET.get("q", "").split())[: searching.LONGEST]
    kinds = searching.found(viewer=viewer, text=wanted, pages=_pages(request))
    context = {"wanted": wanted, "kinds": kinds, "answer": answer(wanted, kinds)}
    return render(request, "overview/search.html", context)


def answer(wanted: str, kinds: tuple[Hits, ...]) -> str:
    """How much was found."""
    if not wanted:
        return _("Find a change, a behaviour, a team, a word or a page by its name.")
    total = sum(each.total for each in kinds)
    if not total:
        return _("Nothing that you may read is called “{wanted}”.").format(wanted=wanted)
    return ngettext("{n} thing fits “{wanted}”.", "{n} things fit “{wanted}”.", total).format(
        n=total, wanted=wanted
    )


def _pages(request: HttpRequest) -> tuple[Link, ...]:
    """The pages that this reader's frame leads to."""
    frame = around(request)
    return (*frame.words, *frame.menu, *frame.foot)
