"""Conditions and commitments: whose they are, what is due, what still stands before a change. Their state is public."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from takehold.governance import models
from takehold.governance.facts.decisions import (
    CommitmentFact,
    CommitmentKind,
    CommitmentState,
    CommitmentTurnFact,
)
from takehold.governance.queries.priorities import held
from takehold.governance.queries.rights import bodies_of, body_rows, enters, house_wide
from takehold.people.facts import EVERYWHERE, RoleKind, Viewer

MOST = 200
STANDING = (CommitmentState.OPEN, CommitmentState.NOT_KEPT)


def held_rows(viewer: Viewer) -> QuerySet[models.Commitment]:
    """What is open of those that this viewer holds, by role or as a member of a body."""
    seats = Q(body__seats__person_id=viewer.person_id or 0) | Q(body__seats__role__in=house_wide(viewer))
    mine = seats | Q(role__in=house_wide(viewer))
    for role in viewer.roles:
        if role.initiative_id is not None:
            mine |= Q(role=role.kind.value, decision__initiative_id=role.initiative_id)
    if viewer.has(RoleKind.MANAGER):
        mine |= Q(role=RoleKind.MANAGER.value)
    return models.Commitment.objects.filter(mine, state=CommitmentState.OPEN).distinct()


def open_ones(*, viewer: Viewer) -> tuple[CommitmentFact, ...]:
    """All that are open or were not kept, whoever holds them: the oldest day first."""
    rows = commitment_rows().filter(state__in=STANDING).order_by("due_on", "id")[:MOST]
    return tuple(fact(row, viewer) for row in rows)


def open_conditions(*, viewer: Viewer, initiative_ids: Collection[int]) -> tuple[CommitmentFact, ...]:
    """Conditions of decisions about these changes that neither were kept nor lifted: what stands before a start."""
    rows = commitment_rows().filter(
        kind=CommitmentKind.CONDITION, state__in=STANDING, decision__initiative_id__in=initiative_ids
    )
    return tuple(fact(row, viewer) for row in rows.order_by("due_on", "id")[:MOST])


def may_say(viewer: Viewer, row: models.Commitment) -> bool:
    """Whether the viewer holds it: by the role, for everything or for that change, or as a member of the body."""
    if row.body_id is not None:
        return row.body_id in bodies_of(viewer)
    if row.role == RoleKind.MANAGER:
        return viewer.has(RoleKind.MANAGER)
    return row.role in house_wide(viewer) or any(
        role.kind == row.role
        and role.initiative_id is not None
        and role.initiative_id == row.decision.initiative_id
        for role in viewer.roles
    )


def may_lift(viewer: Viewer, row: models.Commitment) -> bool:
    """Whether the viewer enters the decisions of the body that asked for it."""
    bodies = {body.pk: body for body in body_rows(viewer)}
    body = bodies.get(row.decision.body_id)
    return body is not None and enters(viewer, body.seats.all())


def commitment_rows(*, turns: bool = False) -> QuerySet[models.Commitment]:
    """Rows with what their facts need; ``turns``: with what became of them."""
    rows = models.Commitment.objects.select_related("body", "decision__initiative")
    return rows.prefetch_related("turns") if turns else rows


def fact(row: models.Commitment, viewer: Viewer, *, turns: bool = False) -> CommitmentFact:
    """The row as a fact."""
    change = row.decision.initiative if viewer.has(*EVERYWHERE) else None
    return CommitmentFact(
        id=row.pk,
        kind=CommitmentKind(row.kind),
        text=row.text,
        holder=held(row),
        due_on=row.due_on,
        state=CommitmentState(row.state),
        version=row.version,
        decision_id=row.decision_id,
        decision=row.decision.title,
        slug=change.slug if change is not None else "",
        late=row.state == CommitmentState.OPEN and row.due_on < viewer.on,
        may_say=may_say(viewer, row),
        may_lift=may_lift(viewer, row),
        turns=tuple(
            CommitmentTurnFact(each.on, CommitmentState(each.before), CommitmentState(each.after), each.said)
            for each in (row.turns.all() if turns else ())
        ),
    )
