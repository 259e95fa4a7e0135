"""/me/calendar/: dates in one's own calendar; and what that calendar reads."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.operations import calendars as operations
from takehold.initiatives.queries import calendars as queries
from takehold.initiatives.queries.names import names
from takehold.overview.forms import CalendarForm
from takehold.overview.queries import dates, ics
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def calendars(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The addresses that run; another one, which is shown once."""
    form = _form(request, viewer)
    address = ""
    if form.is_valid():
        with refusals(form):
            key = operations.make(
                viewer=viewer,
                slug=form.cleaned_data["change"],
                language=get_language() or settings.LANGUAGE_CODE,
                now=timezone.now(),
            )
            address = dates.address_of(key)
            form = _form(None, viewer)
    return _page(request, viewer, form, address)


@require_POST
@page
def renew(request: HttpRequest, viewer: Viewer, address_id: int) -> HttpResponse:
    """Another address for the same dates, shown once; the old one opens nothing any more."""
    key = operations.renew(viewer=viewer, address_id=address_id, now=timezone.now())
    return _page(request, viewer, _form(None, viewer), dates.address_of(key))


@require_POST
@page
def end(request: HttpRequest, viewer: Viewer, address_id: int) -> HttpResponse:
    """It opens nothing any more."""
    operations.end(viewer=viewer, address_id=address_id, now=timezone.now())
    messages.success(request, _("Ended. Its address opens nothing any more."))
    return redirect("overview:calendars")


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar outside reads: no account, the rights of the address's owner as they are today."""
    today = timezone.localdate()
    name, language, found = dates.opened(key=key, on=today)
    response = HttpResponse(
        ics.text(name, found, site=settings.URL, on=today), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="takehold.ics"'
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _form(request: HttpRequest | None, viewer: Viewer) -> CalendarForm:
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    running = [each for each in names(viewer=viewer) if not each.ended]
    posted = request is not None and request.method == "POST"
    first = request.GET.get("change", "") if request is not None else ""
    return CalendarForm(
        request.POST if posted and request else None, changes=running, initial={"change": first}
    )


def _page(request: HttpRequest, viewer: Viewer, form: CalendarForm, address: str) -> HttpResponse:
    context = {
        "form": form,
        "address": address,
        "subscribe": address.replace("https://", "webcal://", 1) if address.startswith("https://") else "",
        "addresses": queries.addresses(viewer=viewer),
        "today": viewer.on,
    }
    return render(request, "overview/calendars.html", context, status=422 if form.is_bound else 200)
