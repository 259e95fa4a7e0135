"""The bodies of the organisation with who sits in them: open to everybody who has a part in it."""

from __future__ import annotations

from takehold.governance import models
from takehold.governance.facts.bodies import BodyFact, BodyInput, BodyKind, BodyName, SeatFact
from takehold.governance.queries.rights import body_rows, enters, is_seat_of, sits
from takehold.people.facts import NotYours, RoleKind, Viewer


def bodies(*, viewer: Viewer) -> tuple[BodyFact, ...]:
    """Every body. Raises ``NotYours`` without a role."""
    if not viewer.roles:
        raise NotYours
    return tuple(fact(row, viewer) for row in body_rows(viewer))


def named() -> tuple[BodyName, ...]:
    """Every body by name alone, for choosing one; one query."""
    return tuple(
        BodyName(*each) for each in models.Body.objects.order_by("name", "id").values_list("id", "name")
    )


def seated() -> tuple[frozenset[int], frozenset[RoleKind]]:
    """Ids of the persons who have a seat of their own in a body, and the roles that have one; one query."""
    seats = list(models.Seat.objects.order_by("id"))
    persons = frozenset(each.person_id for each in seats if each.person_id is not None)
    return persons, frozenset(RoleKind(each.role) for each in seats if each.role)


def body(*, viewer: Viewer, body_id: int) -> BodyFact:
    """One body. Raises ``NotYours``."""
    for each in bodies(viewer=viewer):
        if each.id == body_id:
            return each
    raise NotYours


def fact(row: models.Body, viewer: Viewer) -> BodyFact:
    """The row as a fact."""
    seats = list(row.seats.all())
    return BodyFact(
        id=row.pk,
        said=BodyInput(row.name, BodyKind(row.kind), row.decides),
        version=row.version,
        seats=tuple(
            SeatFact(
                seat.pk,
                seat.person_id,
                seat.person.name if seat.person is not None else "",
                seat.role,
                seat.secretary,
                is_seat_of(viewer, seat),
            )
            for seat in seats
        ),
        sits=sits(viewer, seats),
        writes=enters(viewer, seats),
    )
