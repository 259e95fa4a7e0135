"""Who has a stake in a change, where each said it stands, and who was never reached."""

from __future__ import annotations

from django.db.models import Count, Max

from takehold.influence import models
from takehold.influence.facts import (
    Influence,
    Kind,
    OwnPositionFact,
    PositionFact,
    StakeholderFact,
    StakeholderInput,
    Support,
    SupportMap,
)
from takehold.influence.queries.agreeing import agreed
from takehold.influence.queries.rights import change_of
from takehold.people.facts import Viewer


def support(*, viewer: Viewer, slug: str) -> SupportMap:
    """The stakeholders of a change with their stated positions, for whoever may read it. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    rows = models.Stakeholder.objects.filter(initiative_id=change.id).prefetch_related("positions")
    counted = rows.annotate(tried=Count("attempts"), last=Max("attempts__on"))
    found = tuple(_fact(row) for row in counted.order_by("-influence", "name", "id"))
    own = models.OwnPosition.objects.filter(initiative_id=change.id).select_related("person")
    return SupportMap(
        slug=change.slug,
        change=change.name,
        stakeholders=found,
        own=tuple(
            OwnPositionFact(
                row.person.name, Support(row.support), row.words, row.on, row.person_id == viewer.person_id
            )
            for row in own.order_by("-on", "id")
        ),
        agreement=agreed(each.now.support for each in found if each.now is not None),
        may_edit=change.may_edit,
        may_state=viewer.person_id is not None,
    )


def _fact(row: models.Stakeholder) -> StakeholderFact:
    return StakeholderFact(
        id=row.pk,
        said=StakeholderInput(row.name, Kind(row.kind), Influence(row.influence), row.stake),
        positions=tuple(
            PositionFact(each.on, Support(each.support), each.source, each.words)
            for each in row.positions.all()
        ),
        reached_on=getattr(row, "last", None),
        attempts=int(getattr(row, "tried", 0)),
        version=row.version,
    )
