"""The page on which somebody makes keys for programs and takes them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.people import operations, queries
from takehold.people.facts import NotFound, NotYours, Viewer
from takehold.people.forms import KeyForm
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def keys(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Make a key for a program that calls the API with one's own rights, shown once; take one's keys back."""
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    if "revoke" in request.POST:
        return _revoked(request, viewer, request.POST["revoke"])
    form, secret = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        secret = operations.issue_key(viewer=viewer, name=form.cleaned_data["name"], now=timezone.now())
        form = KeyForm()
    status = 422 if form.is_bound else 200
    context = {"form": form, "secret": secret, "keys": queries.keys(viewer=viewer)}
    return render(request, "people/keys.html", context, status=status)


def _revoked(request: HttpRequest, viewer: Viewer, text: str) -> HttpResponse:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise NotFound
    name = operations.revoke_key(viewer=viewer, key_id=int(text), now=timezone.now())
    messages.success(request, _("“%s” is revoked. Its program is answered no more.") % name)
    return redirect("people:keys")
