"""What every page of the site begins with: who looks. Refusals become 404 and 403 in ``config.middleware``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from takehold.people import queries
from takehold.people.facts import Viewer

P = ParamSpec("P")
_KEPT = "_takehold_viewer"
_ABOUT = "_takehold_change"
OF_A_CHANGE = "changes/<slug:slug>/"
"""Addresses that begin so are pages of a change."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this page today; fetched once a request."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, queries.viewer(user_id=request.user.pk, on=timezone.localdate()))
    found: Viewer = getattr(request, _KEPT)
    return found


def forget_viewer(request: HttpRequest) -> None:
    """After signing out within a request: whoever looked is nobody now."""
    if hasattr(request, _KEPT):
        delattr(request, _KEPT)


def about(request: HttpRequest, slug: str) -> None:
    """This page is about a change, though its address does not say which."""
    setattr(request, _ABOUT, slug)


def change_of_page(request: HttpRequest) -> str:
    """The slug of the change that a page is about, by its address or by ``about``; empty: of none, or of several."""
    match = request.resolver_match
    if match is not None and match.route.startswith(OF_A_CHANGE):
        return str(match.kwargs["slug"])
    return str(getattr(request, _ABOUT, ""))


def page(
    view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for people who signed in; the view is told who they are."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, viewer_of(request), *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], login_required(guarded))
