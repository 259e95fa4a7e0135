"""All missteps of the changes one may read, one of them, and suggesting one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.initiatives.views.changes import finder
from takehold.missteps.facts import TOLD_OF, MisstepFact, MisstepState
from takehold.missteps.forms.missteps import (
    KeepForm,
    MisstepForm,
    PromiseForm,
    TellForm,
    TurnForm,
    initial,
)
from takehold.missteps.operations import missteps as operations
from takehold.missteps.operations import promises
from takehold.missteps.operations.lifecycle import possible
from takehold.missteps.queries import missteps as queries
from takehold.missteps.queries.afterwards import afterwards
from takehold.missteps.queries.rights import change_of, changes, speaks, spoken_for
from takehold.missteps.queries.words import answer, draft, owner, state_of, words
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import about, page

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@page
def missteps(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What we got wrong, in every change one may read, or in one."""
    slug = request.GET.get("change", "")
    change = change_of(viewer, slug) if slug else None
    lines = queries.missteps(viewer=viewer, slug=slug)
    about(request, slug)
    context = {
        "initiative": change,
        "answer": answer(lines),
        "told": [each for each in lines if each.state in TOLD_OF],
        "waiting": [each for each in lines if each.state is MisstepState.DRAFT],
        "left": [each for each in lines if each.state is MisstepState.LEFT],
        "going": [each for each in changes(viewer).values() if not each.ended],
        **words(),
    }
    return render(request, "missteps/missteps.html", context)


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Suggest one, in three questions: anybody who may read the change."""
    change = change_of(viewer, slug)
    form = MisstepForm(
        request.POST if request.method == "POST" else None,
        behaviours=behaviour_names(initiative_id=change.id),
    )
    if form.is_valid():
        with refusals(form):
            made = operations.suggest(viewer=viewer, slug=slug, said=form.said(), now=timezone.now())
            messages.success(
                request,
                _("Kept for those who speak for this change. Who suggested it is kept nowhere."),
            )
            if speaks(viewer, change):
                return redirect("missteps:misstep", made)
            return redirect("missteps:missteps")
    return _form(request, form, change=change)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, misstep_id: int) -> HttpResponse:
    """Say it better while it is not told."""
    _row, change = spoken_for(viewer, misstep_id)
    found = queries.misstep(viewer=viewer, misstep_id=misstep_id)
    form = MisstepForm(
        request.POST if request.method == "POST" else None,
        behaviours=behaviour_names(initiative_id=change.id),
        initial=initial(found),
    )
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.edit(
                viewer=viewer, misstep_id=misstep_id, said=form.said(),
                version=form.cleaned_data["version"] or 0, now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("missteps:misstep", misstep_id)
    return _form(request, form, change=change, found=found)


def _form(request: HttpRequest, form: MisstepForm, **more: Any) -> HttpResponse:
    context = {"form": form, "found": None, **more}
    return render(request, "missteps/misstep_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def misstep(request: HttpRequest, viewer: Viewer, misstep_id: int) -> HttpResponse:
    """One of them: what happened, what it did, what let it happen, what we do, and what came after."""
    return shown(request, viewer, queries.misstep(viewer=viewer, misstep_id=misstep_id))


@require_POST
@page
def tell(request: HttpRequest, viewer: Viewer, misstep_id: int) -> HttpResponse:
    """Say it openly, or note who else was told."""
    spoken_for(viewer, misstep_id)
    found = queries.misstep(viewer=viewer, misstep_id=misstep_id)
    form = TellForm(request.POST)
    if form.is_valid():
        to, now = form.cleaned_data["to"], timezone.now()
        with refusals(form), conflicts(form):
            if found.line.state is MisstepState.DRAFT:
                version = form.cleaned_data["version"] or 0
                operations.tell(viewer=viewer, misstep_id=misstep_id, to=to, version=version, now=now)
            else:
                operations.tell_more(viewer=viewer, misstep_id=misstep_id, to=to, now=now)
            messages.success(request, _("Told. Everybody who may read the change reads it here."))
            return redirect("missteps:misstep", misstep_id)
    return shown(request, viewer, found, telling=form)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, misstep_id: int) -> HttpResponse:
    """Move it on."""
    spoken_for(viewer, misstep_id)
    found = queries.misstep(viewer=viewer, misstep_id=misstep_id)
    form = TurnForm(request.POST, events=possible(found.line.state))
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.turn(viewer=viewer, misstep_id=misstep_id, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("missteps:misstep", misstep_id)
    return shown(request, viewer, found, turning=form)


@require_POST
@page
def promise(request: HttpRequest, viewer: Viewer, misstep_id: int) -> HttpResponse:
    """Promise something about it."""
    spoken_for(viewer, misstep_id)
    found = queries.misstep(viewer=viewer, misstep_id=misstep_id)
    form = PromiseForm(request.POST, find=finder(viewer))
    if form.is_valid():
        with refusals(form), conflicts(form):
            promises.promise(
                viewer=viewer, misstep_id=misstep_id, said=form.said(), version=form.cleaned_data["version"],
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Promised. It stands in the week of whoever keeps it."))
            return redirect("missteps:misstep", misstep_id)
    return shown(request, viewer, found, promising=form)


@require_POST
@page
def keep(request: HttpRequest, viewer: Viewer, misstep_id: int, promise_id: int) -> HttpResponse:
    """Say that a promise was kept."""
    found = queries.misstep(viewer=viewer, misstep_id=misstep_id)
    if all(each.id != promise_id for each in found.promises):
        raise NotYours
    form = KeepForm(request.POST)
    if form.is_valid():
        with refusals(form):
            promises.keep(
                viewer=viewer, misstep_id=misstep_id, promise_id=promise_id,
                came_of=form.cleaned_data["came_of"], now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Kept, and open to everybody."))
            return redirect("missteps:misstep", misstep_id)
    return shown(request, viewer, found, keeping=(promise_id, form))


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: MisstepFact,
    *,
    keeping: tuple[int, KeepForm] | None = None,
    **forms: Any,
) -> HttpResponse:
    """Its page, with what was typed where it could not be kept."""
    change = change_of(viewer, found.line.slug)
    about(request, change.slug)
    version = {"version": found.version}
    speaking = found.may_speak
    context = {
        "misstep": found,
        "answer": state_of(found),
        "draft": draft(found) if speaking and found.line.state is MisstepState.DRAFT else (),
        "promises": [(each, owner(each), _keeping(each.id, keeping)) for each in found.promises],
        "afterwards": afterwards(found=found, initiative_id=change.id),
        "events": possible(found.line.state) if speaking else (),
        "telling": TellForm(initial=version),
        "turning": TurnForm(events=possible(found.line.state), initial=version),
        "promising": PromiseForm(find=finder(viewer), initial=version),
        "is_draft": found.line.state is MisstepState.DRAFT,
        "is_told": found.line.state in TOLD_OF,
        "settled": found.line.state in promises.SETTLED,
        "today": viewer.on,
        **words(),
        **forms,
    }
    bad = keeping is not None or bool(forms)
    return render(request, "missteps/misstep.html", context, status=422 if bad else 200)


def _keeping(promise_id: int, keeping: tuple[int, KeepForm] | None) -> KeepForm:
    if keeping is not None and keeping[0] == promise_id:
        return keeping[1]
    return KeepForm(prefix=None, auto_id=f"id_{promise_id}_%s")
