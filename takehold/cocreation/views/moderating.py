"""What facilitators do, in the open: statements to begin with, letting in, merging, removing; and who stepped forward."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from takehold.cocreation.facts.contributions import ContributionFact, Kind, State
from takehold.cocreation.forms.rounds import FacilitatorsForm, SeedForm, SettleForm
from takehold.cocreation.operations import contributing, moderating
from takehold.cocreation.operations.rounds import name_facilitators
from takehold.cocreation.queries import contributions
from takehold.cocreation.queries import rounds as queries
from takehold.cocreation.queries.words import FORWARD, KINDS
from takehold.cocreation.views.entry import moment
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.ui.codes import qr_code


@require_safe
@page
def moderate(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """What waits, what stands open, and who stepped forward."""
    return _shown(request, viewer, round_id)


@require_POST
@page
def seed(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """Write statements down to begin with."""
    form = SeedForm(request.POST)
    queries.ways(viewer=viewer, round_id=round_id)
    if form.is_valid():
        try:
            with refusals(form):
                n = contributing.seed(
                    viewer=viewer,
                    round_id=round_id,
                    lines=form.cleaned_data["lines"].splitlines(),
                    now=moment(),
                )
                messages.success(
                    request, ngettext("{n} new statement.", "{n} new statements.", n).format(n=n)
                )
                return redirect("cocreation:moderate", round_id)
        except Conflict as error:
            form.add_error(None, str(error))
    return _shown(request, viewer, round_id, seeds=form)


@require_POST
@page
def facilitators(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """Name who moderates beside those who lead."""
    form = FacilitatorsForm(request.POST)
    if form.is_valid():
        with refusals(form):
            name_facilitators(viewer=viewer, round_id=round_id, who=form.cleaned_data["who"], now=moment())
            messages.success(request, _("Kept."))
            return redirect("cocreation:moderate", round_id)
    return _shown(request, viewer, round_id, who=form)


@require_POST
@page
def settle(request: HttpRequest, viewer: Viewer, round_id: int, contribution_id: int) -> HttpResponse:
    """Let in, merge, remove or bring back."""
    form = SettleForm(request.POST)
    queries.ways(viewer=viewer, round_id=round_id)
    if form.is_valid() and form.cleaned_data["event"] in moderating.EVENTS:
        data = form.cleaned_data
        try:
            moderating.settle(
                viewer=viewer, round_id=round_id, contribution_id=contribution_id, event=data["event"],
                reason=data["reason"], into=data["into"], now=moment(),
            )  # fmt: skip
            messages.success(request, _("Done, and readable by all with its reason."))
        except (Conflict, Invalid) as error:
            messages.error(request, str(error))
    return redirect("cocreation:moderate", round_id)


def _shown(request: HttpRequest, viewer: Viewer, round_id: int, **typed: Any) -> HttpResponse:
    ways = queries.ways(viewer=viewer, round_id=round_id)
    found = queries.one(viewer=viewer, round_id=round_id)
    every = contributions.contributions(round_id=round_id, states=tuple(State))
    flat = [each for top in every for each in (top, *top.children)]
    link = request.build_absolute_uri(f"/cocreate/a/{ways.link}/") if ways.link else ""
    named = "\n".join(name for _id, name in found.facilitators)
    context: dict[str, Any] = {
        "round": found, "ways": ways, "link": link, "code": qr_code(link, _("QR code of the link for all")) if link else "",
        "waiting": [each for each in flat if each.state is State.WAITING],
        "standing": [each for each in flat if each.state is State.OPEN],
        "settled": [each for each in flat if each.state in (State.MERGED, State.REMOVED)],
        "targets": [each for each in every if each.state is State.OPEN and each.kind in (Kind.STATEMENT, Kind.DESIGN)],
        "offers": contributions.offers(viewer=viewer, round_id=round_id), "forwards": FORWARD, "kinds": KINDS,
        "seeds": typed.get("seeds") or SeedForm(), "who": typed.get("who") or FacilitatorsForm(),
        "named": named, "answer": answer(flat),
    }  # fmt: skip
    return render(request, "cocreation/moderate.html", context, status=422 if typed else 200)


def answer(flat: list[ContributionFact]) -> str:
    """What waits."""
    n = sum(each.state is State.WAITING for each in flat)
    if n:
        return ngettext(
            "{n} contribution waits to be let in.", "{n} contributions wait to be let in.", n
        ).format(n=n)
    return _("Nothing waits to be let in.")
