"""The page on which somebody makes a key for a program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from takehold.people import operations
from takehold.people.facts import NotYours, Viewer
from takehold.people.forms import KeyForm
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def keys(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Make a key for a program that calls the API with one's own rights. It is shown once."""
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    form, secret = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        secret = operations.issue_key(viewer=viewer, name=form.cleaned_data["name"], now=timezone.now())
        form = KeyForm()
    status = 422 if form.is_bound else 200
    return render(request, "people/keys.html", {"form": form, "secret": secret}, status=status)
