"""/whom/: whom do people turn to? Off until the works council says yes; who named whom is shown to nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.cocreation.facts.canvasses import CanvassFact
from takehold.cocreation.forms.canvasses import CanvassForm, NamingForm, begun
from takehold.cocreation.operations import canvassing, nominating
from takehold.cocreation.operations.canvass_states import DROP, allowed
from takehold.cocreation.queries import canvass_words as words
from takehold.cocreation.queries import canvasses as queries
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import about, page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def canvasses(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All that one may read; for those who lead a change, a new one."""
    found = queries.canvasses(viewer=viewer)
    if request.method == "POST" and not found.led:
        raise NotAllowed(_("This is asked by those who lead the change."))
    form = CanvassForm(request.POST if request.method == "POST" else None, changes=found.led)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form):
            made = canvassing.write_down(
                viewer=viewer, slug=data["change"], question=data["question"], closes_on=data["closes_on"],
                now=timezone.now(),
            )  # fmt: skip
            messages.success(
                request, _("Written down. It waits for the works council; nobody is asked before.")
            )
            return redirect("cocreation:canvass", made)
    context = {
        "found": found, "form": form, "answer": words.answer_of_all(found), "states": words.STATES,
    }  # fmt: skip
    return render(request, "cocreation/canvasses.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def canvass(request: HttpRequest, viewer: Viewer, canvass_id: int) -> HttpResponse:
    """One of them; who is asked answers here."""
    found = queries.canvass(viewer=viewer, canvass_id=canvass_id)
    about(request, found.slug)
    if request.method != "POST":
        return _shown(request, viewer, found, NamingForm(initial=begun(found.own, found.willing)))
    form = NamingForm(request.POST)
    if form.is_valid():
        try:
            with refusals(form):
                nominating.name(viewer=viewer, canvass_id=canvass_id, said=form.said(), now=timezone.now())
                messages.success(request, _("Kept until it is closed, then deleted. Thank you."))
                return redirect("cocreation:canvass", canvass_id)
        except Conflict as error:
            form.add_error(None, str(error))
    elif not found.mine:
        raise NotAllowed(_("Others are asked. What is found is told to everybody when it is closed."))
    return _shown(request, viewer, found, form, status=422)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, canvass_id: int) -> HttpResponse:
    """Agree, answer for it, take the yes back, open, close or drop."""
    event = request.POST.get("event", "")
    try:
        canvassing.turn(
            viewer=viewer, canvass_id=canvass_id, event=event, words=request.POST.get("words", ""), now=timezone.now()
        )  # fmt: skip
    except (Conflict, Invalid) as error:
        messages.error(request, str(error))
        return redirect("cocreation:canvass", canvass_id)
    if event == DROP:
        messages.success(request, _("Dropped. Nobody was asked."))
        return redirect("cocreation:canvasses")
    messages.success(request, _("Done, and on record."))
    return redirect("cocreation:canvass", canvass_id)


@require_POST
@page
def unname(request: HttpRequest, viewer: Viewer, canvass_id: int) -> HttpResponse:
    """Not to be named any more."""
    nominating.unname(viewer=viewer, canvass_id=canvass_id, now=timezone.now())
    messages.success(request, _("Your name is gone from this page."))
    return redirect("cocreation:canvass", canvass_id)


def _shown(
    request: HttpRequest, viewer: Viewer, found: CanvassFact, form: NamingForm, status: int = 200
) -> HttpResponse:
    agreed = found.agreed
    how = agreed.how if agreed is not None else ""
    context: dict[str, Any] = {
        "found": found, "form": form, "answer": words.answer(found), "state": words.STATES[found.state],
        "response": words.response(found),
        "pattern": words.pattern(found.result) if found.result is not None else (),
        "people": found.result.people if found.result is not None else (),
        "events": allowed(viewer, state=found.state, how=how, may_edit=found.may_edit),
        "fewest": canvassing.FEWEST,
    }  # fmt: skip
    return render(request, "cocreation/canvass.html", context, status=status)
