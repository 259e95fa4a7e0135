"""Keeping a change in view: its reasons told anew, the beat of its loop, business as usual and back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.analysis.facts import Verdict
from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.facts import Criterion, FreshInput, Invalid, Part
from takehold.initiatives.operations.rights import editable
from takehold.initiatives.queries.rhythm import (
    criteria,
    next_look,
    parts_of,
    slipped_since,
    turn_begins,
    words_now,
)
from takehold.people.facts import NotYours, Viewer

SHORTEST, LONGEST = 2, 26
LONGEST_FRESH, LONGEST_WHAT, LONGEST_DESPITE = 1000, 300, 500
SYSTEM = "system"
SLIPPED, PERSON = "slipped", "person"


def tell_anew(*, viewer: Viewer, slug: str, said: FreshInput, now: datetime) -> int:
    """Add a fact or a story to the reasons; its id."""
    row = editable(viewer, slug)
    text, source = said.text.strip(), " ".join(said.source.split())
    if not text or len(text) > LONGEST_FRESH:
        raise Invalid("text", _("Tell it in at most {n} characters.").format(n=LONGEST_FRESH))
    if not source or len(source) > 200:
        raise Invalid("source", _("Say who tells it, or where the figure comes from."))
    with transaction.atomic():
        fresh = models.Fresh.objects.create(
            initiative=row,
            kind=said.kind.value,
            text=text,
            source=source,
            told_on=timezone.localdate(now),
            told_by_id=viewer.person_id,
        )
        _note(viewer.actor, "reason told anew", row.pk, now, kind=said.kind.value)
    return fresh.pk


def take_back(*, viewer: Viewer, slug: str, fresh_id: int, now: datetime) -> None:
    """Take a fact or a story back: it is shown nowhere any more."""
    row = editable(viewer, slug)
    with transaction.atomic():
        told = models.Fresh.objects.filter(pk=fresh_id, initiative=row, taken_back_on=None)
        if not told.update(taken_back_on=timezone.localdate(now)):
            raise NotYours
        _note(viewer.actor, "reason taken back", row.pk, now)


def set_rhythm(*, viewer: Viewer, slug: str, every_weeks: int, now: datetime) -> None:
    """Let the loop turn every so many weeks from today. Another beat begins anew; what was done stays on record."""
    row = editable(viewer, slug)
    if not SHORTEST <= every_weeks <= LONGEST:
        raise Invalid(
            "every_weeks",
            _("Between {low} and {high} weeks.").format(low=SHORTEST, high=LONGEST),
        )
    with transaction.atomic():
        _begin(row, every_weeks, timezone.localdate(now))
        _note(viewer.actor, "rhythm set", row.pk, now, weeks=every_weeks)


def turn_done(*, viewer: Viewer, slug: str, turn: int, part: Part, what: str, now: datetime) -> None:
    """Say that a part of a turn was done, and what was done. A part of a turn that has not begun cannot be done yet."""
    row = editable(viewer, slug)
    text, today = " ".join(what.split()), timezone.localdate(now)
    if not text or len(text) > LONGEST_WHAT:
        raise Invalid(
            "what", _("Say in a line what was done, in at most {n} characters.").format(n=LONGEST_WHAT)
        )
    with transaction.atomic():
        running = row.rhythms.select_for_update().filter(ended_on=None).first()
        known = parts_of(viewer, slug, running) if running is not None else ()
        begun = [each for each in known if running is not None and turn_begins(running, each.turn) <= today]
        meant = next((each for each in begun if (each.turn, each.part) == (turn, part)), None)
        if running is None or meant is None:
            raise Invalid("what", _("This turn is not on the calendar any more. Look at the page again."))
        if meant.done_on is None:
            running.done = [
                *running.done,
                {"turn": turn, "part": part.value, "on": today.isoformat(), "what": text},
            ]
            running.save(update_fields=["done"])
            _note(viewer.actor, "turn done", row.pk, now, part=part.value, turn=turn)


def settle(
    *, viewer: Viewer, slug: str, despite: str, now: datetime, others: tuple[Criterion, ...] = ()
) -> None:
    """Call the change business as usual. ``others``: criteria of other rooms. Where one does not hold, ``despite`` says why
    it is done all the same; the reason stands on the page."""
    row = editable(viewer, slug)
    open_ones = [each for each in (*criteria(viewer=viewer, slug=slug), *others) if not each.holds]
    reason = " ".join(despite.split()) if open_ones else ""
    if open_ones and not reason:
        raise Invalid("despite", _("Not everything holds yet. Say why it is business as usual all the same."))
    if len(reason) > LONGEST_DESPITE:
        raise Invalid("despite", _("At most {n} characters.").format(n=LONGEST_DESPITE))
    with transaction.atomic():
        models.Initiative.objects.select_for_update().get(pk=row.pk)
        if row.settled.filter(ended_on=None).exists():
            return
        models.Settled.objects.create(
            initiative=row, on=timezone.localdate(now), by_id=viewer.person_id, despite=reason
        )
        _note(viewer.actor, "business as usual", row.pk, now, open=len(open_ones))


def take_up_again(*, viewer: Viewer, slug: str, now: datetime) -> None:
    """It is not business as usual after all: the loop turns again from today."""
    row = editable(viewer, slug)
    settled = row.settled.filter(ended_on=None).first()
    if settled is not None:
        _reopen(settled, PERSON, viewer.actor, now)


def look_again(settled_id: int, now: datetime) -> None:
    """What the clock does with a settled change: looks when a look is due, and takes it up again when it slips."""
    row = models.Settled.objects.select_related("initiative").filter(pk=settled_id, ended_on=None).first()
    if row is None:
        return
    today = timezone.localdate(now)
    waits = next_look(row)
    holds = True
    with transaction.atomic():
        if waits is not None and waits[1] <= today:
            words = words_now(row.initiative_id)
            models.LaterCheck.objects.get_or_create(
                settled=row, months=waits[0], defaults={"looked_on": today, "words": words}
            )
            holds = not any(
                word in (Verdict.SLIPPING_BACK.value, Verdict.STALLED.value) for word in words.values()
            )
            _note(SYSTEM, "looked at again", row.initiative_id, now, months=waits[0])
        if not holds or slipped_since(row, today):
            _reopen(row, SLIPPED, SYSTEM, now)


def _reopen(row: models.Settled, because: str, actor: str, now: datetime) -> None:
    today = timezone.localdate(now)
    with transaction.atomic():
        if not models.Settled.objects.filter(pk=row.pk, ended_on=None).update(
            ended_on=today, ended_because=because
        ):
            return
        running = models.Rhythm.objects.filter(initiative=row.initiative_id, ended_on=None).first()
        if running is not None:
            _begin(row.initiative, running.every_weeks, today)
        _note(actor, "change taken up again", row.initiative_id, now, because=because)


def _begin(row: models.Initiative, every_weeks: int, today: date) -> None:
    row.rhythms.filter(ended_on=None).update(ended_on=today)
    models.Rhythm.objects.create(initiative=row, every_weeks=every_weeks, first_on=today)


def _note(actor: str, action: str, change: int, now: datetime, **details: str | int) -> None:
    audit.record(actor=actor, action=action, subject=f"change:{change}", now=now, details=details)
