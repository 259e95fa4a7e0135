"""Putting texts under themes, one at a time: by keys, or by plain buttons."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.gaps.facts.codebook import Card, TextKind
from takehold.gaps.forms.codebook import CodeForm
from takehold.gaps.operations import coding as operations
from takehold.gaps.queries import codebook
from takehold.gaps.queries import coding as queries
from takehold.gaps.queries.rights import Change
from takehold.gaps.queries.texts import TEXTS
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def code(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The next text; sent: what was decided about it, or that the last decision is taken back."""
    turn = queries.coder(viewer=viewer, slug=slug)
    if request.method == "POST":
        _decide(request, viewer, turn.change)
        return redirect("gaps:code", slug)
    card = queries.card(viewer=viewer, turn=turn)
    context = {
        "initiative": turn.change,
        "card": card,
        "answer": answer(card),
        "where": _where(card),
        "share": card.done / (card.done + card.left) if card.done + card.left else 0.0,
        "today": viewer.on,
    }
    return render(request, "gaps/code.html", context)


def _decide(request: HttpRequest, viewer: Viewer, change: Change) -> None:
    if request.POST.get("do") == "undo":
        if operations.undo(viewer=viewer, slug=change.slug):
            messages.success(request, _("Taken back. Here it is again."))
        return
    form = CodeForm(request.POST, book=codebook.themes(change=change))
    if not form.is_valid():
        messages.error(request, _("This could not be kept. Look at the text again."))
        return
    chosen = form.cleaned_data["themes"] if request.POST.get("do") != "none" else []
    if not chosen and request.POST.get("do") != "none":
        messages.error(request, _("Choose a theme, or say that none fits."))
        return
    try:
        operations.code(viewer=viewer, slug=change.slug, seal=form.cleaned_data["seal"], chosen=chosen)
    except (Conflict, Invalid) as error:
        messages.error(request, str(error))
    except NotYours:
        messages.error(request, _("This text is gone, or is not of your part. Here is the next one."))


def answer(card: Card) -> str:
    """How many are read, and how many wait."""
    if not card.choices:
        return _("The codebook has no theme yet. Begin one first.")
    if card.done + card.left == 0:
        return _("Nobody has written anything that you may read yet.")
    if card.left == 0:
        return _("All {n} texts are read.").format(n=card.done)
    told = _("{done} of {all} texts are read.").format(done=card.done, all=card.done + card.left)
    if not card.sample:
        return told
    return _("This is your sample, drawn by lot. {told}").format(told=told)


def _where(card: Card) -> str:
    if card.text is None:
        return ""
    kind = str(TEXTS[card.text.kind])
    return f"{kind}: {card.text.where}" if card.text.kind is TextKind.COMMENT else kind
