"""Keeping the charter of a change: each time a new version, so that what stood there stays to be read."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.priorities import CharterInput
from takehold.governance.operations.priorities import led
from takehold.governance.operations.saying import maybe, newest, plainly, record
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import Viewer

SIZES = {"fixed_by_safety": 1000, "fixed_by_law": 1000, "open_to_shape": 1000, "co_authors": 500}


def keep(*, viewer: Viewer, slug: str, said: CharterInput, number: int, now: datetime) -> int:
    """Keep a new version over the one that was read (``number``, 0 for the first); its number.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: nothing said; from the second on, no reason. Conflict: changed meanwhile.
    """
    change = led(viewer, slug)
    texts = {name: maybe(getattr(said, name), most=most, field=name) for name, most in SIZES.items()}
    if not any(texts.values()):
        raise Invalid("fixed_by_safety", _("Write a few words."))
    rows = models.CharterVersion.objects.filter(initiative_id=change.id)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    newest(last, number)
    because = plainly(said.because, most=300, field="because") if last else ""
    try:
        with transaction.atomic():
            models.CharterVersion.objects.create(
                initiative_id=change.id, number=last + 1, on=viewer.on, because=because, **texts
            )
            record(viewer, "charter kept", f"initiative:{change.id}", now, version=last + 1)
    except IntegrityError as error:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        ) from error
    return last + 1
