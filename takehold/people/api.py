"""What every call of the API begins with: who asks, signed in to the pages or by a program's key."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from takehold.people import queries
from takehold.people.facts import NotYours, Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind the session or the key: ``request.auth`` is the account that ``config.api`` recognised.

    Raises:
        NotYours: who has no role is not told that there is anything.
    """
    viewer = queries.viewer(user_id=getattr(request, "auth", None), on=timezone.localdate())
    if not viewer.roles:
        raise NotYours
    return viewer
