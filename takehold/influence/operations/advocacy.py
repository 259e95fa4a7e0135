"""Planning whom to win over and how, doing it, and writing down what was tried and how it landed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.influence import models
from takehold.influence.facts import AttemptInput, Landing, MoveInput
from takehold.influence.operations.lifecycle import DO, following
from takehold.influence.operations.speaking import unnamed, unnamed_line
from takehold.influence.operations.stakeholders import fetch, quicker, record
from takehold.influence.queries.rights import led
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotYours, Viewer

LONGEST: Final = {"matters": 300, "message": 500, "messenger": 160, "channel": 160}
LONGEST_WHAT, LONGEST_SAID = 500, 300


def plan(*, viewer: Viewer, slug: str, said: MoveInput, now: datetime) -> int:
    """Plan something to say to an audience; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: an audience that is none, a past day, a person's name.
    """
    change = led(viewer, slug)
    columns = _planned(change, said)
    if columns["due"] < viewer.on:
        raise Invalid("due", _("Choose a day from today on."))
    with transaction.atomic():
        row = models.Move.objects.create(**columns)
        record(viewer, "advocacy planned", f"advocacy:{row.pk}", now)
    return row.pk


def edit(*, viewer: Viewer, slug: str, move_id: int, said: MoveInput, version: int, now: datetime) -> None:
    """Plan it anew, over the version that was read, while it is planned. Raises as ``plan``; ``Conflict``."""
    change = led(viewer, slug)
    columns = _planned(change, said)
    with transaction.atomic():
        row = _move(change, move_id)
        quicker(row.version, version)
        if following(row.state, DO) is None:
            raise Conflict(_("It is done or dropped already and stays as it was."))
        if columns["due"] != row.due and columns["due"] < viewer.on:
            raise Invalid("due", _("Choose a day from today on."))
        for name, value in {**columns, "version": row.version + 1}.items():
            setattr(row, name, value)
        row.save()
        record(viewer, "advocacy planned anew", f"advocacy:{row.pk}", now)


def turn(*, viewer: Viewer, slug: str, move_id: int, event: str, version: int, now: datetime) -> None:
    """Drop something planned, or take it up again; doing it is ``do``. Raises as ``edit``."""
    change = led(viewer, slug)
    with transaction.atomic():
        row = _move(change, move_id)
        quicker(row.version, version)
        state = following(row.state, event) if event != DO else None
        if state is None:
            raise Invalid("event", _("That cannot happen now."))
        row.state, row.version = state, row.version + 1
        row.save(update_fields=["state", "version"])
        record(viewer, f"advocacy: {event}", f"advocacy:{row.pk}", now)


def do(*, viewer: Viewer, slug: str, move_id: int, said: AttemptInput, version: int, now: datetime) -> int:
    """It was done: what was tried goes on record. Its id. Raises as ``edit``."""
    change = led(viewer, slug)
    columns = _tried(said, viewer.on)
    with transaction.atomic():
        row = _move(change, move_id)
        quicker(row.version, version)
        state = following(row.state, DO)
        if state is None:
            raise Invalid("event", _("That cannot happen now."))
        row.state, row.version = state, row.version + 1
        row.save(update_fields=["state", "version"])
        made = models.Attempt.objects.create(stakeholder_id=row.stakeholder_id, move=row, **columns)
        record(viewer, "attempt to persuade written down", f"attempt:{made.pk}", now)
    return made.pk


def attempt(*, viewer: Viewer, slug: str, stakeholder_id: int, said: AttemptInput, now: datetime) -> int:
    """Write down what was tried without having been planned; its id. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    change = led(viewer, slug)
    columns = _tried(said, viewer.on)
    with transaction.atomic():
        audience = fetch(change, stakeholder_id)
        made = models.Attempt.objects.create(stakeholder=audience, **columns)
        record(viewer, "attempt to persuade written down", f"attempt:{made.pk}", now)
    return made.pk


def land(*, viewer: Viewer, slug: str, attempt_id: int, said: Landing, version: int, now: datetime) -> None:
    """Say how it landed, later or anew, over the version that was read. Raises as ``edit``."""
    change = led(viewer, slug)
    columns = _landed(said)
    with transaction.atomic():
        rows = models.Attempt.objects.select_for_update()
        row = rows.filter(id=attempt_id, stakeholder__initiative_id=change.id).first()
        if row is None:
            raise NotYours
        quicker(row.version, version)
        for name, value in {**columns, "version": row.version + 1}.items():
            setattr(row, name, value)
        row.save()
        record(viewer, "landing written down", f"attempt:{row.pk}", now)


def _planned(change: ChangeName, said: MoveInput) -> dict[str, Any]:
    if said.due is None:
        raise Invalid("due", _("Choose a day from today on."))
    rows = models.Stakeholder.objects.filter(initiative_id=change.id, id=said.stakeholder_id)
    if not rows.exists():
        raise Invalid("stakeholder", _("Choose one of the stakeholders of this change."))
    texts = {name: unnamed(getattr(said, name), most=most, field=name) for name, most in LONGEST.items()}
    return {**texts, "stakeholder_id": said.stakeholder_id, "due": said.due}


def _tried(said: AttemptInput, today: date) -> dict[str, Any]:
    if said.on is None or said.on > today:
        raise Invalid("on", _("Say on which day it was, up to today."))
    what = unnamed(said.what, most=LONGEST_WHAT, field="what")
    return {"approach": said.approach, "on": said.on, "what": what, **_landed(said.landing)}


def _landed(said: Landing) -> dict[str, Any]:
    return {
        "landed": said.landed,
        "said": unnamed(said.said, most=LONGEST_SAID, field="said", needed=False),
        "differently": unnamed_line(said.differently, most=LONGEST_SAID, field="differently", needed=False),
    }


def _move(change: ChangeName, move_id: int) -> models.Move:
    rows = models.Move.objects.select_for_update()
    row = rows.filter(id=move_id, stakeholder__initiative_id=change.id).first()
    if row is None:
        raise NotYours
    return row
