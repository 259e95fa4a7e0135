"""Writing down who has a stake, what they said, and where one stands oneself."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.queries.written import cleaned
from takehold.influence import models
from takehold.influence.facts import PositionInput, StakeholderInput, Support
from takehold.influence.operations.speaking import unnamed, unnamed_line
from takehold.influence.queries.rights import change_of, led
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotYours, Viewer

LONGEST_NAME, LONGEST_STAKE, LONGEST_WORDS, LONGEST_SOURCE = 160, 300, 300, 160


def write_down(*, viewer: Viewer, slug: str, said: StakeholderInput, now: datetime) -> int:
    """Write a group, a body or a role down; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept, a person's name above all. Conflict: it stands there.
    """
    change = led(viewer, slug)
    told = _checked(said)
    try:
        with transaction.atomic():
            row = models.Stakeholder.objects.create(
                initiative_id=change.id,
                name=told.name,
                kind=told.kind,
                influence=told.influence,
                stake=told.stake,
            )
            record(viewer, "stakeholder written down", f"stakeholder:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("This stakeholder stands there already.")) from error
    return row.pk


def edit(
    *, viewer: Viewer, slug: str, stakeholder_id: int, said: StakeholderInput, version: int, now: datetime
) -> None:
    """Say it anew, over the version that was read. Raises as ``write_down``; ``Conflict`` also where somebody was quicker."""
    change = led(viewer, slug)
    told = _checked(said)
    try:
        with transaction.atomic():
            row = fetch(change, stakeholder_id, lock=True)
            quicker(row.version, version)
            row.name, row.kind, row.influence, row.stake = told.name, told.kind, told.influence, told.stake
            row.version += 1
            row.save()
            record(viewer, "stakeholder said anew", f"stakeholder:{row.pk}", now)
    except IntegrityError as error:
        raise Conflict(_("This stakeholder stands there already.")) from error


def state(*, viewer: Viewer, slug: str, stakeholder_id: int, said: PositionInput, now: datetime) -> None:
    """Write down where a stakeholder said it stands, with where it was said. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    change = led(viewer, slug)
    if said.on is None or said.on > viewer.on:
        raise Invalid("on", _("Say on which day it was said, up to today."))
    source = unnamed_line(said.source, most=LONGEST_SOURCE, field="source")
    words = unnamed(said.words, most=LONGEST_WORDS, field="words", needed=False)
    with transaction.atomic():
        row = fetch(change, stakeholder_id)
        row.positions.create(support=said.support, words=words, source=source, on=said.on)
        record(viewer, "position written down", f"stakeholder:{row.pk}", now)


def stand(*, viewer: Viewer, slug: str, support: Support, words: str, now: datetime) -> None:
    """Say where one stands oneself, with the own name, for whoever may read the change. Once more, and it is said anew.

    Raises:
        NotYours: not theirs, or nobody. Invalid: too long.
    """
    change = change_of(viewer, slug)
    if viewer.person_id is None:
        raise NotYours
    kept = cleaned(words, most=LONGEST_WORDS, field="words") if words.strip() else ""
    with transaction.atomic():
        models.OwnPosition.objects.update_or_create(
            initiative_id=change.id,
            person_id=viewer.person_id,
            defaults={"support": support, "words": kept, "on": viewer.on},
        )
        record(viewer, "own position stated", f"initiative:{change.id}", now)


def take_back(*, viewer: Viewer, slug: str, now: datetime) -> None:
    """Take the own position back: nothing of it is left. Raises ``NotYours``, also where there is none."""
    change = change_of(viewer, slug)
    with transaction.atomic():
        rows = models.OwnPosition.objects.filter(initiative_id=change.id, person_id=viewer.person_id or 0)
        if not rows.delete()[0]:
            raise NotYours
        record(viewer, "own position taken back", f"initiative:{change.id}", now)


def fetch(change: ChangeName, stakeholder_id: int, *, lock: bool = False) -> models.Stakeholder:
    """A stakeholder of a change. Raises ``NotYours``."""
    rows = models.Stakeholder.objects.select_for_update() if lock else models.Stakeholder.objects.all()
    row = rows.filter(id=stakeholder_id, initiative_id=change.id).first()
    if row is None:
        raise NotYours
    return row


def quicker(stands: int, read: int) -> None:
    """Let nobody be overwritten. Raises ``Conflict``."""
    if stands != read:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        )


def record(viewer: Viewer, action: str, subject: str, now: datetime) -> None:
    """A line on record, without what was said."""
    audit.record(actor=viewer.actor, action=action, subject=subject, now=now)


def _checked(said: StakeholderInput) -> StakeholderInput:
    return StakeholderInput(
        unnamed_line(said.name, most=LONGEST_NAME, field="name"),
        said.kind,
        said.influence,
        unnamed(said.stake, most=LONGEST_STAKE, field="stake", needed=False),
    )
