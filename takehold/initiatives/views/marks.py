"""What happened around a change, drawn on its charts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.initiatives import operations, queries
from takehold.initiatives.forms import MarkForm
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, RoleKind, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def marks(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The marks there are; one more can be noted."""
    initiative = queries.initiative(viewer=viewer, slug=slug)
    if not (initiative.may_edit or viewer.has(RoleKind.STEWARD)):
        raise NotAllowed(_("This change is edited by those who lead it."))
    every = people.teams(viewer=viewer)
    form = MarkForm(request.POST or None, teams=people.current(every))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            operations.note_mark(
                viewer=viewer,
                slug=slug,
                on=data["on"],
                kind=data["kind"],
                text=data["text"],
                team_ids=people.with_those_below(every, map(int, data["teams"])),
                now=timezone.now(),
            )
            messages.success(request, _("Noted. It stands on the charts now."))
            return redirect("initiatives:marks", slug=slug)
    context = {"form": form, "initiative": initiative, "today": viewer.on}
    return render(request, "initiatives/marks.html", context, status=422 if form.is_bound else 200)
