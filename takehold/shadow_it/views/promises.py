"""The promise under which departments tell: as it holds, all its versions, drafting it and signing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.forms import ROLE_WORDS
from takehold.people.views.entry import page
from takehold.shadow_it.forms.promises import PromiseForm, initial
from takehold.shadow_it.operations import promises as operations
from takehold.shadow_it.queries import promises as queries
from takehold.shadow_it.queries.rights import SIGNS, works

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def promise(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is promised, by whom, since when; and the next version."""
    queries.versions(viewer=viewer)
    form = PromiseForm(request.POST) if request.method == "POST" else None
    if form is not None and not _writes(viewer):
        raise NotAllowed(_("The promise is written by those who lead IT or a change, and by who signs it."))
    if form is not None and form.is_valid():
        with refusals(form), conflicts(form):
            operations.draft(viewer=viewer, said=form.said(), now=timezone.now())
            messages.success(
                request, _("Written down. It holds once a sponsor or a member of the council signs it.")
            )
            return redirect("shadow_it:promise")
    return _shown(request, viewer, form)


@require_POST
@page
def sign(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Sign the draft as it was read."""
    drafts = [each for each in queries.versions(viewer=viewer) if each.signed_on is None]
    if not viewer.has(*SIGNS) or viewer.person_id is None:
        raise NotAllowed(_("It is signed by a sponsor or a member of the council, in the own name."))
    form = PromiseForm(request.POST)
    if form.is_valid() and drafts:
        with refusals(form), conflicts(form):
            operations.sign(viewer=viewer, number=drafts[0].number, said=form.said(), now=timezone.now())
            messages.success(request, _("Signed. From today on departments tell under it."))
            return redirect("shadow_it:promise")
    return _shown(request, viewer, form)


def _writes(viewer: Viewer) -> bool:
    return works(viewer) or viewer.has(*SIGNS)


def _shown(request: HttpRequest, viewer: Viewer, form: PromiseForm | None) -> HttpResponse:
    versions = queries.versions(viewer=viewer)
    signed = [each for each in versions if each.signed_on is not None]
    drafts = [each for each in versions if each.signed_on is None]
    newest = versions[0] if versions else None
    context = {
        "holds": signed[0] if signed else None,
        "earlier": signed[1:],
        "draft": drafts[0] if drafts else None,
        "may_write": _writes(viewer),
        "may_sign": viewer.has(*SIGNS) and viewer.person_id is not None,
        "form": form if form is not None else PromiseForm(initial=initial(newest)),
        "offices": ROLE_WORDS,
    }
    return render(request, "shadow_it/promise.html", context, status=422 if form is not None else 200)
