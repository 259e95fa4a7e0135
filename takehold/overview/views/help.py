"""Help on one page: reading a chart, words, keys, and where to ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from takehold.overview.queries import glossary
from takehold.overview.views.entry import page
from takehold.people.facts import Viewer


@page
def help_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page."""
    return render(
        request, "overview/help.html", {"verdicts": glossary.seven(), "has_role": bool(viewer.roles)}
    )
