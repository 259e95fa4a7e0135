"""Asking trusted colleagues, answering in a minute, and forgetting who was asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.audit import operations as audit
from takehold.gather.queries.written import cleaned
from takehold.influence import models
from takehold.influence.facts.soundings import Course, Form, SoundingAnswer, SoundingInput
from takehold.influence.models.soundings import POINTS
from takehold.influence.queries.soundings import RECENT, asked_lately, may_ask
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.operations.turns import wait_for
from takehold.people.queries.identity import found_by

OPEN_FOR: Final = timedelta(days=7)
KEPT_FOR: Final = timedelta(days=365)
LEAST, MOST = 5, 40
LONGEST_ABOUT, LONGEST_NOTE = 160, 500
CHOICES: Final = (
    *(("lands", str(point)) for point in POINTS),
    *(("openly", str(point)) for point in POINTS),
    *(("course", each.value) for each in Course),
)
"""What sums are kept of: all of them from the start, so that no order of rows tells what was chosen first."""


def ask(*, viewer: Viewer, said: SoundingInput, now: datetime) -> int:
    """Ask these colleagues; its id. A group is of five people at least, and answers come in for a week.

    Two groups asked by one leader within ninety days are the same people, or differ in five at least: else the one who
    came or went could be read off by subtraction.

    Raises:
        NotYours: nobody. NotAllowed: leads nothing. Invalid: nobody found, oneself, too few. Conflict: one is open.
    """
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    if not may_ask(viewer):
        raise NotAllowed(_("Soundings are asked for by those who lead, sponsor, decide or manage."))
    about = " ".join(cleaned(said.about, most=LONGEST_ABOUT, field="about").split())
    ids = _found(viewer, said.people)
    least = max(LEAST, people.floor())
    on = viewer.on
    with transaction.atomic():
        wait_for(person_id=viewer.person_id)
        if said.form is Form.GROUP:
            _as_group(viewer, ids, least)
        rows = models.Sounding.objects.filter(leader_id=viewer.person_id, closes_on__gte=on)
        if rows.exists():
            raise Conflict(
                _("A sounding of yours is open still. One at a time, so that nobody is asked twice.")
            )
        row = models.Sounding.objects.create(
            leader_id=viewer.person_id, about=about, form=said.form, opened_on=on, closes_on=on + OPEN_FOR,
            least=least,
        )  # fmt: skip
        models.SoundingAsked.objects.bulk_create(
            models.SoundingAsked(sounding=row, person_id=each) for each in ids
        )
        if said.form is Form.GROUP:
            models.SoundingTally.objects.bulk_create(
                models.SoundingTally(sounding=row, question=question, choice=choice)
                for question, choice in CHOICES
            )
        audit.record(
            actor=viewer.actor, action="sounding asked", subject=f"sounding:{row.pk}", now=now,
            details={"form": str(said.form), "asked": len(ids)},
        )  # fmt: skip
    return row.pk


def answer(*, nonce: UUID, said: SoundingAnswer, now: datetime) -> None:
    """Take one answer, once. Not on record, on purpose: nobody is told who answered.

    Raises:
        NotYours: not asked. Conflict: it is over, or answered. Invalid: what cannot be chosen.
    """
    if said.lands not in POINTS or said.openly not in POINTS:
        raise Invalid("lands", _("Choose one of the five."))
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            row = models.SoundingAsked.objects.select_for_update().filter(nonce=nonce).first()
            if row is None:
                raise NotYours
            if today > row.sounding.closes_on:
                raise Conflict(_("It is over: answers are not taken any more. Nothing was sent."))
            if row.used:
                raise Conflict(_("You have answered already. Nothing was counted twice."))
            row.used = True
            row.save(update_fields=["used"])
            if row.sounding.form == Form.NAMED:
                _noted(row, said, now)
            else:
                _tallied(row.sounding, said)
    except IntegrityError as error:
        raise Conflict(_("You have answered already. Nothing was counted twice.")) from error


def take_back(*, viewer: Viewer, note_id: int, now: datetime) -> None:
    """Take an answer by name back: it is gone for the leader, too. Raises ``NotYours``."""
    with transaction.atomic():
        rows = models.SoundingNote.objects.filter(id=note_id, person_id=viewer.person_id or 0)
        if not rows.delete()[0]:
            raise NotYours
        audit.record(actor=viewer.actor, action="sounding answer taken back", subject="sounding", now=now)


def due(now: datetime) -> tuple[int, ...]:
    """Soundings that are over and whose ways in still say whether they were taken, or that are older than a year."""
    today = timezone.localdate(now)
    over = models.Sounding.objects.filter(closes_on__lt=today, asked__used=True)
    old = models.Sounding.objects.filter(closes_on__lt=today - KEPT_FOR)
    gone = models.Sounding.objects.filter(closes_on__lt=today - RECENT, asked__isnull=False)
    return tuple(sorted({*(each.pk for rows in (over, old, gone) for each in rows)}))


def forget(*, sounding_id: int, now: datetime) -> None:
    """What is over forgets who answered at once, who was asked after ninety days, and everything after a year."""
    today = timezone.localdate(now)
    with transaction.atomic():
        row = models.Sounding.objects.select_for_update().filter(pk=sounding_id).first()
        if row is None or row.closes_on >= today:
            return
        if row.closes_on < today - KEPT_FOR:
            row.delete()
            return
        if row.closes_on < today - RECENT:
            row.asked.all().delete()
        for each in row.asked.filter(used=True):
            each.used, each.nonce = False, uuid.uuid4()
            each.save(update_fields=["used", "nonce"])


def _found(viewer: Viewer, texts: Iterable[str]) -> tuple[int, ...]:
    """The persons meant by keys or addresses, each once. Raises ``Invalid`` naming what leads to nobody."""
    wanted = [each.strip() for each in texts if each.strip()]
    if not wanted or len(wanted) > MOST:
        raise Invalid("people", _("Ask one to {most} people, one in each line.").format(most=MOST))
    ids, unknown = [], []
    for each in wanted:
        found = found_by(text=each)
        if found is None:
            unknown.append(each)
        elif found[0] not in ids:
            ids.append(found[0])
    if unknown:
        raise Invalid(
            "people", _("Nobody here has this key or address: {names}").format(names=", ".join(unknown))
        )
    if viewer.person_id in ids:
        raise Invalid("people", _("You are among them yourself. Ask others."))
    return tuple(ids)


def _as_group(viewer: Viewer, ids: tuple[int, ...], least: int) -> None:
    if len(ids) < least:
        few = ngettext(
            "A group has at least {least} people; this is {n}. Ask more, or ask by name.",
            "A group has at least {least} people; these are {n}. Ask more, or ask by name.",
            len(ids),
        )
        raise Invalid("people", few.format(least=least, n=len(ids)))
    for before in asked_lately(leader_id=viewer.person_id or 0, on=viewer.on):
        apart = before ^ frozenset(ids)
        if apart and len(apart) < least:
            raise Invalid(
                "people",
                _(
                    "You asked nearly the same group within ninety days. Ask exactly the same people again, or a group that differs in at least {least}: else the answer of the one who came or went could be worked out."
                ).format(least=least),
            )


def _noted(row: models.SoundingAsked, said: SoundingAnswer, now: datetime) -> None:
    note = cleaned(said.note, most=LONGEST_NOTE, field="note") if said.note.strip() else ""
    models.SoundingNote.objects.create(
        sounding_id=row.sounding_id, person_id=row.person_id, lands=said.lands, openly=said.openly,
        course=said.course, note=note, on=timezone.localdate(now),
    )  # fmt: skip


def _tallied(row: models.Sounding, said: SoundingAnswer) -> None:
    for question, choice in (("lands", said.lands), ("openly", said.openly), ("course", said.course.value)):
        row.tallies.filter(question=question, choice=str(choice)).update(answers=F("answers") + 1)
