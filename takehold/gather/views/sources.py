"""Every source: how fresh, what came in, what was rejected, whether it has stopped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from takehold.gather import queries
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
        "today": viewer.on,
    }
    return render(request, "gather/sources.html", context)


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
