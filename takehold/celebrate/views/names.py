"""Asking somebody whether they may be named, and answering it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from takehold.bridge.forms.champions import ThanksForm
from takehold.bridge.queries.champions import champions
from takehold.bridge.views.champions import shown as champions_shown
from takehold.celebrate.facts import NamingState
from takehold.celebrate.forms.names import AskForm
from takehold.celebrate.operations import names as operations
from takehold.celebrate.operations import thanking
from takehold.celebrate.queries import wins as queries
from takehold.celebrate.views.wins import shown
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page

SAID = {
    NamingState.NAMED: lazy("Thank you. It is told with your name; you can take that back here at any time."),
    NamingState.UNNAMED: lazy("Thank you. It is told without your name."),
    NamingState.DECLINED: lazy("Nothing of it is told."),
}


@require_POST
@page
def ask(request: HttpRequest, viewer: Viewer, slug: str, win_id: int) -> HttpResponse:
    """Ask somebody; the person finds the question on the own page."""
    found = queries.win(viewer=viewer, slug=slug, win_id=win_id)
    if not found.may_publish:
        raise NotAllowed(_("Somebody is asked to be named by those who may publish the win."))
    form = AskForm(request.POST, find=finder(viewer))
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            operations.ask(
                viewer=viewer, slug=slug, win_id=win_id, person_id=data["person"], deed=data["deed"],
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Asked. Nothing of it is told before the answer."))
            return redirect("celebrate:win", slug, win_id)
    return shown(request, viewer, slug, win_id, asking=form)


@require_POST
@page
def thank_champion(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Thank a champion in public: the person is asked first."""
    found = champions(viewer=viewer, slug=slug)
    form = ThanksForm(request.POST, groups=found.groups)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form, other="text"):
            win = thanking.thank_champion(
                viewer=viewer, slug=slug, champion_id=data["champion"], text=data["text"], now=timezone.now()
            )
            messages.success(request, _("Published without a name. The person is asked on the own page."))
            return redirect("celebrate:win", slug, win)
    return champions_shown(request, viewer, found, thanking=form)


@require_POST
@page
def answer(request: HttpRequest, viewer: Viewer, naming_id: int) -> HttpResponse:
    """Yes, without the name, or no."""
    state = request.POST.get("state", "")
    try:
        operations.answer(viewer=viewer, naming_id=naming_id, state=state, now=timezone.now())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(SAID[NamingState(state)]))
    return redirect("overview:me")
