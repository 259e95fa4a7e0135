"""Champions of a change: who can be asked, where nobody can, one's own part in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from takehold.bridge.facts.champions import Champions, Shift
from takehold.bridge.forms.champions import HoursForm, InviteForm, ShiftForm, StepForm, ThanksForm, begun
from takehold.bridge.operations import champions as operations
from takehold.bridge.operations.championing import DECLINE
from takehold.bridge.queries.champions import champions as found_of
from takehold.bridge.queries.champions_words import answer, cover, halves_in_words
from takehold.bridge.queries.shift_words import spoken
from takehold.bridge.views.entry import moment
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(BOTH)
@page
def champions(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Who can be asked; stepping forward, or changing what one said."""
    found = found_of(viewer=viewer, slug=slug)
    if request.method != "POST":
        return shown(request, viewer, found)
    form = StepForm(request.POST, teams=found.own_teams)
    if not found.own_teams:
        raise NotAllowed(_("Champions come from the teams that the change is for."))
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.step_forward(
                viewer=viewer, slug=slug, said=form.said(), version=form.cleaned_data["version"] or 0, now=moment()
            )  # fmt: skip
            messages.success(request, _("Thank you. Your colleagues find your name here."))
            return redirect("bridge:champions", slug)
    return shown(request, viewer, found, step=form)


@require_POST
@page
def answered(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """No, thank you; or stepping back."""
    event = request.POST.get("event", "")
    try:
        operations.answer(viewer=viewer, slug=slug, event=event, now=moment())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        said = (
            _("Nothing is told of it, and you are not asked again.")
            if event == DECLINE
            else _("You are no champion any more. Thank you for what you did.")
        )
        messages.success(request, said)
    return redirect(
        "overview:me" if event == DECLINE else "bridge:champions", *([] if event == DECLINE else [slug])
    )


@require_POST
@page
def hours(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Note one's own hours of a day."""
    found = found_of(viewer=viewer, slug=slug)
    if found.mine is None:
        raise NotYours
    form = HoursForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.note_hours(
                viewer=viewer, slug=slug, on=form.cleaned_data["on"], halves=form.halves, now=moment()
            )
            messages.success(request, _("Noted."))
            return redirect("bridge:champions", slug)
    return shown(request, viewer, found, hours=form)


@require_POST
@page
def invite(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Ask somebody by name."""
    found = _led(viewer, slug)
    form = InviteForm(request.POST, find=finder(viewer))
    if form.is_valid():
        with refusals(form):
            operations.invite(viewer=viewer, slug=slug, person_id=form.cleaned_data["person"], now=moment())
            messages.success(
                request, _("Asked. The question stands on this person's own page; the answer is theirs.")
            )
            return redirect("bridge:champions", slug)
    return shown(request, viewer, found, inviting=form)


@require_POST
@page
def thank(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Thank a champion."""
    found = found_of(viewer=viewer, slug=slug)
    form = ThanksForm(request.POST, groups=found.groups)
    if form.is_valid():
        with refusals(form):
            operations.thank(
                viewer=viewer, slug=slug, champion_id=form.cleaned_data["champion"], text=form.cleaned_data["text"],
                now=moment(),
            )  # fmt: skip
            messages.success(request, _("Said. It stands on this person's own page."))
            return redirect("bridge:champions", slug)
    return shown(request, viewer, found, thanking=form)


@require_POST
@page
def shift(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Say by which groups a shift is worked."""
    found = _led(viewer, slug)
    form = _shift_form(viewer, slug, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            operations.work_shift(
                viewer=viewer, slug=slug, shift=Shift(data["shift"]), worked=data["worked"], numbers=data["groups"],
                now=moment(),
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("bridge:champions", slug)
    return shown(request, viewer, found, shifting=form)


def _led(viewer: Viewer, slug: str) -> Champions:
    found = found_of(viewer=viewer, slug=slug)
    if not found.may_edit:
        raise NotAllowed(_("This is for those who lead the change; you may step forward yourself."))
    return found


def _shift_form(viewer: Viewer, slug: str, said: Any = None) -> ShiftForm:
    change = change_of(viewer, slug)
    return ShiftForm(said, groups=groups(viewer=viewer, slug=slug, change=change))


def shown(request: HttpRequest, viewer: Viewer, found: Champions, **said: Form) -> HttpResponse:
    """The page, with what was typed where it could not be kept."""
    context: dict[str, Any] = {
        "found": found,
        "answer": answer(found),
        "groups": [cover(each) for each in found.groups],
        "worked": [(spoken([each.shift]), each.groups) for each in found.worked],
        "months": [(month, halves_in_words(halves)) for month, halves in found.months],
        "relief": [(each.month, each.name, halves_in_words(each.halves)) for each in found.relief],
        "own_hours": [(day, halves_in_words(halves)) for day, halves in found.mine.hours]
        if found.mine
        else [],
        "own_shifts": spoken(found.mine.shifts) if found.mine else "",
        "step": StepForm(teams=found.own_teams, initial=begun(found.mine)),
        "hours": HoursForm(initial={"on": viewer.on}, auto_id="hours_%s"),
        "inviting": InviteForm(find=finder(viewer)),
        "thanking": ThanksForm(groups=found.groups),
        "shifting": _shift_form(viewer, found.slug) if found.may_edit else None,
        "today": viewer.on,
        **said,
    }
    return render(request, "bridge/champions.html", context, status=422 if said else 200)
