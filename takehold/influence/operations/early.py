"""Writing a strategic conversation down, moving it on, and saying since when IT is part of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.influence import models
from takehold.influence.facts.early import Stage, TopicInput
from takehold.influence.operations.speaking import unnamed, unnamed_line
from takehold.influence.operations.stages import possible
from takehold.influence.operations.stakeholders import quicker, record
from takehold.influence.queries.early import may_edit, reading
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST_TOPIC, LONGEST_OWNER, LONGEST_MATTERS = 160, 160, 300


def begin(*, viewer: Viewer, said: TopicInput, stage: Stage, on: date | None, now: datetime) -> int:
    """Write one down at the stage it has come to; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no topic, owner or day, or a person's name.
    """
    _writing(viewer)
    columns = _checked(said)
    if columns["expected"] < viewer.on and stage in (Stage.IDEA, Stage.OPTIONS, Stage.BUDGET):
        raise Invalid("expected", _("That day is over. Say when it is to be decided."))
    since = _day(viewer, on, "on")
    with transaction.atomic():
        row = models.Conversation.objects.create(stage=stage, **columns)
        row.turns.create(stage=stage, on=since)
        record(viewer, "strategic conversation written down", f"conversation:{row.pk}", now)
    return row.pk


def edit(*, viewer: Viewer, talk_id: int, said: TopicInput, version: int, now: datetime) -> None:
    """Say it anew, over the version that was read. Raises as ``begin``; ``Conflict`` where somebody was quicker."""
    _writing(viewer)
    columns = _checked(said)
    with transaction.atomic():
        row = _row(talk_id)
        quicker(row.version, version)
        for name, value in {**columns, "version": row.version + 1}.items():
            setattr(row, name, value)
        row.save()
        record(viewer, "strategic conversation said anew", f"conversation:{row.pk}", now)


def move(*, viewer: Viewer, talk_id: int, stage: Stage, on: date | None, version: int, now: datetime) -> None:
    """It came to another stage on a day, not before it came to the last one. Raises as ``edit``."""
    _writing(viewer)
    day = _day(viewer, on, "on")
    with transaction.atomic():
        row = _row(talk_id)
        quicker(row.version, version)
        if stage not in possible(Stage(row.stage)):
            raise Invalid("stage", _("From where it is it does not come there."))
        last = row.turns.last()
        if last is not None and day < last.on:
            raise Invalid("on", _("It came to where it is on a later day than that."))
        row.stage, row.version = stage, row.version + 1
        row.save(update_fields=["stage", "version"])
        row.turns.create(stage=stage, on=day)
        record(viewer, "strategic conversation moved on", f"conversation:{row.pk}", now)


def join(*, viewer: Viewer, talk_id: int, on: date | None, version: int, now: datetime) -> None:
    """IT is part of it since a day. Said again, the day is put right. Raises as ``edit``."""
    _writing(viewer)
    day = _day(viewer, on, "on")
    with transaction.atomic():
        row = _row(talk_id)
        quicker(row.version, version)
        row.it_in_on, row.version = day, row.version + 1
        row.save(update_fields=["it_in_on", "version"])
        record(viewer, "it came into a strategic conversation", f"conversation:{row.pk}", now)


def _writing(viewer: Viewer) -> None:
    reading(viewer)
    if not may_edit(viewer):
        raise NotAllowed(
            _("Strategic conversations are kept by those who lead, sponsor or decide; you may read them.")
        )


def _checked(said: TopicInput) -> dict[str, Any]:
    if said.expected is None:
        raise Invalid("expected", _("Say when it is to be decided."))
    return {
        "topic": unnamed_line(said.topic, most=LONGEST_TOPIC, field="topic"),
        "owner": unnamed_line(said.owner, most=LONGEST_OWNER, field="owner"),
        "matters": unnamed(said.matters, most=LONGEST_MATTERS, field="matters", needed=False),
        "expected": said.expected,
    }


def _day(viewer: Viewer, on: date | None, field: str) -> date:
    if on is None or on > viewer.on:
        raise Invalid(field, _("Say on which day it was, up to today."))
    return on


def _row(talk_id: int) -> models.Conversation:
    row = models.Conversation.objects.select_for_update().filter(id=talk_id).first()
    if row is None:
        raise NotYours
    return row
