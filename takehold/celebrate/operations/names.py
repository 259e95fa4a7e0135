"""Somebody is asked whether they may be named, answers, and may answer otherwise at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, WinState
from takehold.celebrate.operations.wins import nameless, publishable
from takehold.celebrate.queries.rights import groups
from takehold.celebrate.queries.words import sentence
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer

LONGEST_DEED: Final = 300
ANSWERS: Final = (NamingState.NAMED, NamingState.UNNAMED, NamingState.DECLINED)


def ask(*, viewer: Viewer, slug: str, win_id: int, person_id: int, deed: str, now: datetime) -> int:
    """Ask somebody whether what they did may be told beside a win. Nothing of it is told before the answer. Its id.

    Raises:
        NotYours, NotAllowed: not theirs to publish. Invalid: nobody, no words, a name in them, or asked before.
    """
    with transaction.atomic():
        _eye, row = publishable(viewer, slug, win_id)
        if row.state == WinState.WITHDRAWN:
            raise Invalid("person", _("This win was taken back."))
        if not people.named([person_id]):
            raise Invalid("person", _("One of the people is not there any more."))
        places = [each.name for each in groups(viewer)]
        text = " ".join(nameless(cleaned(deed, most=LONGEST_DEED, field="deed"), places, "deed").split())
        if row.namings.filter(person_id=person_id).exists():
            raise Invalid("person", _("This person was asked already. The answer is theirs."))
        row.text = row.text or sentence(row.kind, row.unit, row.figures, row.happened_on)
        row.save(update_fields=["text"])
        made = models.Naming.objects.create(
            win=row, person_id=person_id, deed=text, beside=row.text, asked_on=viewer.on, asked_by_id=viewer.person_id
        )  # fmt: skip
        audit.record(actor=viewer.actor, action="asked to be named", subject=f"naming:{made.pk}", now=now)
    return made.pk


def answer(*, viewer: Viewer, naming_id: int, state: str, now: datetime) -> None:
    """Yes with the name, yes without it, or no; the last answer holds, everywhere and at once.

    Raises:
        NotYours: it is not this person who was asked. Invalid: no such answer.
    """
    if state not in ANSWERS:
        raise Invalid("state", _("Choose one of the answers."))
    with transaction.atomic():
        rows = models.Naming.objects.select_for_update().filter(id=naming_id)
        row = rows.filter(person_id=viewer.person_id or 0).first()
        if row is None:
            raise NotYours
        row.state, row.answered_on = state, viewer.on
        row.save(update_fields=["state", "answered_on"])
        audit.record(
            actor=viewer.actor, action="answered whether to be named", subject=f"naming:{row.pk}", now=now
        )
