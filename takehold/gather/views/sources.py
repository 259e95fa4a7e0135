"""Every source: how fresh, what came in, what was rejected, whether it has stopped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather import operations, queries
from takehold.gather.views.entry import moment
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "POST"])
@page
def sources(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list; a posted change leads to its upload page."""
    room = queries.source_room(viewer=viewer)
    if request.method == "POST":
        chosen = next((each for each in room.changes if each.slug == request.POST.get("change")), None)
        if chosen is None:
            raise NotFound
        return redirect("gather:bring", slug=chosen.slug)
    context = {
        "lines": room.lines,
        "stopped": [line for line in room.lines if line.source.stopped_on],
        "changes": room.changes,
        "made": room.made,
        "may_connect": queries.is_steward(viewer),
        "today": viewer.on,
    }
    return render(request, "gather/sources.html", context)


@require_POST
@page
def checked(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A steward has looked at the sizes of teams that were made from names."""
    ids = [
        int(text)
        for text in request.POST.getlist("team")
        if text.isascii() and text.isdigit() and len(text) < 18
    ]
    looked_at = operations.check_teams(viewer=viewer, team_ids=ids, now=moment())
    messages.success(
        request, ngettext("%d team is looked at.", "%d teams are looked at.", looked_at) % looked_at
    )
    return redirect("gather:sources")


@require_safe
@page
def source(request: HttpRequest, viewer: Viewer, source_id: int) -> HttpResponse:
    """One source with its imports."""
    line = queries.source_line(viewer=viewer, source_id=source_id)
    matches = queries.open_matches(viewer=viewer, source_id=source_id)
    context = {
        "line": line,
        "labels": len(matches),
        "waiting": sum(queries.waits(match) for match in matches),
        "today": viewer.on,
    }
    return render(request, "gather/source.html", context)
