"""Incentives: do goals, measures and rewards pull for or against what is wanted?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from takehold.alignment.facts.goals import ConflictFact, ConflictState, GoalFact, Incentives, Side
from takehold.alignment.forms.goals import (
    FigureForm,
    GoalForm,
    PullForm,
    ReopenForm,
    SignForm,
    WayOutForm,
    initial,
)
from takehold.alignment.operations import goals as operations
from takehold.alignment.queries import figures
from takehold.alignment.queries import goals as queries
from takehold.alignment.queries.words import CONFLICT_STATES, KINDS, PULLS, SIDES
from takehold.alignment.views.entry import tabs
from takehold.alignment.views.moving import moving
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]
WORDS = {"sides": SIDES, "kinds": KINDS, "pulls": PULLS, "states": CONFLICT_STATES}


@require_safe
@page
def incentives(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Both sides beside each other, and the conflicts between them."""
    found = queries.incentives(viewer=viewer)
    columns = [(side, SIDES[side], found.of(side)) for side in (Side.IT, Side.OPERATIONS, Side.SHARED)]
    return render(
        request,
        "alignment/incentives.html",
        {
            "found": found,
            "answer": answer(found),
            "columns": columns,
            "tabs": tabs(viewer, "alignment:incentives"),
            **WORDS,
        },
    )


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Write a goal down."""
    _writes(viewer)
    form = GoalForm(request.POST if request.method == "POST" else None, initial={"since": viewer.on})
    if form.is_valid():
        with refusals(form):
            made = operations.write(viewer=viewer, said=form.said(), now=timezone.now())
            messages.success(request, _("Written down. Now say what it does to what is wanted."))
            return redirect("alignment:goal", made)
    return render(request, "alignment/goal_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def goal(request: HttpRequest, viewer: Viewer, goal_id: int) -> HttpResponse:
    """One goal: what it does to each behaviour, one more of which can be weighed, and the figure that shows it."""
    found = queries.goal(viewer=viewer, goal_id=goal_id)
    if request.method == "POST":
        _writes(viewer)
    may_write = viewer.has(*queries.WRITERS)
    made = _goal_forms(request, viewer, found) if may_write else {}
    form = made.get(request.POST.get("do", "weigh")) if request.method == "POST" else None
    if form is not None and form.is_valid():
        with refusals(form):
            _weigh_or_show(viewer, goal_id, form)
            messages.success(request, _("Kept."))
            return redirect("alignment:goal", goal_id)
    beside = moving(figures.of_goal(viewer=viewer, goal=found))
    context = {"goal": found, "forms": made, "may_write": may_write, "moving": beside, **WORDS}
    return render(
        request,
        "alignment/goal.html",
        context,
        status=422 if any(each.is_bound for each in made.values()) else 200,
    )


def _goal_forms(request: HttpRequest, viewer: Viewer, found: GoalFact) -> dict[str, PullForm | FigureForm]:
    sent = request.POST.get("do", "weigh") if request.method == "POST" else ""
    return {
        "weigh": PullForm(request.POST if sent == "weigh" else None, among=queries.behaviours(viewer=viewer)),
        "show": FigureForm(
            request.POST if sent == "show" else None, among=figures.choices(viewer=viewer),
            initial={"figure": found.figure.code if found.figure else ""},
        ),
    }  # fmt: skip


def _weigh_or_show(viewer: Viewer, goal_id: int, form: PullForm | FigureForm) -> None:
    said, now = form.cleaned_data, timezone.now()
    if isinstance(form, FigureForm):
        operations.show(viewer=viewer, goal_id=goal_id, code=said["figure"], now=now)
    else:
        slug, key, pull = form.chosen()
        operations.pull(
            viewer=viewer, goal_id=goal_id, slug=slug, key=key, pull=pull, evidence=said["evidence"], now=now
        )


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, goal_id: int) -> HttpResponse:
    """Write a goal anew, or let it end."""
    found = queries.goal(viewer=viewer, goal_id=goal_id)
    _writes(viewer)
    form = GoalForm(request.POST if request.method == "POST" else None, initial=initial(found))
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.write(
                viewer=viewer, said=form.said(), now=timezone.now(), goal_id=goal_id,
                version=form.cleaned_data["version"] or 0,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("alignment:goal", goal_id)
    context = {"form": form, "goal": found}
    return render(request, "alignment/goal_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def conflict(request: HttpRequest, viewer: Viewer, conflict_id: int) -> HttpResponse:
    """One conflict: a way out, and the signatures of both sides."""
    found = queries.conflict(viewer=viewer, conflict_id=conflict_id)
    made = _forms(found)
    form = made.get(request.POST.get("do", "")) if request.method == "POST" else None
    if request.method == "POST":
        if form is None:
            raise NotAllowed(_("That cannot be done to this conflict now."))
        bound = type(form)(request.POST)
        made[request.POST["do"]] = bound
        if bound.is_valid():
            with refusals(bound), conflicts(bound):
                _do(viewer, found, request.POST["do"], bound)
                messages.success(request, _("Kept."))
                return redirect("alignment:conflict", conflict_id)
    beside = moving(figures.of_conflict(viewer=viewer, conflict=found))
    context: dict[str, Any] = {
        "found": found,
        "forms": made,
        "answer": of_one(found),
        "moving": beside,
        **WORDS,
    }
    return render(request, "alignment/conflict.html", context, status=422 if form is not None else 200)


def _forms(found: ConflictFact) -> dict[str, forms.Form]:
    version = {"version": found.version}
    made: dict[str, forms.Form] = {}
    if found.may_propose:
        made["propose"] = WayOutForm(initial={**version, "way_out": found.way_out})
    if found.may_sign:
        made["sign"] = SignForm(initial={**version, "side": found.may_sign[0].value})
    if found.may_reopen:
        made["reopen"] = ReopenForm(initial=version)
    return made


def _do(viewer: Viewer, found: ConflictFact, what: str, form: forms.Form) -> None:
    data, now = form.cleaned_data, timezone.now()
    act = {"propose": operations.propose, "sign": operations.sign, "reopen": operations.reopen}[what]
    told = {**data, "side": Side(data["side"])} if what == "sign" else data
    act(viewer=viewer, conflict_id=found.id, now=now, **told)  # type: ignore[operator]  # each takes the fields of its form


def answer(found: Incentives) -> str:
    """Whether goals pull against what is wanted, in one sentence."""
    if not found.goals:
        return _("No goals are written down yet.")
    still = sum(each.state is not ConflictState.SETTLED for each in found.conflicts)
    if not still:
        return _("No two goals are known to pull in opposite directions.")
    return ngettext(
        "{n} behaviour is pulled in two directions.",
        "{n} times a behaviour is pulled in two directions.",
        still,
    ).format(n=still)


def of_one(found: ConflictFact) -> str:
    """Where a conflict stands, in one sentence."""
    if found.state is ConflictState.SETTLED:
        return _("Settled, and signed by both sides.")
    if found.state is ConflictState.FOUND:
        return _("One goal pulls for it and one against it. Nobody has proposed a way out yet.")
    if found.signed:
        return _("A way out is proposed; one side has signed.")
    return _("A way out is proposed; both sides are to sign.")


def _writes(viewer: Viewer) -> None:
    if not viewer.has(*queries.READERS):
        raise NotYours
    if not viewer.has(*queries.WRITERS):
        raise NotAllowed(_("Goals are written down by those who lead or sponsor changes; you may read them."))
