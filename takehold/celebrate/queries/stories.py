"""Stories of how teams crossed, as somebody reads them."""

from __future__ import annotations

from django.db.models import Q

from takehold.celebrate import models
from takehold.celebrate.facts import StoryFact, WinState
from takehold.celebrate.queries.rights import change_of, eyes
from takehold.people.facts import Viewer


def stories(*, viewer: Viewer, slug: str) -> tuple[StoryFact, ...]:
    """Published ones for everybody who reads the change; others for their writer and those who publish. Raises ``NotYours``."""
    eye = eyes(viewer)
    change = change_of(eye, slug)
    rows = models.Story.objects.filter(initiative_id=change.id).select_related("written_by")
    found = []
    for row in rows.filter(~Q(state=WinState.LEFT) | Q(written_by=viewer.person_id or 0)):
        publishes, wrote = eye.publishes(change.id, row.team_ids), eye.wrote(row.written_by_id)
        if row.state == WinState.PUBLISHED or publishes or wrote:
            by = row.written_by.name if row.signed and row.written_by else ""
            found.append(
                StoryFact(
                    row.pk, slug, row.unit, row.before, row.hard, row.helped, by, WinState(row.state),
                    row.written_on, publishes, publishes or wrote,
                )
            )  # fmt: skip
    return tuple(found)
