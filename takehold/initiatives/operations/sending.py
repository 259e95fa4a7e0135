"""Idempotency-Key: a repeated sending gets the first answer again and does nothing twice, for a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.initiatives import models
from takehold.initiatives.facts import Conflict
from takehold.ledger.operations import traces
from takehold.people.facts import NotYours, Viewer

Answer = tuple[int, Mapping[str, Any]]
REMEMBERED: Final = timedelta(days=1)
"""So long an answer is known again. Answers hold what people said and their names: they are not kept for ever."""


def once(*, viewer: Viewer, key: str, request: bytes, act: Callable[[], Answer], now: datetime) -> Answer:
    """Do ``act`` unless it was done under this key within a day. The act and the memory of it are one transaction.

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
            known = _known(viewer, key, digest, now)
            if known is not None:
                return known
            status, told = act()
            body = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
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
        known = _known(viewer, key, digest, now)
        if known is None:
            raise
        return known


def old(now: datetime) -> bool:
    """Whether an answer is remembered for too long."""
    return models.Sent.objects.filter(at__lte=now - REMEMBERED).exists()


def forget_old(now: datetime) -> None:
    """Forget what is remembered for too long."""
    models.Sent.objects.filter(at__lte=now - REMEMBERED).delete()


def forget_naming(*, names: Iterable[str]) -> None:
    """Forget every remembered answer in which one of these names stands, whoever it was given to."""
    wanted = traces.pattern(names)
    if wanted is None:
        return
    for row in models.Sent.objects.order_by("id").iterator():
        if traces.speaks(json.dumps(row.body, ensure_ascii=False), wanted):
            row.delete()


def _known(viewer: Viewer, key: str, digest: str, now: datetime) -> Answer | None:
    rows = models.Sent.objects.filter(person_id=viewer.person_id or 0, key=key[:120])
    row = rows.first()
    if row is None:
        return None
    if row.at <= now - REMEMBERED:
        rows.delete()
        return None
    if row.request_sha256 != digest:
        raise Conflict(_("This Idempotency-Key was used for another request."))
    return row.status, row.body
