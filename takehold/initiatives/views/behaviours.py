"""The behaviours of a change, one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.initiatives import operations, queries
from takehold.initiatives.facts import BehaviourFact
from takehold.initiatives.forms import BaselineForm, BehaviourForm
from takehold.initiatives.forms.behaviours import initial
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import editable
from takehold.people import queries as people
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def behaviours(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What people would do differently; one more can be added."""
    initiative = editable(viewer, slug)
    form = BehaviourForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.said("")
        with refusals(form, other="name"):
            operations.add_behaviour(
                viewer=viewer,
                slug=slug,
                key="",
                name=said.name,
                question=said.question,
                caution=said.caution,
                target=said.target,
                safety_grade=said.safety_grade,
                now=timezone.now(),
            )
            messages.success(
                request, _("Added. Next: bring in the data that shows it, or count a few cases.")
            )
            return redirect("initiatives:behaviours", slug=slug)
    context = {
        "form": form,
        "initiative": initiative,
        "behaviours": queries.behaviours(viewer=viewer, slug=slug),
    }
    return render(request, "initiatives/behaviours.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def behaviour(request: HttpRequest, viewer: Viewer, slug: str, key: str) -> HttpResponse:
    """Edit one behaviour."""
    initiative = editable(viewer, slug)
    fact = _one(viewer, slug, key)
    form = BehaviourForm(request.POST or None, initial=initial(fact))
    if request.method == "POST" and form.is_valid():
        with refusals(form, other="name"):
            operations.edit_behaviour(
                viewer=viewer, behaviour_id=fact.id, said=form.said(key), now=timezone.now()
            )
            messages.success(request, _("Saved. Verdicts follow within a minute."))
            return redirect("initiatives:behaviours", slug=slug)
    context = {"form": form, "initiative": initiative, "behaviour": fact, "baseline": _baseline_form(viewer)}
    return render(request, "initiatives/behaviour.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def baseline(request: HttpRequest, viewer: Viewer, slug: str, key: str) -> HttpResponse:
    """Begin a team's baseline anew: a decision with a reason, on record."""
    initiative = editable(viewer, slug)
    fact = _one(viewer, slug, key)
    form = _baseline_form(viewer, request)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            operations.rebaseline(
                viewer=viewer,
                behaviour_id=fact.id,
                unit=data["unit"],
                start=data["start"],
                reason=data["reason"],
                now=timezone.now(),
            )
            messages.success(request, _("The baseline begins anew on that day; your reason is on record."))
            return redirect("initiatives:behaviour", slug=slug, key=key)
    context = {
        "form": BehaviourForm(initial=initial(fact)),
        "initiative": initiative,
        "behaviour": fact,
        "baseline": form,
    }
    return render(request, "initiatives/behaviour.html", context, status=422)


def _one(viewer: Viewer, slug: str, key: str) -> BehaviourFact:
    for each in queries.behaviours(viewer=viewer, slug=slug):
        if each.key == key:
            return each
    raise NotFound


def _baseline_form(viewer: Viewer, request: HttpRequest | None = None) -> BaselineForm:
    units = [unit.name for unit in people.visible_units(viewer=viewer)]
    return BaselineForm(request.POST if request is not None else None, units=units, prefix="baseline")
