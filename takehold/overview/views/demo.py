"""The demo's door: sign in as any role with one click. Only where the site was started as a demo."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from takehold.overview.queries.cast import cast
from takehold.people import queries as people

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """The roles, or signing in as one of them."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _enter(request)
    there = [(part, people.user_of(person_key=part.key)) for part in cast()]
    return render(request, "overview/demo.html", {"parts": [part for part, account in there if account]})


def _enter(request: HttpRequest) -> HttpResponse:
    part = next((each for each in cast() if each.key == request.POST.get("part")), None)
    account = people.user_of(person_key=part.key) if part is not None else None
    if part is None or account is None:
        raise Http404
    login(request, User.objects.get(pk=account), backend=BACKEND)
    return redirect(part.where)
