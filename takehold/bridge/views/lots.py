"""The page of lots: who goes first, where more wait than there is help for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.bridge.facts import ActionFact
from takehold.bridge.facts.lots import LotFact
from takehold.bridge.forms.lots import AnnounceForm, DrawForm, InsteadForm
from takehold.bridge.operations import lots as operations
from takehold.bridge.queries import actions
from takehold.bridge.queries import lots as queries
from takehold.bridge.views.entry import moment
from takehold.gaps.facts import Group
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def lots(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """The draw as it stands; announcing one."""
    found = actions.action(viewer=viewer, slug=slug, action_id=action_id)
    waiting = operations.waiting(viewer=viewer, slug=slug, action_id=action_id)
    if request.method != "POST":
        return shown(request, viewer, found, waiting)
    _led(found)
    form = AnnounceForm(request.POST, groups=waiting)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.announce(
                viewer=viewer, slug=slug, action_id=action_id, slots=form.slots(),
                safety=frozenset(form.cleaned_data["safety"]), now=moment(),
            )  # fmt: skip
            messages.success(
                request, _("Announced. The list stands, and with it the fingerprint of the secret.")
            )
            return redirect("bridge:lots", slug, action_id)
    return shown(request, viewer, found, waiting, announcing=form)


@require_POST
@page
def draw(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """Draw them."""
    found = actions.action(viewer=viewer, slug=slug, action_id=action_id)
    _led(found)
    form = DrawForm(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.draw(
                viewer=viewer, slug=slug, action_id=action_id, words=form.cleaned_data["words"], now=moment()
            )
            messages.success(request, _("Drawn. Anybody can draw them again and gets the same."))
            return redirect("bridge:lots", slug, action_id)
    waiting = operations.waiting(viewer=viewer, slug=slug, action_id=action_id)
    return shown(request, viewer, found, waiting, drawing=form)


@require_POST
@page
def instead(request: HttpRequest, viewer: Viewer, slug: str, action_id: int) -> HttpResponse:
    """Choose instead, and say why."""
    found = actions.action(viewer=viewer, slug=slug, action_id=action_id)
    _led(found)
    form = InsteadForm(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.choose_instead(
                viewer=viewer,
                slug=slug,
                action_id=action_id,
                reason=form.cleaned_data["reason"],
                now=moment(),
            )
            messages.success(request, _("Kept: you choose, and your reason stands here."))
            return redirect("bridge:lots", slug, action_id)
    waiting = operations.waiting(viewer=viewer, slug=slug, action_id=action_id)
    return shown(request, viewer, found, waiting, choosing=form)


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: ActionFact,
    waiting: tuple[Group, ...],
    *,
    announcing: AnnounceForm | None = None,
    drawing: DrawForm | None = None,
    choosing: InsteadForm | None = None,
) -> HttpResponse:
    """The page, with what was typed where it could not be kept."""
    lot = queries.lot(found.line.id)
    start = {"on1": found.line.begins_on}
    context: dict[str, Any] = {
        "action": found,
        "lot": lot,
        "answer": answer(lot, len(waiting)),
        "waiting": waiting,
        "announcing": announcing or AnnounceForm(groups=waiting, initial=start),
        "drawing": drawing or DrawForm(),
        "choosing": choosing or InsteadForm(),
        "today": viewer.on,
    }
    status = 422 if announcing or drawing or choosing else 200
    return render(request, "bridge/lots.html", context, status=status)


def answer(lot: LotFact | None, waiting: int) -> str:
    """Who goes first, in one sentence."""
    if lot is None:
        return ngettext(
            "{n} group waits. Is there help for all at once?",
            "{n} groups wait. Is there help for all at once?",
            waiting,
        ).format(n=waiting)
    if lot.instead_on is not None:
        return _("Those who lead choose who goes first, and said why.")
    if lot.drawn_on is None:
        return _("The list stands. The lots have not been drawn yet.")
    first = min((each.begins for each in lot.places if each.begins is not None), default=None)
    names = ", ".join(each.name for each in lot.places if each.begins is not None and each.begins == first)
    return _("Lots decided: {names} first.").format(names=names)


def _led(found: ActionFact) -> None:
    if not found.may_decide:
        raise NotAllowed(_("Lots are drawn by those who lead this change, in the open; you may read them."))
