"""What the system proposes to look at; one click opens a gap with what shows it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from takehold.gaps.facts.candidates import Look
from takehold.gaps.operations import proposing
from takehold.gaps.queries import candidates as queries
from takehold.gaps.queries.rights import led
from takehold.gaps.queries.widespread import said
from takehold.gaps.views.entry import moment, words
from takehold.gaps.views.helping import offer_at_opening
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

WORDS = {
    Look.TEAMS: lazy("teams and processes"),
    Look.THEMES: lazy("themes"),
    Look.WRITTEN: lazy("what people wrote"),
    Look.SURVEY: lazy("the last survey"),
    Look.REACH: lazy("groups not heard"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def proposed(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Where to look, from one kind of source at a time."""
    asked = request.GET.get("from", "")
    look = Look(asked) if asked in set(Look) else Look.TEAMS
    change = led(viewer, slug, whole=look not in proposing.HEARD)
    if request.method == "POST":
        origin = request.POST.get("origin", "")[:120]
        gap_id = proposing.open_proposed(viewer=viewer, slug=slug, look=look, origin=origin, now=moment())
        messages.success(request, _("The gap is open, with what shows it. Next: why is it so?"))
        offer_at_opening(request, viewer, slug, gap_id)
        return redirect("gaps:gap", slug, gap_id)
    every = queries.candidates(viewer=viewer, change=change, look=look)
    there = queries.origins(change=change) if every else frozenset()
    found = tuple(each for each in every if not queries.is_open(each, there))
    context = {
        "initiative": change,
        "found": found,
        "widely": {each.origin: said(each.spread) for each in found if each.spread is not None},
        "answer": queries.said(found, len(every) - len(found)),
        "filters": [(text, f"?from={each.value}", each is look) for each, text in WORDS.items()],
        "today": viewer.on,
        **words(),
    }
    return render(request, "gaps/proposed.html", context)
