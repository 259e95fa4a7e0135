"""/early/: strategic conversations on a calendar, and whether IT is in them early enough to matter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.influence.facts.early import Early, Stage, Talk
from takehold.influence.forms.early import BeginForm, JoinForm, StageForm, TopicForm, initial
from takehold.influence.operations import early as operations
from takehold.influence.operations.stages import possible
from takehold.influence.queries.early import early as queried
from takehold.influence.queries.early import may_edit, one
from takehold.influence.queries.words import STAGES
from takehold.influence.views.entry import moment
from takehold.influence.views.stakeholders import BOTH
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page


@require_http_methods(BOTH)
@page
def early(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All of them; one more can be written down."""
    found = queried(viewer=viewer)
    form = BeginForm(request.POST if request.method == "POST" else None, initial={"on": viewer.on})
    if request.method == "POST":
        _writing(viewer)
        if form.is_valid():
            data = form.cleaned_data
            with refusals(form):
                made = operations.begin(
                    viewer=viewer, said=form.told(), stage=Stage(data["stage"]), on=data["on"], now=moment()
                )
                messages.success(request, _("Written down."))
                return redirect("influence:talk", made)
    context = {
        "found": found,
        "answer": answer(found),
        "going": [each for each in found.talks if not each.over],
        "over": [each for each in found.talks if each.over],
        "stages": STAGES,
        "form": form,
    }
    return render(request, "influence/early.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def talk(request: HttpRequest, viewer: Viewer, talk_id: int) -> HttpResponse:
    """One of them; it can be said anew."""
    found = one(viewer=viewer, talk_id=talk_id)
    if request.method != "POST":
        return shown(request, viewer, found)
    _writing(viewer)
    form = TopicForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            operations.edit(viewer=viewer, talk_id=talk_id, said=form.told(), version=version, now=moment())
            messages.success(request, _("Kept."))
            return redirect("influence:talk", talk_id)
    return shown(request, viewer, found, form=form)


@require_POST
@page
def move(request: HttpRequest, viewer: Viewer, talk_id: int) -> HttpResponse:
    """It came to another stage."""
    found = one(viewer=viewer, talk_id=talk_id)
    _writing(viewer)
    form = StageForm(request.POST, stages=possible(found.stage))
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form), conflicts(form):
            operations.move(
                viewer=viewer, talk_id=talk_id, stage=Stage(data["stage"]), on=data["on"],
                version=data["version"] or 0, now=moment(),
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("influence:talk", talk_id)
    return shown(request, viewer, found, moving=form)


@require_POST
@page
def join(request: HttpRequest, viewer: Viewer, talk_id: int) -> HttpResponse:
    """IT is part of it."""
    found = one(viewer=viewer, talk_id=talk_id)
    _writing(viewer)
    form = JoinForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form), conflicts(form):
            operations.join(
                viewer=viewer, talk_id=talk_id, on=data["on"], version=data["version"] or 0, now=moment()
            )
            messages.success(request, _("Kept."))
            return redirect("influence:talk", talk_id)
    return shown(request, viewer, found, joining=form)


def shown(request: HttpRequest, viewer: Viewer, found: Talk, **typed: Form) -> HttpResponse:
    """The page of one, with what was typed where it could not be kept."""
    start = {"on": viewer.on, "version": found.version}
    stages = possible(found.stage)
    context: dict[str, Any] = {
        "talk": found,
        "answer": one_answer(found),
        "stages": STAGES,
        "may_edit": may_edit(viewer),
        "ends": not stages,
        "form": typed.get("form") or TopicForm(initial=initial(found)),
        "moving": typed.get("moving") or StageForm(initial=start, stages=stages, auto_id="id_stage_%s"),
        "joining": typed.get("joining") or JoinForm(initial=start, auto_id="id_join_%s"),
    }
    return render(request, "influence/talk.html", context, status=422 if typed else 200)


def answer(found: Early) -> str:
    """How many go on, in how many IT is, and which passed the options without it."""
    going = [each for each in found.talks if not each.over]
    if not found.talks:
        return _("No strategic conversation is written down.")
    told = ngettext(
        "{n} strategic conversation is going on; IT is in {it} of them.",
        "{n} strategic conversations are going on; IT is in {it} of them.",
        len(going),
    ).format(n=len(going), it=sum(each.it_in_on is not None for each in going))
    passed = [each for each in found.passed if not each.over]
    if passed:
        told += " " + ngettext(
            "“{topic}” is past its options without IT.",
            "{n} are past their options without IT, first of all “{topic}”.",
            len(passed),
        ).format(n=len(passed), topic=passed[0].said.topic)
    return told


def one_answer(found: Talk) -> str:
    """How far it is, and at which stage IT came in."""
    told = _("How far it is: {stage}.").format(stage=STAGES[found.stage])
    if found.it_stage is not None:
        return told + " " + _("IT came in when it was: {stage}.").format(stage=STAGES[found.it_stage])
    if found.passed:
        return told + " " + _("It is past its options, and IT is not part of it.")
    return told + " " + _("IT is not part of it.")


def _writing(viewer: Viewer) -> None:
    if not may_edit(viewer):
        raise NotAllowed(
            _("Strategic conversations are kept by those who lead, sponsor or decide; you may read them.")
        )
