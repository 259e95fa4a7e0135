"""/changes/<slug>/charter/: why, which values it serves and what shows it, who owns it, what is fixed, who shaped it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.cocreation.queries.answers import credit_of
from takehold.cocreation.queries.answers_words import credit
from takehold.governance.facts.priorities import Charter
from takehold.governance.forms.priorities import CharterForm, EvidenceForm, ServeForm, charter_initial
from takehold.governance.operations import charter as keeping
from takehold.governance.operations import priorities as operations
from takehold.governance.queries.charter import charter as fetched
from takehold.governance.queries.priorities import holding, services
from takehold.initiatives import queries as initiatives
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.initiatives.queries.names import ChangeName
from takehold.overview.views import links
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def charter(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The charter; those who lead the change keep a new version."""
    if request.method != "POST":
        return _page(request, viewer, slug)
    operations.led(viewer, slug)
    form = CharterForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"] or 0
        with refusals(form), conflicts(form):
            keeping.keep(viewer=viewer, slug=slug, said=form.said(), number=number, now=timezone.now())
            messages.success(request, _("Kept as a new version."))
            return redirect("overview:charter", slug)
    return _page(request, viewer, slug, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def serve(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Say how the change serves a priority or value, and show it: for those who lead it."""
    change = operations.led(viewer, slug)
    if request.method != "POST":
        return _serving(request, viewer, change)
    form = ServeForm(request.POST, priorities=holding(on=viewer.on))
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            operations.serve(
                viewer=viewer, slug=slug, priority_id=data["priority"], how=data["how"], now=timezone.now()
            )
            messages.success(request, _("Said. It is a claim until something shows it."))
            return redirect("overview:charter-serve", slug)
    return _serving(request, viewer, change, serving=form)


@require_POST
@page
def show(request: HttpRequest, viewer: Viewer, slug: str, service_id: int) -> HttpResponse:
    """Show something for it."""
    change = operations.led(viewer, slug)
    form = EvidenceForm(request.POST, behaviours=behaviour_names(initiative_id=change.id))
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.show(
                viewer=viewer, slug=slug, service_id=service_id, said=form.said(), now=timezone.now()
            )
            messages.success(request, _("Shown."))
            return redirect("overview:charter-serve", slug)
    return _serving(request, viewer, change, showing=(service_id, form))


@require_POST
@page
def serve_no_more(request: HttpRequest, viewer: Viewer, slug: str, service_id: int) -> HttpResponse:
    """Take it back."""
    operations.serve_no_more(viewer=viewer, slug=slug, service_id=service_id, now=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("overview:charter-serve", slug)


def _page(
    request: HttpRequest, viewer: Viewer, slug: str, *, form: CharterForm | None = None
) -> HttpResponse:
    found, change = fetched(viewer=viewer, slug=slug)
    context: dict[str, Any] = {
        "initiative": change,
        "tabs": links.tabs(change, "charter"),
        "verdict": initiatives.verdict_of(viewer=viewer, initiative_id=change.id),
        "charter": found,
        "answer": answer(found),
        "form": form or CharterForm(initial=charter_initial(found)),
        "today": viewer.on,
        "credit": credit(credit_of(initiative_id=change.id)),
    }
    return render(request, "overview/charter.html", context, status=422 if form is not None else 200)


def _serving(
    request: HttpRequest,
    viewer: Viewer,
    change: ChangeName,
    *,
    serving: ServeForm | None = None,
    showing: tuple[int, EvidenceForm] | None = None,
) -> HttpResponse:
    """One form for each service, so that evidence goes where it belongs."""
    names, known = behaviour_names(initiative_id=change.id), holding(on=viewer.on)
    bad, wrong = showing if showing is not None else (0, None)
    found = services(initiative_ids=[change.id])
    forms = {each.id: EvidenceForm(behaviours=names, auto_id=f"show-{each.id}-%s") for each in found}
    if wrong is not None:
        forms[bad] = wrong
    context = {
        "change": change,
        "services": [(each, forms[each.id]) for each in found],
        "serving": serving or ServeForm(priorities=known),
        "has_priorities": bool(known),
        "today": viewer.on,
    }
    status = 422 if serving is not None or showing is not None else 200
    return render(request, "overview/charter_serves.html", context, status=status)


def answer(found: Charter) -> str:
    """What it serves, and whether that is shown."""
    if not found.services:
        return _("Nobody has said yet which of the organisation's priorities and values this change serves.")
    told = ngettext(
        "It serves {n} priority or value of the organisation.",
        "It serves {n} priorities and values of the organisation.",
        len(found.services),
    ).format(n=len(found.services))
    claims = sum(each.claim for each in found.services)
    if not claims:
        return told + " " + _("Each is shown.")
    return (
        told
        + " "
        + ngettext(
            "{n} is a claim: nothing shows it yet.", "{n} are claims: nothing shows them yet.", claims
        ).format(n=claims)
    )
