"""Erasing oneself, or, for an administrator, somebody who left: what goes, what stays and why, and then a word."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from takehold.overview import operations
from takehold.overview.forms import EraseForm, WhoForm
from takehold.overview.queries import fates
from takehold.people.facts import NotYours, RoleKind, Viewer
from takehold.people.queries.identity import found_by
from takehold.people.views.entry import forget_viewer, page

READ_AND_SEND = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READ_AND_SEND)
@page
def myself(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """About oneself. Afterwards nobody is signed in."""
    if viewer.person_id is None:
        raise NotYours
    return _asked(request, viewer, viewer.person_id, own=True)


@never_cache
@require_http_methods(READ_AND_SEND)
@page
def somebody(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """About somebody who left, whom an administrator names by key or mail address."""
    if not viewer.has(RoleKind.ADMIN):
        raise NotYours
    who = WhoForm(request.GET or None)
    person = found_by(text=who.cleaned_data["key"]) if who.is_bound and who.is_valid() else None
    if who.is_bound and who.is_valid() and person is None:
        who.add_error("key", _("Nobody in the list of people has this key or address."))
    if person is None:
        return render(request, "overview/erase_who.html", {"who": who}, status=404 if who.errors else 200)
    return _asked(request, viewer, person[0], own=person[0] == viewer.person_id, name=person[1])


def _asked(
    request: HttpRequest, viewer: Viewer, person_id: int, *, own: bool, name: str = ""
) -> HttpResponse:
    form = EraseForm(request.POST if request.method == "POST" else None)
    fate = fates.fate(viewer=viewer, person_id=person_id)
    if request.method == "POST" and form.is_valid():
        done = operations.erase(viewer=viewer, person_id=person_id, now=timezone.now())
        if own:
            logout(request)
            forget_viewer(request)
        return render(request, "overview/erased.html", {"done": done, "fate": fate, "own": own})
    context = {"form": form, "fate": fate, "own": own, "name": name}
    return render(request, "overview/erase.html", context, status=422 if form.is_bound else 200)
