"""What every page here begins with: who looks. Refusals are turned into 404 and 403 by the site's middleware."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from takehold.people import queries as people
from takehold.people.facts import Viewer

P = ParamSpec("P")
_KEPT = "_takehold_viewer"


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this page today; fetched once a request."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, people.viewer(user_id=request.user.pk, on=timezone.localdate()))
    found: Viewer = getattr(request, _KEPT)
    return found


def page(
    view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for people who signed in."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, viewer_of(request), *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], login_required(guarded))
