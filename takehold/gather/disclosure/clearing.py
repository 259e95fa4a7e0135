"""Answers leave when their time is over; what was published of them stays as it was published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from takehold.gather.disclosure.forgetting import wipe
from takehold.gather.models.answers import Answer, Comment, NamedAnswer

KINDS = (Answer, Comment, NamedAnswer)


def any_before(moment: datetime) -> bool:
    """Whether an answer is kept of a survey that closed earlier."""
    return any(model.objects.filter(wave__closed_at__lt=moment).exists() for model in KINDS)


def clear_before(moment: datetime) -> int:
    """Delete the answers to surveys that closed earlier; how many rows. Nothing of them stays in the files."""
    with transaction.atomic():
        gone = sum(model.objects.filter(wave__closed_at__lt=moment).delete()[0] for model in KINDS)
        if gone:
            transaction.on_commit(wipe)
    return gone
