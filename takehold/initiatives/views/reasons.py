"""Why a change is made: its reasons with their days, and what tells them anew."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.initiatives import queries
from takehold.initiatives.forms.reasons import FreshForm
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.operations import rhythm as operations
from takehold.initiatives.queries import rhythm as kept
from takehold.initiatives.views.changes import editable
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reasons(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The reasons to read; those who lead the change tell them anew."""
    initiative = queries.initiative(viewer=viewer, slug=slug, marks=False)
    form = FreshForm(request.POST or None)
    if request.method == "POST":
        editable(viewer, slug)
        if form.is_valid():
            with refusals(form):
                operations.tell_anew(viewer=viewer, slug=slug, said=form.said(), now=timezone.now())
                messages.success(request, _("Told. It stands with the reasons now."))
                return redirect("initiatives:reasons", slug=slug)
    context = {
        "initiative": initiative,
        "told": kept.reasons(viewer=viewer, slug=slug),
        "form": form,
        "today": viewer.on,
    }
    return render(request, "initiatives/reasons.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def take_back(request: HttpRequest, viewer: Viewer, slug: str, fresh: int) -> HttpResponse:
    """Show a story or a fact nowhere any more."""
    operations.take_back(viewer=viewer, slug=slug, fresh_id=fresh, now=timezone.now())
    messages.success(request, _("Taken back. It is shown nowhere any more."))
    return redirect("initiatives:reasons", slug=slug)
