"""How one comes to the pages of a round: signed in, or by the link for all, which needs no account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.votes import Way
from takehold.cocreation.queries import coming
from takehold.gather.views.respond import preferred, show
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page

LASTS: Final = 130 * 86_400
"""Seconds for which a browser stays the same voter: longer than any round."""
LANGUAGES: Final = ("en", "de")
BOTH: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Front:
    """A participant before a page. ``hidden``: what its forms carry along."""

    comer: Comer
    hidden: Mapping[str, str]
    language: str

    def url(self, name: str) -> str:
        """The address of a page of this round, by the way one came."""
        lead = "link-" if self.comer.way is Way.SHARED else ""
        return reverse(f"cocreation:{lead}{name}", args=[self.comer.round_id])


Taking = Callable[[HttpRequest, Front], HttpResponse]


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def cookie(round_id: int) -> str:
    """Where a browser keeps its sealed key for a round."""
    return f"cocreate-{round_id}"


def by_account(view: Taking) -> Callable[..., HttpResponseBase]:
    """For somebody who signed in and is invited."""

    @page
    def guarded(request: HttpRequest, viewer: Viewer, round_id: int) -> HttpResponse:
        comer = coming.by_account(viewer, round_id)
        return view(request, Front(comer, {"csrfmiddlewaretoken": get_token(request)}, _language(request)))

    return guarded


def by_link(view: Taking) -> Callable[..., HttpResponseBase]:
    """For a browser that came by the link for all. Its forms carry the sealed key, which nobody else has: no other token
    against forged forms is needed."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, round_id: int) -> HttpResponse:
        language = _language(request)
        sealed = (
            request.POST.get("door", "")
            if request.method == "POST"
            else request.COOKIES.get(cookie(round_id), "")
        )
        try:
            comer = coming.by_link(round_id, sealed, timezone.localdate())
        except NotYours:
            return show("cocreation/respond/shut.html", language, {}, status=404)
        response = view(request, Front(comer, {"door": sealed}, language))
        response["Cache-Control"] = "private, no-cache"
        return response

    return guarded


def told(front: Front, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for a participant, in the participant's language."""
    shared = {
        "hidden": dict(front.hidden), "comer": front.comer, "by_link": front.comer.way is Way.SHARED,
        "vote_url": front.url("vote"), "mine_url": front.url("mine"), "ideas_url": front.url("ideas"),
        "start_url": front.url("round"),
    }  # fmt: skip
    return show(template, front.language, {**shared, **context}, status=status)


def _language(request: HttpRequest) -> str:
    if "lang" in request.GET:
        return preferred(request, LANGUAGES)
    current = (get_language() or "en")[:2]
    return current if current in LANGUAGES else LANGUAGES[0]
