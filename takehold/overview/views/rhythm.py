"""/changes/<slug>/rhythm/: the beat of the loop until the change is business as usual, and the looks after that."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Part
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.forms.rhythm import BeatForm, DoneForm, SettleForm
from takehold.initiatives.operations import rhythm as operations
from takehold.initiatives.queries import rhythm as kept
from takehold.initiatives.views.changes import editable
from takehold.overview.queries import turning
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def rhythm(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What is next, what was missed, what was done; those who lead the change choose the beat."""
    if request.method != "POST":
        return _page(request, viewer, slug)
    editable(viewer, slug)
    form = BeatForm(request.POST)
    if form.is_valid():
        weeks = form.cleaned_data["every_weeks"]
        with refusals(form):
            operations.set_rhythm(viewer=viewer, slug=slug, every_weeks=weeks, now=timezone.now())
            messages.success(request, _("The loop turns from today."))
            return redirect("overview:rhythm", slug=slug)
    return _page(request, viewer, slug, beat=form)


@require_POST
@page
def done(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """A part of a turn was done."""
    editable(viewer, slug)
    form = DoneForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            operations.turn_done(
                viewer=viewer, slug=slug, turn=data["turn"], part=Part(data["part"]), what=data["what"], now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Noted."))
            return redirect("overview:rhythm", slug=slug)
    return _page(request, viewer, slug, doing=form)


@require_POST
@page
def settle(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The change becomes business as usual."""
    change = editable(viewer, slug)
    form = SettleForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.settle(
                viewer=viewer, slug=slug, despite=form.cleaned_data["despite"], now=timezone.now(),
                others=turning.criteria(viewer, change),
            )  # fmt: skip
            messages.success(request, _("Business as usual. It is looked at again after 3, 6 and 12 months."))
            return redirect("overview:rhythm", slug=slug)
    return _page(request, viewer, slug, settling=form)


@require_POST
@page
def again(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """It is not business as usual after all."""
    operations.take_up_again(viewer=viewer, slug=slug, now=timezone.now())
    messages.success(request, _("The change is taken up again; the loop turns from today."))
    return redirect("overview:rhythm", slug=slug)


def _page(request: HttpRequest, viewer: Viewer, slug: str, **forms: Form) -> HttpResponse:
    initiative = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    found = kept.rhythm(viewer=viewer, slug=slug)
    criteria = (*kept.criteria(viewer=viewer, slug=slug), *turning.criteria(viewer, initiative))
    context: dict[str, Any] = {
        "initiative": initiative,
        "rhythm": found,
        "answer": turning.answer(found, viewer.on),
        "parts": [(each, *turning.PARTS[each.part], each.missed(viewer.on)) for each in found.parts],
        "criteria": [(each.holds, turning.told(each)) for each in criteria],
        "all_hold": all(each.holds for each in criteria),
        "beat": BeatForm(initial={"every_weeks": found.every_weeks or kept.USUAL_WEEKS}),
        "doing": None,
        "settling": SettleForm(),
        "today": viewer.on,
        **forms,
    }
    return render(request, "overview/rhythm.html", context, status=422 if forms else 200)
