"""What every page here begins with: it is for reading only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from takehold.people.facts import Viewer
from takehold.people.views import entry

P = ParamSpec("P")


def page(
    view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For reading, by people who signed in."""
    return require_safe(entry.page(view))
