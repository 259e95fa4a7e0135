"""Idempotency-Key: a repeated sending gets the first answer again and does nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.initiatives import models
from takehold.initiatives.facts import Conflict
from takehold.people.facts import NotYours, Viewer

Answer = tuple[int, Mapping[str, Any]]


def once(*, viewer: Viewer, key: str, request: bytes, act: Callable[[], Answer], now: datetime) -> Answer:
    """Do ``act`` unless it was done under this key. The act and the memory of it are one transaction.

    Raises:
        Conflict: the same key came with another request.
    """
    if viewer.person_id is None:
        raise NotYours
    if not key:
        return act()
    digest = hashlib.sha256(request).hexdigest()
    try:
        with transaction.atomic():
            known = _known(viewer, key, digest)
            if known is not None:
                return known
            status, body = act()
            models.Sent.objects.create(
                person_id=viewer.person_id,
                key=key[:120],
                request_sha256=digest,
                status=status,
                body=body,
                at=now,
            )
            return status, body
    except IntegrityError:  # two at once: the other one was quicker, its answer is the answer
        known = _known(viewer, key, digest)
        if known is None:
            raise
        return known


def _known(viewer: Viewer, key: str, digest: str) -> Answer | None:
    row = models.Sent.objects.filter(person_id=viewer.person_id or 0, key=key[:120]).first()
    if row is None:
        return None
    if row.request_sha256 != digest:
        raise Conflict(_("This Idempotency-Key was used for another request."))
    return row.status, row.body
