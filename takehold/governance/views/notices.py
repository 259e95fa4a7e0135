"""A directive on paper for a ward, the page its code leads to, and acknowledging it: oneself, or for a shift by count."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from takehold.governance.facts.directives import DirectiveFact, DirectiveState
from takehold.governance.forms.directives import ShiftForm
from takehold.governance.operations import directives_told as operations
from takehold.governance.queries import directives as queries
from takehold.governance.queries import directives_told as told
from takehold.governance.queries.directive_words import standing, words
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import page
from takehold.ui.codes import qr_code


@require_safe
@page
def notice(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """To print: for one team (``?team=``), or for everybody it is for."""
    found = queries.directive(viewer=viewer, directive_id=directive_id)
    if found.line.issued_on is None:
        raise NotFound
    meant = told.meant(viewer, directive_id)
    teams = [each for each in people.sight(viewer=viewer).teams if each.id in meant and each.people]
    asked = request.GET.get("team", "")
    one = next((each for each in teams if str(each.id) == asked), None)
    if asked and one is None:
        raise NotFound
    address = settings.URL + reverse("governance:directive-acknowledge", args=[directive_id])
    if one is not None:
        address += f"?team={one.id}"
    context = {
        "found": found, "line": found.line, "answer": standing(found.line, viewer.on), "teams": teams, "team": one,
        "address": address, "code": qr_code(address, _("QR code that leads to the acknowledgement")),
        "holds": found.line.state is DirectiveState.IN_FORCE, **words(),
    }  # fmt: skip
    return render(request, "governance/notice.html", context)


@require_safe
@page
def acknowledge(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """What the code on a notice leads to."""
    return _shown(request, viewer, queries.directive(viewer=viewer, directive_id=directive_id))


@require_POST
@page
def acknowledged(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """Say that one has read it."""
    operations.acknowledge(viewer=viewer, directive_id=directive_id, now=timezone.now())
    messages.success(request, _("Noted that you have read it. That says nothing about whether you agree."))
    return redirect("governance:directive-acknowledge", directive_id)


@require_POST
@page
def shift(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """Say how many of a shift have read it."""
    found = queries.directive(viewer=viewer, directive_id=directive_id)
    form = ShiftForm(request.POST, teams=told.led(viewer, directive_id).items())
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form):
            operations.count_shift(
                viewer=viewer, directive_id=directive_id, team_id=said["team"], on=said["on"], shift=said["shift"],
                people_=said["people"], now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Counted for this shift. Sent again, it replaces this number."))
            return redirect("governance:directive-acknowledge", directive_id)
    operations.leading(viewer, directive_id)
    return _shown(request, viewer, found, counting=form)


def _shown(
    request: HttpRequest, viewer: Viewer, found: DirectiveFact, *, counting: ShiftForm | None = None
) -> HttpResponse:
    own = told.own(viewer=viewer, directive_id=found.line.id)
    start = {"on": viewer.on, "team": request.GET.get("team", "")}
    context = {
        "found": found, "line": found.line, "answer": standing(found.line, viewer.on), "own": own,
        "holds": found.line.state is DirectiveState.IN_FORCE,
        "counting": counting or ShiftForm(teams=own.teams, initial=start), "today": viewer.on, **words(),
    }  # fmt: skip
    return render(request, "governance/acknowledge.html", context, status=422 if counting else 200)
