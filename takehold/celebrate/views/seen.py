"""Who is never seen?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from takehold.celebrate.queries import equity
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_safe
@page
def seen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Who earned recognition and never got it, by area and by size of group."""
    found = equity.seen(viewer=viewer)
    context = {"found": found, "answer": equity.answer(found), "words": equity.WORDS, "today": viewer.on}
    return render(request, "celebrate/seen.html", context)
