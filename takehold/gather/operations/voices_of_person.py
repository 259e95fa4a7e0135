"""Forgetting one person in says and notes."""

from __future__ import annotations

from django.db import transaction

from takehold.gather.facts.notes import Counted
from takehold.gather.models import Channel, Note, NoteReply, Say, SayDesk, SayKind, SayReply
from takehold.gather.queries.says import WAITING
from takehold.gather.queries.voices_of_person import about


def forget(person_id: int) -> Counted:
    """Remove what is about a person, and the name from what that person said or wrote. What there was, by table.

    Notes about the person and the person's replies go; of what was said with the name the words go, and that something
    was said stays. What is unsafe keeps its words, without the name, until it is answered. The person's notes about
    others stay with them, without an author. The caller has checked the right and writes the audit line.
    """
    with transaction.atomic():
        found = about(person_id)
        Note.objects.filter(about_id=person_id).delete()
        NoteReply.objects.filter(author_id=person_id).delete()
        Note.objects.filter(author_id=person_id).update(author=None)
        said = Say.objects.filter(person_id=person_id)
        unsafe = said.filter(kind=SayKind.UNSAFE, state__in=WAITING).values_list("pk", flat=True)
        emptied = list(said.exclude(pk__in=list(unsafe)).values_list("pk", flat=True))
        SayReply.objects.filter(say_id__in=emptied).update(text="")
        Say.objects.filter(pk__in=emptied).update(text="")
        said.update(person=None)
        SayReply.objects.filter(author_id=person_id).update(author=None)
        Channel.objects.filter(announced_by_id=person_id).update(announced_by=None)
        SayDesk.objects.filter(duty_id=person_id).update(duty=None, duty_called="")
    return found
