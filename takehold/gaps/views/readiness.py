"""Is the process the same everywhere, before technology is added?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from takehold.gaps.queries import readiness as queries
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


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
            (rule, queries.same(rule), queries.rows(rule.standard) if rule.standard else ())
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
