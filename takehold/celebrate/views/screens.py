"""Screens: put up, ended, and what hangs in the corridor."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.celebrate.forms.screens import ScreenForm
from takehold.celebrate.operations import screens as operations
from takehold.celebrate.queries import screens as queries
from takehold.celebrate.queries.rights import eyes
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page

EVERY = 300
"""Seconds after which a screen looks again by itself."""


@require_http_methods(["GET", "HEAD", "POST"])
@page
def screens(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The screens that run; put one up, whose address is shown once."""
    eye = eyes(viewer)
    led = [each for each in eye.changes.values() if each.may_edit and not each.ended]
    if not led and not eye.ears.house_wide:
        raise NotAllowed(_("Screens are put up by those who lead a change."))
    form = ScreenForm(
        request.POST if request.method == "POST" else None, changes=led, whole=eye.ears.house_wide
    )
    address = ""
    if form.is_valid():
        with refusals(form):
            key = operations.put_up(
                viewer=viewer,
                slug=form.cleaned_data["change"],
                name=form.cleaned_data["name"],
                now=timezone.now(),
            )
            address = settings.URL + reverse("celebrate:screen", kwargs={"key": key})
            form = ScreenForm(changes=led, whole=eye.ears.house_wide)
    context = {
        "form": form,
        "address": address,
        "screens": queries.screens(viewer=viewer),
        "today": viewer.on,
    }
    return render(request, "celebrate/screens.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def end(request: HttpRequest, viewer: Viewer, screen_id: int) -> HttpResponse:
    """Its address opens nothing any more."""
    operations.end(viewer=viewer, screen_id=screen_id, now=timezone.now())
    messages.success(request, _("Ended. Its address opens nothing any more."))
    return redirect("celebrate:screens")


@require_safe
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """What hangs in the corridor: no account, no script; the browser asks again by itself."""
    context = {"screen": queries.shown(key=key), "today": timezone.localdate()}
    response = render(request, "celebrate/screen.html", context)
    response["Refresh"] = str(EVERY)
    response["X-Robots-Tag"] = "noindex"
    return response
