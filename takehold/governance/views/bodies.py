"""/council/bodies/: which bodies there are, what they decide, who sits in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.governance.facts.bodies import BodyFact
from takehold.governance.forms.bodies import BodyForm, SeatForm, initial
from takehold.governance.operations import bodies as operations
from takehold.governance.queries import bodies as queries
from takehold.governance.queries.rights import governs
from takehold.governance.queries.words import words
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def bodies(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All bodies; one more can be written down."""
    form = BodyForm(request.POST if request.method == "POST" else None)
    every = queries.bodies(viewer=viewer)
    if request.method == "POST":
        operations.keeping(viewer)
        if form.is_valid():
            with refusals(form), conflicts(form):
                made = operations.write_down(viewer=viewer, said=form.said(), now=timezone.now())
                messages.success(request, _("Written down. Now say who sits in it."))
                return redirect("governance:body", made)
    context = {
        "bodies": every, "answer": answer(every), "form": form, "may_keep": governs(viewer), **words(),
    }  # fmt: skip
    return render(request, "governance/bodies.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def body(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """One body: who sits in it; those who keep it change that."""
    found = queries.body(viewer=viewer, body_id=body_id)
    form = BodyForm(request.POST if request.method == "POST" else None, initial=initial(found))
    if request.method == "POST":
        operations.keeping(viewer)
        if form.is_valid():
            version = form.cleaned_data["version"] or 0
            with refusals(form), conflicts(form):
                operations.edit(
                    viewer=viewer, body_id=body_id, said=form.said(), version=version, now=timezone.now()
                )
                messages.success(request, _("Kept."))
                return redirect("governance:body", body_id)
    return shown(request, viewer, found, form=form)


@require_POST
@page
def seat(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """Give a seat."""
    found = queries.body(viewer=viewer, body_id=body_id)
    operations.keeping(viewer)
    form = SeatForm(request.POST, find=finder(viewer))
    if form.is_valid():
        with refusals(form):
            operations.seat(viewer=viewer, body_id=body_id, said=form.said(), now=timezone.now())
            messages.success(request, _("Kept."))
            return redirect("governance:body", body_id)
    return shown(request, viewer, found, seating=form)


@require_POST
@page
def unseat(request: HttpRequest, viewer: Viewer, body_id: int, seat_id: int) -> HttpResponse:
    """Take a seat away."""
    operations.unseat(viewer=viewer, body_id=body_id, seat_id=seat_id, now=timezone.now())
    messages.success(request, _("The seat is free."))
    return redirect("governance:body", body_id)


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: BodyFact,
    *,
    form: BodyForm | None = None,
    seating: SeatForm | None = None,
) -> HttpResponse:
    """The page of one body, with what was typed where it could not be kept."""
    wrong = (form is not None and form.is_bound) or seating is not None
    context = {
        "body": found,
        "form": form or BodyForm(initial=initial(found)),
        "seating": seating or SeatForm(find=finder(viewer)),
        "may_keep": governs(viewer),
        **words(),
    }
    return render(request, "governance/body.html", context, status=422 if wrong else 200)


def answer(every: tuple[BodyFact, ...]) -> str:
    """How many there are, in a sentence."""
    if not every:
        return _("No body that decides is written down yet.")
    return ngettext("{n} body decides here.", "{n} bodies decide here.", len(every)).format(n=len(every))
