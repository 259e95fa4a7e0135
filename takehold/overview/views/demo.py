"""The demo's door: sign in as any role with one click. Only where the site was started as a demo."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from takehold.overview import operations
from takehold.overview.queries.cast import EXPORT, EXPORTS, cast
from takehold.people import queries as people
from takehold.people.facts import NotFound

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """The roles, or signing in as one of them."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _enter(request)
    house = people.system_viewer(on=timezone.localdate())
    built = len(people.with_roles(viewer=house, limit=2)) > 1
    every = cast() if built else ()
    scenes, others = ([each for each in every if bool(each.minutes) is told] for told in (True, False))
    return render(request, "overview/demo.html", {"scenes": scenes, "others": others})


@require_safe
def export(request: HttpRequest) -> FileResponse:
    """A list of tickets to try it with, as ServiceNow exports it: the made-up hospital's own."""
    path = Path(settings.HOME, EXPORTS, EXPORT)
    if not settings.DEMO or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=EXPORT)


def _enter(request: HttpRequest) -> HttpResponse:
    part = next((each for each in cast() if each.key == request.POST.get("part")), None)
    if part is None:
        raise Http404
    try:
        account = operations.enter_demo(part=part, now=timezone.now())
    except NotFound as error:
        raise Http404 from error
    login(request, User.objects.get(pk=account), backend=BACKEND)
    elsewhere = {key: link.url for key, link in part.also}
    return redirect(elsewhere.get(request.POST.get("to", ""), part.where))
