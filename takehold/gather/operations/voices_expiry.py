"""Words of says and notes leave when their time is over; that something was said, and of which kind, stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from takehold.audit import operations as audit
from takehold.gather.models import Note, NoteReply, Say, SayReply
from takehold.gather.queries.expired import notes_to_empty, says_to_empty


def expire(*, now: datetime) -> int:
    """Empty what is past its time; how many says and notes that were."""
    with transaction.atomic():
        said = list(says_to_empty(now).values_list("id", flat=True))
        noted = list(notes_to_empty(now).values_list("id", flat=True))
        SayReply.objects.filter(say_id__in=said).update(text="")
        NoteReply.objects.filter(note_id__in=noted).update(text="")
        Say.objects.filter(id__in=said).update(text="")
        Note.objects.filter(id__in=noted).update(text="")
        if said or noted:
            audit.record(
                actor="takehold",
                action="words removed after their time",
                subject="voices",
                now=now,
                details={"says": len(said), "notes": len(noted)},
            )
    return len(said) + len(noted)
