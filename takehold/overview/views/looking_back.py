"""A change as it stood on the day on which its data end: old exports can be told, as of then."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from takehold.evidence.wording import BY_NEED
from takehold.initiatives import queries as initiatives
from takehold.initiatives.operations.looking_back import as_it_stood
from takehold.overview.queries import sections, units
from takehold.overview.views import links
from takehold.overview.views.change import worst
from takehold.overview.views.entry import page
from takehold.people.facts import NotFound, Viewer


@page
def as_of(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Behaviours whose data ended long ago, as of their last day; not there where no data ended."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug)
    standings = as_it_stood(viewer=viewer, slug=slug)
    if not standings:
        raise NotFound
    context = {
        "initiative": initiative,
        "tabs": links.tabs(initiative, ""),
        "verdict": worst(standings),
        "as_of": standings[0].as_of,
        "today": viewer.on,
        "sections": [
            (
                sections.section(each, initiative, viewer.on, ""),
                [unit for kind in BY_NEED for unit in units.ordered(each, kind)],
            )
            for each in standings
        ],
    }
    return render(request, "overview/as_of.html", context)
