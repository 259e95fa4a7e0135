"""An address for a calendar outside is made, renewed and ended by its owner alone."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.facts import Invalid
from takehold.initiatives.queries.calendars import hashed
from takehold.initiatives.queries.changes import fetch
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer

MOST: Final = 20


def make(*, viewer: Viewer, slug: str, language: str, now: datetime) -> str:
    """An address for the dates of a change, or, without ``slug``, for one's own; its key, told this once.

    Raises:
        NotYours: not a change this viewer may read, or nobody in particular. Invalid: they have very many already.
    """
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    change = fetch(viewer, slug, people.sight(viewer=viewer)) if slug else None
    key = _key()
    with transaction.atomic():
        if models.CalendarAddress.objects.filter(person=viewer.person_id).count() >= MOST:
            raise Invalid(
                "change", _("You have {n} addresses. End one that you no longer need.").format(n=MOST)
            )
        row = models.CalendarAddress.objects.create(
            sha256=hashed(key), person_id=viewer.person_id, initiative=change, language=language,
            made_on=viewer.on,
        )  # fmt: skip
        _note(viewer, "calendar address made", row.pk, now)
    return key


def renew(*, viewer: Viewer, address_id: int, now: datetime) -> str:
    """Another key for the same dates: the address that was opens nothing any more. Raises ``NotYours``."""
    key = _key()
    with transaction.atomic():
        if not _own(viewer, address_id).update(sha256=hashed(key), made_on=viewer.on):
            raise NotYours
        _note(viewer, "calendar address renewed", address_id, now)
    return key


def end(*, viewer: Viewer, address_id: int, now: datetime) -> None:
    """It opens nothing from now on. Raises ``NotYours``."""
    with transaction.atomic():
        if not _own(viewer, address_id).delete()[0]:
            raise NotYours
        _note(viewer, "calendar address ended", address_id, now)


def _own(viewer: Viewer, address_id: int) -> QuerySet[models.CalendarAddress]:
    return models.CalendarAddress.objects.filter(pk=address_id, person=viewer.person_id or 0)


def _key() -> str:
    return secrets.token_urlsafe(24)


def _note(viewer: Viewer, action: str, address_id: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"calendar:{address_id}", now=now)
