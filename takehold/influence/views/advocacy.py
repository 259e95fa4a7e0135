"""/changes/<slug>/advocacy/: who is to hear what, from whom and by when; and whom nobody has tried to reach."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.influence.facts import Advocacy, MoveFact, MoveState
from takehold.influence.forms.advocacy import AttemptForm, MoveForm, initial
from takehold.influence.operations import advocacy as operations
from takehold.influence.operations.lifecycle import AGAIN, DROP
from takehold.influence.queries.advocacy import advocacy as queried
from takehold.influence.queries.advocacy import one
from takehold.influence.queries.words import words
from takehold.influence.views.entry import moment, writing
from takehold.influence.views.stakeholders import BOTH
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

CALLED = {"stakeholder_id": "stakeholder"}


@require_http_methods(BOTH)
@page
def advocacy(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The plan; one more can be planned."""
    found = queried(viewer=viewer, slug=slug)
    form = MoveForm(request.POST if request.method == "POST" else None, audiences=found.audiences)
    if request.method == "POST":
        writing(found.may_edit)
        if form.is_valid():
            with refusals(form, called=CALLED):
                operations.plan(viewer=viewer, slug=slug, said=form.told(), now=moment())
                messages.success(request, _("Planned."))
                return redirect("influence:advocacy", slug)
    context = {
        "found": found,
        "answer": answer(found),
        "coming": [each for each in found.moves if each.state is MoveState.PLANNED],
        "over": [each for each in found.moves if each.state is not MoveState.PLANNED],
        "form": form,
        **words(),
    }
    return render(request, "influence/advocacy.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def move(request: HttpRequest, viewer: Viewer, slug: str, move_id: int) -> HttpResponse:
    """One thing that is planned: planning it anew."""
    found = queried(viewer=viewer, slug=slug)
    planned = one(found, move_id)
    if request.method != "POST":
        return shown(request, viewer, found, planned)
    writing(found.may_edit)
    form = MoveForm(request.POST, audiences=found.audiences)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form, called=CALLED), conflicts(form):
            operations.edit(
                viewer=viewer, slug=slug, move_id=move_id, said=form.told(), version=version, now=moment()
            )
            messages.success(request, _("Kept."))
            return redirect("influence:move", slug, move_id)
    return shown(request, viewer, found, planned, form=form)


@require_POST
@page
def done(request: HttpRequest, viewer: Viewer, slug: str, move_id: int) -> HttpResponse:
    """It was done: what was tried, and how it landed."""
    found = queried(viewer=viewer, slug=slug)
    planned = one(found, move_id)
    writing(found.may_edit)
    form = AttemptForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form, other="what"), conflicts(form):
            operations.do(
                viewer=viewer, slug=slug, move_id=move_id, said=form.told(), version=version, now=moment()
            )
            messages.success(request, _("Done, and on record."))
            return redirect("influence:advocacy", slug)
    return shown(request, viewer, found, planned, doing=form)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, slug: str, move_id: int) -> HttpResponse:
    """Drop it, or take it up again."""
    one(queried(viewer=viewer, slug=slug), move_id)
    version = request.POST.get("version", "")
    try:
        operations.turn(
            viewer=viewer, slug=slug, move_id=move_id, event=request.POST.get("event", ""),
            version=int(version) if version.isdecimal() and len(version) < 10 else 0, now=moment(),
        )  # fmt: skip
        messages.success(request, _("Kept."))
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("influence:move", slug, move_id)


def shown(
    request: HttpRequest, viewer: Viewer, found: Advocacy, planned: MoveFact, **typed: Form
) -> HttpResponse:
    """The page of one, with what was typed where it could not be kept."""
    doing = AttemptForm(
        initial={"on": viewer.on, "what": planned.said.message, "version": planned.version},
        auto_id="id_done_%s",
    )
    context: dict[str, Any] = {
        "found": found,
        "planned": planned,
        "event": {MoveState.PLANNED: DROP, MoveState.DROPPED: AGAIN}.get(planned.state, ""),
        "form": typed.get("form") or MoveForm(initial=initial(planned), audiences=found.audiences),
        "doing": typed.get("doing") or doing,
        **words(),
    }
    return render(request, "influence/move.html", context, status=422 if typed else 200)


def answer(found: Advocacy) -> str:
    """What is planned, what is late, and who was never reached."""
    coming = [each for each in found.moves if each.state is MoveState.PLANNED]
    late = sum(each.late for each in coming)
    told = ngettext("{n} thing is planned.", "{n} things are planned.", len(coming)).format(n=len(coming))
    if late:
        told += " " + ngettext("{n} should be done already.", "{n} should be done already.", late).format(
            n=late
        )
    if found.unreached:
        told += " " + ngettext(
            "Nobody has tried to win over {who} yet.",
            "Nobody has tried to win over {n} of those who have a stake yet, first of all {who}.",
            len(found.unreached),
        ).format(n=len(found.unreached), who=found.unreached[0][1])
    return told
