"""What says and notes hold about one person: for the person's own page and for erasure."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from takehold.gather.facts.notes import Counted
from takehold.gather.models import Channel, Note, NoteReply, Say, SayDesk, SayReply


def about(person_id: int) -> Counted:
    """Tables and how many rows lead to this person. Unnamed says are in none of them: nothing leads there."""
    return Counted(
        (
            (gettext_noop("said with your name"), Say.objects.filter(person_id=person_id).count()),
            (gettext_noop("answers written"), SayReply.objects.filter(author_id=person_id).count()),
            (gettext_noop("notes about you"), Note.objects.filter(about_id=person_id).count()),
            (gettext_noop("notes written"), Note.objects.filter(author_id=person_id).count()),
            (gettext_noop("replies to notes"), NoteReply.objects.filter(author_id=person_id).count()),
            (gettext_noop("channels announced"), Channel.objects.filter(announced_by_id=person_id).count()),
            (gettext_noop("on duty for what is unsafe"), SayDesk.objects.filter(duty_id=person_id).count()),
        )
    )
