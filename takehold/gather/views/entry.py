"""What every page here begins with: who looks, what time it is, and what a refusal looks like."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from takehold.people import queries as people
from takehold.people.facts import Viewer

P = ParamSpec("P")
STEPS = (_("File"), _("Columns"), _("Behaviours"), _("Reading"), _("Teams"))


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this page today."""
    return people.viewer(user_id=request.user.pk, on=timezone.localdate())


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def home() -> Path:
    """The site's data folder."""
    return Path(settings.HOME)


def page(
    view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for people who signed in; the refusals of the rooms become 404 and 403 in ``config.middleware``."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, viewer_of(request), *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], login_required(guarded))


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"
