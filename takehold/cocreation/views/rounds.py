"""Rounds: all of them, writing one down, one with its question first, and opening, closing and dropping it."""

from __future__ import annotations

from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.cocreation.facts import RoundFact, Rounds, RoundState
from takehold.cocreation.facts.contributions import Kind
from takehold.cocreation.facts.offers import Forward
from takehold.cocreation.forms.rounds import BEGIN, ForwardForm, RoundForm, initial
from takehold.cocreation.operations import closing, offering
from takehold.cocreation.operations import rounds as operations
from takehold.cocreation.queries import contributions
from takehold.cocreation.queries import rounds as queries
from takehold.cocreation.queries.words import FORWARD, STATES
from takehold.cocreation.views.entry import BOTH, moment
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, TeamFact, Viewer
from takehold.people.views.entry import page


@require_safe
@page
def rounds(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What one can help to shape now, and what was shaped."""
    found = queries.rounds(viewer=viewer)
    context = {"found": found, "answer": answer(found), "states": STATES}
    return render(request, "cocreation/rounds.html", context)


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Write a round down."""
    led = queries.rounds(viewer=viewer).led
    if not led:
        raise NotAllowed(_("A round is asked and closed by those who lead the change; you may read it."))
    start = {**BEGIN, "change": request.GET.get("change", "")}
    form = RoundForm(
        request.POST if request.method == "POST" else None, teams=offered(viewer), changes=led, initial=start
    )
    if form.is_valid():
        slug = form.cleaned_data["change"]
        with refusals(form):
            made = operations.begin(viewer=viewer, slug=slug, said=form.told(), now=moment())
            messages.success(request, _("Written down. Nobody else reads it before you open it."))
            return redirect("cocreation:round", made)
    context = {"form": form, "found": None}
    return render(request, "cocreation/round_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def one(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """The question first, then what is fixed and open, until when, who decides and how."""
    found = queries.one(viewer=viewer, round_id=round_id)
    added, done = contributions.shown(round_id=round_id)
    context: dict[str, Any] = {
        "round": found,
        "answer": one_answer(found),
        "state": STATES[found.state],
        "draft": found.state is RoundState.DRAFT,
        "open": found.state is RoundState.OPEN,
        "over": found.state in (RoundState.CLOSED, RoundState.ANSWERED),
        "statements": [each for each in added if each.kind is Kind.STATEMENT],
        "designs": [each for each in added if each.kind is Kind.DESIGN],
        "moderated": done,
        "mine": contributions.own_offers(viewer=viewer, round_id=round_id),
        "forward": [(each.value, FORWARD[each]) for each in Forward],
        "forwards": FORWARD,
        "least": people.sight(viewer=viewer).scope.floor,
    }
    return render(request, "cocreation/round.html", context)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """Say it anew, until it is open."""
    found = queries.one(viewer=viewer, round_id=round_id)
    if not found.may_edit:
        raise NotAllowed(_("A round is asked and closed by those who lead the change; you may read it."))
    typed = request.POST if request.method == "POST" else None
    form = RoundForm(
        typed, teams=offered(viewer, found.said.teams), initial=initial(found.said, found.version)
    )
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            operations.edit(viewer=viewer, round_id=round_id, said=form.told(), version=version, now=moment())
            messages.success(request, _("Kept."))
            return redirect("cocreation:round", round_id)
    context = {"form": form, "found": found}
    return render(request, "cocreation/round_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """Open it, close it, or throw a draft away."""
    text = request.POST.get("version", "")
    asked: dict[str, Any] = {
        "viewer": viewer, "round_id": round_id, "version": int(text) if text.isascii() and text.isdigit() else 0,
        "now": moment(),
    }  # fmt: skip
    to = redirect("cocreation:round", round_id)
    try:
        if request.POST.get("event") == "drop":
            operations.drop(**asked)
            messages.success(request, _("Thrown away. Nobody was asked."))
            return redirect("cocreation:rounds")
        if request.POST.get("event") == "close":
            closing.close(**asked)
            messages.success(request, _("Closed. From now on no vote leads to a person."))
        else:
            operations.open_it(rng=SystemRandom(), **asked)
            messages.success(request, _("Open. Those invited find it on their pages."))
    except (Conflict, Invalid) as error:
        messages.error(request, str(error))
    return to


@require_POST
@page
def forward(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
    """Step forward, by name."""
    form = ForwardForm(request.POST)
    queries.one(viewer=viewer, round_id=round_id)
    if form.is_valid() and form.cleaned_data["kind"] in list(Forward):
        data = form.cleaned_data
        try:
            offering.step_forward(
                viewer=viewer, round_id=round_id, kind=Forward(data["kind"]), note=data["note"],
                about=data["about"], now=moment(),
            )  # fmt: skip
            messages.success(request, _("Thank you. Those who lead the change read it with your name."))
        except (Conflict, Invalid) as error:
            messages.error(request, str(error))
    return redirect("cocreation:round", round_id)


@require_POST
@page
def back(request: HttpRequest, viewer: Viewer, offer_id: int) -> HttpResponse:
    """Take it back."""
    round_id = offering.take_back(viewer=viewer, offer_id=offer_id, now=moment())
    messages.success(request, _("Taken back. Nothing of it is left."))
    return redirect("cocreation:round", round_id)


def offered(viewer: Viewer, keep: tuple[int, ...] = ()) -> tuple[TeamFact, ...]:
    """The teams to choose from."""
    return people.current(people.sight(viewer=viewer).teams, keep)


def answer(found: Rounds) -> str:
    """What can be shaped now."""
    mine = [each for each in found.going if each.mine]
    if mine:
        return ngettext(
            "You are asked: “{question}”",
            "You are asked {n} questions, first of all: “{question}”",
            len(mine),
        ).format(n=len(mine), question=mine[0].question)
    if found.going:
        return ngettext(
            "{n} question is open; it asks other teams.",
            "{n} questions are open; they ask other teams.",
            len(found.going),
        ).format(n=len(found.going))
    return _("No question is open to those affected at the moment.")


def one_answer(found: RoundFact) -> str:
    """Where it stands, and what one can do."""
    if found.state is RoundState.DRAFT:
        return _("Being written: nobody else reads it before it is open.")
    if found.state is RoundState.OPEN:
        if found.may_vote:
            return _("It is open, and you are asked: vote, add what is missing, say what would work.")
        return _("It is open. It asks other teams; its result is told to everybody when it is over.")
    if found.state is RoundState.CLOSED:
        return _("It is closed. Every contribution gets its answer; until then the round is not done.")
    return _("It is done: every contribution has its answer.")
