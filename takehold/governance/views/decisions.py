"""/council/decisions/: the register; entering what was decided; what became of conditions and commitments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.governance.facts.decisions import CommitmentFact, CommitmentState, DecisionFact
from takehold.governance.forms.decisions import CALLED, DecisionForm, KeptForm, initial
from takehold.governance.operations import commitments as following_up
from takehold.governance.operations import decisions as operations
from takehold.governance.queries import bodies
from takehold.governance.queries import decisions as queries
from takehold.governance.queries import requests as request_queries
from takehold.governance.queries.words import holder, words
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]
USUAL_REVIEW = timedelta(weeks=26)


@require_safe
@page
def decisions(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The register."""
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 7 else 0
    found, many = queries.register(viewer=viewer, offset=after)
    context = {
        "decisions": [(each, holder(each.now.holder), _open(each)) for each in found],
        "answer": answer(many),
        "next": after + queries.PAGE if after + queries.PAGE < many else None,
        "before": max(0, after - queries.PAGE) if after else None,
        "today": viewer.on,
        **words(),
    }
    return render(request, "governance/decisions.html", context)


@require_safe
@page
def decision(request: HttpRequest, viewer: Viewer, decision_id: int) -> HttpResponse:
    """One decision with its versions, conditions and commitments."""
    return _page(request, viewer, decision_id)


@require_http_methods(BOTH)
@page
def decide(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Enter what was decided: one page, by keyboard."""
    found = request_queries.request(viewer=viewer, request_id=request_id)
    if not found.body.writes:
        raise NotAllowed(_("This is for whoever enters what the body decides."))
    if found.decision_id is not None and request.method != "POST":
        messages.info(request, _("The outcome is entered already. Here it is."))
        return redirect("governance:decision", found.decision_id)
    start = {
        "decided_on": viewer.on, "review_on": viewer.on + USUAL_REVIEW, "version": found.version,
        "holder": f"body:{found.body.id}",
    }  # fmt: skip
    bound = request.POST if request.method == "POST" else None
    form = DecisionForm(bound, bodies=bodies.named(), initial=start)
    if form.is_bound and form.is_valid():
        with refusals(form, called=CALLED), conflicts(form):
            made = operations.decide(
                viewer=viewer, request_id=request_id, said=form.said(), version=form.cleaned_data["version"],
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Entered. Everybody reads it in the register."))
            return redirect("governance:decision", made)
    context = {"form": form, "request_": found, "today": viewer.on}
    return render(request, "governance/decide.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def change(request: HttpRequest, viewer: Viewer, decision_id: int) -> HttpResponse:
    """Enter a new version."""
    found = queries.decision(viewer=viewer, decision_id=decision_id)
    if not found.may_enter:
        raise NotAllowed(_("This is for whoever enters what the body decides."))
    bound = request.POST if request.method == "POST" else None
    form = DecisionForm(bound, bodies=bodies.named(), again=True, initial=initial(found))
    if form.is_bound and form.is_valid():
        with refusals(form, called=CALLED), conflicts(form):
            operations.change(
                viewer=viewer, decision_id=decision_id, said=form.said(), version=form.cleaned_data["version"],
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Kept as a new version."))
            return redirect("governance:decision", decision_id)
    context = {"form": form, "decision": found, "today": viewer.on}
    return render(request, "governance/decide.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def kept(request: HttpRequest, viewer: Viewer, decision_id: int, commitment_id: int) -> HttpResponse:
    """Say what became of a condition or commitment."""
    found = queries.decision(viewer=viewer, decision_id=decision_id)
    one = next((each for each in found.commitments if each.id == commitment_id), None)
    if one is None:
        raise NotYours
    if not (one.may_say or one.may_lift):
        raise NotAllowed(
            _("Those who hold it say what became of it; the body that asked for it can lift it.")
        )
    form = KeptForm(request.POST, events=_events(one), auto_id=f"kept-{one.id}-%s")
    if form.is_valid():
        with refusals(form), conflicts(form):
            following_up.turn(
                viewer=viewer, commitment_id=commitment_id, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Kept. Everybody reads it."))
            return redirect("governance:decision", decision_id)
    return _page(request, viewer, decision_id, typed=(commitment_id, form))


def _page(
    request: HttpRequest, viewer: Viewer, decision_id: int, *, typed: tuple[int, KeptForm] | None = None
) -> HttpResponse:
    found = queries.decision(viewer=viewer, decision_id=decision_id)
    rows = []
    for each in found.commitments:
        events = _events(each)
        form: Any = typed[1] if typed is not None and typed[0] == each.id else None
        if form is None and events:
            form = KeptForm(events=events, initial={"version": each.version}, auto_id=f"kept-{each.id}-%s")
        rows.append((each, holder(each.holder), form))
    context = {
        "decision": found, "carries": holder(found.now.holder), "commitments": rows,
        "today": viewer.on, **words(),
    }  # fmt: skip
    return render(request, "governance/decision.html", context, status=422 if typed is not None else 200)


def answer(many: int) -> str:
    """How many there are, in a sentence."""
    if not many:
        return _("Nothing was decided yet, or nobody has entered it.")
    return ngettext("{n} decision, the newest first.", "{n} decisions, the newest first.", many).format(
        n=many
    )


def _open(found: DecisionFact) -> int:
    return sum(each.state in (CommitmentState.OPEN, CommitmentState.NOT_KEPT) for each in found.commitments)


def _events(one: CommitmentFact) -> tuple[str, ...]:
    return following_up.possible(one.state, holds=one.may_say, enters=one.may_lift)
