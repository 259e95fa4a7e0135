"""A story is written by somebody of the team, published by those who lead, taken back at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.facts import StoryInput, WinState
from takehold.celebrate.operations.lifecycle import PUBLISH, WITHDRAW, following
from takehold.celebrate.operations.wins import nameless
from takehold.celebrate.queries.rights import change_of, eyes, groups, of_teams
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST: Final = 600


def write(*, viewer: Viewer, slug: str, said: StoryInput, now: datetime) -> int:
    """Tell how one's own team crossed. Its id.

    Raises:
        NotYours: not a change of theirs. Invalid: not their team, no words, or the name of somebody.
    """
    eye = eyes(viewer)
    change = change_of(eye, slug)
    unit = of_teams(eye.own_groups(), said.group)
    if unit is None:
        raise Invalid("group", _("A story is told by somebody of the team."))
    places = [each.name for each in groups(viewer)]
    texts = {
        field: nameless(cleaned(getattr(said, field), most=LONGEST, field=field), places, field)
        for field in ("before", "hard", "helped")
    }
    with transaction.atomic():
        row = models.Story.objects.create(
            initiative_id=change.id, unit=unit.name, team_ids=sorted(unit.team_ids), signed=said.signed,
            written_by_id=viewer.person_id, written_on=viewer.on, **texts,
        )  # fmt: skip
        audit.record(actor=viewer.actor, action="story written", subject=f"story:{row.pk}", now=now)
    return row.pk


def publish(*, viewer: Viewer, slug: str, story_id: int, now: datetime) -> None:
    """Have everybody read it who may read the change. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    _turn(viewer, slug, story_id, PUBLISH, now)


def withdraw(*, viewer: Viewer, slug: str, story_id: int, now: datetime) -> None:
    """Take it back: its writer, and those who publish. Raises as ``publish``."""
    _turn(viewer, slug, story_id, WITHDRAW, now)


def _turn(viewer: Viewer, slug: str, story_id: int, event: str, now: datetime) -> None:
    eye = eyes(viewer)
    change = change_of(eye, slug)
    with transaction.atomic():
        row = models.Story.objects.select_for_update().filter(id=story_id, initiative_id=change.id).first()
        if row is None:
            raise NotYours
        publishes, wrote = eye.publishes(change.id, row.team_ids), eye.wrote(row.written_by_id)
        if not (publishes or wrote or row.state == WinState.PUBLISHED):
            raise NotYours
        if not (publishes or (wrote and event == WITHDRAW)):
            raise NotAllowed(
                _("A story is published by those who lead the change, and by the manager of its team.")
            )
        if row.state == WinState.WITHDRAWN and not wrote:
            raise NotAllowed(_("This story was taken back. Whoever wrote it can publish it again."))
        to = following(row.state, event)
        if to is None:
            raise Invalid("state", _("Somebody was quicker: look at how it stands now."))
        row.state = to
        row.published_on = viewer.on if to is WinState.PUBLISHED else row.published_on
        row.save(update_fields=["state", "published_on"])
        audit.record(actor=viewer.actor, action=f"story: {event}", subject=f"story:{row.pk}", now=now)
