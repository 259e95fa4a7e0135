"""What every page here begins with: who looks, what time it is, and what a refusal looks like."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from takehold.people import queries as people
from takehold.people.facts import NotFound, NotYours, Viewer

P = ParamSpec("P")
_KEPT = "_takehold_viewer"


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this page today; fetched once a request."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, people.viewer(user_id=request.user.pk, on=timezone.localdate()))
    found: Viewer = getattr(request, _KEPT)
    return found


def page(
    view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For reading only, by people who signed in; what is not theirs is not there."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, viewer_of(request), *args, **kwargs)
        except (NotYours, NotFound) as error:
            raise Http404 from error

    return cast(
        Callable[Concatenate[HttpRequest, P], HttpResponseBase], require_safe(login_required(guarded))
    )


def partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"
