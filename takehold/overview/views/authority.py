"""/council/authority/: how much of what was done was ordered, whether that rises, and what went live past what was missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from takehold.analysis.rising import FEWEST, Course
from takehold.governance.facts.authority import Authority
from takehold.governance.queries.directives import OFFICES
from takehold.overview.queries import authority as queries
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.ui import numbers


@require_safe
@page
def authority(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page."""
    found = queries.authority(viewer=viewer)
    context = {
        "found": found,
        "answer": answer(found),
        "rose": found.rise.course is Course.ROSE,
        "offices": [(OFFICES[office], counts) for office, counts in found.offices],
        "chance": found.rise.chance,
        "today": viewer.on,
    }
    return render(request, "overview/authority.html", context)


def answer(found: Authority) -> str:
    """How much was ordered lately, and whether that is more than before, in two sentences."""
    kind, every = found.rise.now
    if not every:
        return _("Nothing was done in the last two quarters that could be counted.")
    said = _("{n} of {all} moves of the last two quarters were directives ({share}).").format(
        n=kind, all=every, share=numbers.percent(kind / every)
    )
    before, all_before = found.rise.before
    course = {
        Course.ROSE: _("That is a rise: before it was {n} of {all}. Look at what could have been won over instead."),
        Course.NOT_SEEN: _("Before it was {n} of {all}: no rise that could not be chance."),
        Course.CANNOT_TELL: _("Before it was {n} of {all}: too few moves to tell whether it rises, at least {fewest} are needed in each."),
    }[found.rise.course]  # fmt: skip
    return f"{said} {course.format(n=before, all=all_before, fewest=FEWEST)}"
