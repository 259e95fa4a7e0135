"""What would help: offered to everybody whom a gap is about, and what they said, in groups."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.gaps.operations import helping as operations
from takehold.gaps.queries import helping
from takehold.gaps.queries.rights import led
from takehold.gaps.views.entry import moment
from takehold.initiatives.facts import Invalid
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def helps(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """Where the offer stands, and what came of it; what is sent makes the offer."""
    problem = ""
    if request.method == "POST":
        led(viewer, slug)
        try:
            operations.offer(viewer=viewer, slug=slug, gap_id=gap_id, now=moment())
        except Invalid as error:
            problem = str(error)
        else:
            messages.success(request, offered())
            return redirect("gaps:help", slug, gap_id)
    told = helping.told(viewer=viewer, slug=slug, gap_id=gap_id)
    context = {"told": told, "problem": problem, "today": viewer.on}
    return render(request, "gaps/help.html", context, status=422 if problem else 200)


def offered() -> str:
    """That it is on its way."""
    return _("Offered to everybody there: two minutes on what stands in the way and what would help.")


def offer_at_opening(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> None:
    """As a gap was opened: offer it to its groups, and say so, or say why not."""
    why_not = operations.offer_to_groups(viewer=viewer, slug=slug, gap_id=gap_id, now=moment())
    if why_not:
        messages.info(request, _("What would help was not offered: {why}").format(why=why_not))
