"""Is the process the same everywhere, before technology is added?"""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from takehold.gaps.queries import readiness as queries
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.ui.cells import harmless


@require_safe
@page
def readiness(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Rules group by group, ways and times of cases, and what to settle first."""
    change = queries.change_for(viewer, slug)
    found = queries.readiness(viewer=viewer, change=change)
    context = {
        "initiative": change,
        "answer": queries.answer(found),
        "first_steps": queries.first_steps(found),
        "rules": [
            (
                rule,
                queries.same(rule),
                queries.rows(rule.standard) if rule.standard else (),
                queries.beside(rule),
            )
            for rule in found.rules
        ],
        "courses": [
            (each, queries.of_course(each.course), queries.cautions(each.course))
            if each.course
            else (each, [], [])
            for each in found.courses
        ],
    }
    return render(request, "gaps/readiness.html", context)


@require_safe
@page
def readiness_csv(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The comparisons as a file."""
    found = queries.readiness(viewer=viewer, change=queries.change_for(viewer, slug))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in queries.table(found):
        writer.writerow("" if cell is None else harmless(str(cell)) for cell in row)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="readiness-{slug}.csv"'
    return response
