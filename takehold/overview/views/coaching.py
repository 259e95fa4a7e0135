"""/week/coaching/: what did I promise and keep, and what does my team say? For that person alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from takehold.overview.queries import coaching as queries
from takehold.overview.queries.week import has_one
from takehold.overview.views import entry
from takehold.people.facts import NotYours, Viewer


@never_cache
@entry.page
def coaching(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Promises of the last quarter, and what was released on trust."""
    if not has_one(viewer):
        raise NotYours
    found = queries.coaching(viewer=viewer, slug=request.GET.get("change", ""))
    kinds = [(_("Actions in your name"), found.actions)]
    kinds += [(_("Answers to questions, in changes you lead"), found.answers)] if found.answers else []
    context = {
        "found": found,
        "answer": queries.answer(found),
        "kinds": [(word, queries.lines(each)) for word, each in kinds if each.made],
        "filters": [(name, f"?change={slug}", slug == found.chosen) for slug, name in found.changes],
        "today": viewer.on,
    }
    return render(request, "overview/coaching.html", context)
