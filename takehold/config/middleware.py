"""What every answer carries, how long a session lives, and what a refusal looks like."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views import defaults

from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours, RoleKind

Next = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
PRIVILEGED = (RoleKind.ADMIN, RoleKind.STEWARD, RoleKind.AUDITOR, RoleKind.WORKS_COUNCIL, RoleKind.IT_LEAD)
MOST_SECONDS = 12 * 3600
MOST_IDLE_SECONDS = 30 * 60
NOTED_EVERY = 60


class Headers:
    """Headers of every answer, errors and redirects included. What a page shows is not kept by anybody."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add them; a view that set its own policy for caching keeps it."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SessionAges:
    """Twelve hours after signing in a session ends, in use or not; a privileged one after 30 idle minutes."""

    def __init__(self, get_response: Next, clock: Callable[[], float] = time.time) -> None:
        self.get_response = get_response
        self.clock = clock

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End the session, or note (at most once a minute) that it is in use."""
        if request.user.is_authenticated:
            self._age(request, int(self.clock()))
        return self.get_response(request)

    def _age(self, request: HttpRequest, now: int) -> None:
        session = request.session
        if session.get("began") is None:
            viewer = people.viewer(user_id=request.user.pk, on=timezone.localdate())
            session["began"] = session["seen"] = now
            session["privileged"] = viewer.has(*PRIVILEGED)
            return
        idle = now - session["seen"]
        if now - session["began"] > MOST_SECONDS or (session["privileged"] and idle > MOST_IDLE_SECONDS):
            logout(request)
        elif idle >= NOTED_EVERY:
            session["seen"] = now


class Refusals:
    """What a viewer may not know of does not exist; what is known and not allowed is said in a sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the refusals of the rooms into 404 and 403."""
        if isinstance(exception, NotYours | NotFound):
            return defaults.page_not_found(request, Http404())
        if isinstance(exception, NotAllowed):
            return defaults.permission_denied(request, PermissionDenied(str(exception)))
        return None
