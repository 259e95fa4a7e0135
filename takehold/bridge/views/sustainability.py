"""/changes/<slug>/sustainability/: will it last, as those see it who do it, and where they see it differently."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.bridge.forms.sustainability import RatingForm
from takehold.bridge.operations import sustainability as operations
from takehold.bridge.queries import lasting_words as words
from takehold.bridge.queries.sustainability import sustainability as kept
from takehold.bridge.views.entry import moment
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def sustainability(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What the newest closed round says; whoever is of the change rates once a quarter."""
    if request.method != "POST":
        return shown(request, viewer, slug)
    if not kept(viewer=viewer, slug=slug).of_it:
        raise NotAllowed(
            _("Those who lead or sponsor the change and the teams it is for rate it; you may read.")
        )
    form = RatingForm(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.rate(viewer=viewer, slug=slug, levels=form.levels(), now=moment())
            messages.success(
                request, _("Thank you. It is counted; what you chose is not kept with your name.")
            )
            return redirect("bridge:sustainability", slug)
    return shown(request, viewer, slug, rating=form)


@require_POST
@page
def close(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Close the round of this quarter."""
    form = forms.Form(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.close(viewer=viewer, slug=slug, now=moment())
            messages.success(
                request, _("Closed. What it says stands on this page for everybody who reads the change.")
            )
            return redirect("bridge:sustainability", slug)
    return shown(request, viewer, slug, closing=form)


def shown(request: HttpRequest, viewer: Viewer, slug: str, **bound: forms.Form) -> HttpResponse:
    """The page, with what was chosen where it could not be kept."""
    found = kept(viewer=viewer, slug=slug)
    told = found.told
    context: dict[str, Any] = {
        "found": found,
        "answer": words.answer(found),
        "ends": words.ends(found),
        "lines": [
            (words.FACTORS[each.factor][1], words.level(each.middle), words.SPREADS[each.spread], each.spread)
            for each in (told.factors if told is not None else ())
        ],
        "rating": RatingForm(),
        "closing": None,
        "today": viewer.on,
        **bound,
    }
    return render(request, "bridge/sustainability.html", context, status=422 if bound else 200)
