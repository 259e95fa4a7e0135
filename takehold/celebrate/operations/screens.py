"""A screen is put up, and ended: whoever has its address then sees nothing any more."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.queries.rights import change_of, eyes
from takehold.celebrate.queries.screens import hashed, mine
from takehold.gather.queries.written import cleaned
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST = 100


def put_up(*, viewer: Viewer, slug: str, name: str, now: datetime) -> str:
    """A screen for a change, or, without ``slug``, for the house; the key of its address, told this once.

    Raises:
        NotYours, NotAllowed: not a change one leads, or not the house. Invalid: no name.
    """
    eye = eyes(viewer)
    change = change_of(eye, slug) if slug else None
    may = eye.ears.house_wide if change is None else change.may_edit
    if not may:
        raise NotAllowed(
            _("A screen is put up by those who lead the change, one of the house by those who lead all.")
        )
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        row = models.Screen.objects.create(
            sha256=hashed(key), name=" ".join(cleaned(name, most=LONGEST, field="name").split()),
            initiative_id=change.id if change else None, made_by_id=viewer.person_id, made_on=viewer.on,
        )  # fmt: skip
        audit.record(actor=viewer.actor, action="screen put up", subject=f"screen:{row.pk}", now=now)
    return key


def end(*, viewer: Viewer, screen_id: int, now: datetime) -> None:
    """Its address opens nothing from now on. Raises ``NotYours``."""
    with transaction.atomic():
        if not mine(eyes(viewer)).filter(id=screen_id, ended_on=None).update(ended_on=viewer.on):
            raise NotYours
        audit.record(actor=viewer.actor, action="screen ended", subject=f"screen:{screen_id}", now=now)
