"""The icon, the switches between light and dark and between languages, and what a failed form protection says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from takehold.ui.templatetags.takehold import THEMES

A_YEAR = 365 * 24 * 3600


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it under this name wherever no page has told them another: beside a picture, a download."""
    response = HttpResponseRedirect(static("takehold/mark.svg"))
    response["Cache-Control"] = "public, max-age=604800"
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie and go back to where the reader was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "auto")
    if chosen in THEMES:
        response.set_cookie(
            "theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to where the reader was."""
    return set_language(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere or the session ended: say so, and what to do."""
    return render(request, "403_csrf.html", status=403)
