"""/changes/<slug>/reports/: figures from elsewhere beside what people do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from takehold.initiatives import queries as initiatives
from takehold.overview.queries import reporting
from takehold.overview.views import links
from takehold.overview.views.change import may_bring
from takehold.overview.views.entry import page
from takehold.people.facts import Viewer


@page
def reports(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """How each figure stands, since when, and team by team."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug)
    found = initiatives.reports(viewer=viewer, slug=slug)
    bringing = may_bring(viewer, initiative)
    context = {
        "initiative": initiative,
        "tabs": links.tabs(initiative, "reports"),
        "sections": [reporting.section(each, initiative) for each in found],
        "data_url": links.optional("gather:bring", slug=slug) if bringing else "",
    }
    return render(request, "overview/reports.html", context)
