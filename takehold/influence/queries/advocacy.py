"""The advocacy plan of a change: what is next, what is late, and whom nobody has tried to reach."""

from __future__ import annotations

from takehold.influence import models
from takehold.influence.facts import Advocacy, MoveFact, MoveInput, MoveState
from takehold.influence.queries.rights import change_of
from takehold.people.facts import NotYours, Viewer


def advocacy(*, viewer: Viewer, slug: str) -> Advocacy:
    """The plan, for whoever may read the change. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    moves = models.Move.objects.filter(stakeholder__initiative_id=change.id).select_related("stakeholder")
    audiences = models.Stakeholder.objects.filter(initiative_id=change.id).order_by(
        "-influence", "name", "id"
    )
    reached = set(
        models.Attempt.objects.filter(stakeholder__initiative_id=change.id).values_list(
            "stakeholder_id", flat=True
        )
    )
    every = tuple((row.pk, row.name) for row in audiences)
    return Advocacy(
        slug=change.slug,
        change=change.name,
        moves=tuple(_fact(row, viewer) for row in moves.order_by("due", "id")),
        unreached=tuple(each for each in every if each[0] not in reached),
        audiences=every,
        may_edit=change.may_edit,
    )


def one(found: Advocacy, move_id: int) -> MoveFact:
    """A move of a plan. Raises ``NotYours``."""
    for each in found.moves:
        if each.id == move_id:
            return each
    raise NotYours


def _fact(row: models.Move, viewer: Viewer) -> MoveFact:
    said = MoveInput(row.stakeholder_id, row.matters, row.message, row.messenger, row.channel, row.due)
    late = row.state == MoveState.PLANNED and row.due < viewer.on
    return MoveFact(row.pk, said, row.stakeholder.name, MoveState(row.state), late, row.version)
