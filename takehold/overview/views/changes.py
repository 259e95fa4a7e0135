"""The list of changes, and where one arrives."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from takehold.initiatives import queries as initiatives
from takehold.overview.queries import sections, sentences
from takehold.overview.queries.week import has_one
from takehold.overview.views.entry import page
from takehold.overview.views.links import optional
from takehold.people.facts import RoleKind, Viewer
from takehold.people.views.entry import viewer_of

FILTERS = ("all", "mine", "needs-me", "ended")
SETTERS = (RoleKind.LEAD, RoleKind.ADMIN)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: the week of whoever has one, else changes; the demo's door for those who have not signed in to it."""
    if not request.user.is_authenticated:
        return redirect("overview:demo" if settings.DEMO else "overview:changes")
    return redirect("overview:week" if has_one(viewer_of(request)) else "overview:changes")


@page
def changes(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Which changes there are and how each is doing."""
    chosen = request.GET.get("show", "all")
    if chosen not in FILTERS:
        chosen = "all"
    lines = initiatives.lines(viewer=viewer, filter=chosen.replace("-", " "))
    context = {
        "answer": sentences.changes_answer(lines),
        "cards": [sections.card(line) for line in lines],
        "chosen": chosen,
        "filters": _filters(chosen),
        "today": viewer.on,
        "new_url": optional("initiatives:new") if viewer.has(*SETTERS) else "",
        "may_begin": viewer.has(*SETTERS),
    }
    return render(request, "overview/changes.html", context)


def _filters(chosen: str) -> list[tuple[str, str, bool]]:
    words = {"all": _("all"), "mine": _("mine"), "needs-me": _("needs me"), "ended": _("ended")}
    return [(words[each], "." if each == "all" else f"?show={each}", each == chosen) for each in FILTERS]
