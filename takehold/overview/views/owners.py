"""/owners/: is every change owned by operations, not by IT alone?"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from takehold.alignment.views.entry import tabs
from takehold.overview.queries import owners as queries
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_safe
@page
def owners(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page."""
    found = queries.owners(viewer=viewer)
    context = {"found": found, "answer": answer(found), "tabs": tabs(viewer, "overview:owners")}
    return render(request, "overview/owners.html", context)


def answer(found: Sequence[queries.Owned]) -> str:
    """How many changes nobody from operations owns, in a sentence."""
    if not found:
        return _("No change goes on.")
    without = sum(not each.co_owner for each in found)
    if not without:
        return _("Every change that goes on is owned by somebody from operations too.")
    return ngettext(
        "{n} change is owned by nobody from operations.",
        "{n} changes are owned by nobody from operations.",
        without,
    ).format(n=without)
