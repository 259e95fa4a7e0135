"""Who sits in which body, who enters what it decides, who writes priorities down, who asks for something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Prefetch

from takehold.governance import models
from takehold.initiatives.queries.names import ChangeName, names
from takehold.people.facts import NotYours, RoleKind, Viewer

GOVERNS: Final = (RoleKind.COUNCIL, RoleKind.ADMIN)
"""Who keeps the bodies and the priorities of the organisation."""
ASKS: Final = (RoleKind.LEAD, RoleKind.IT_LEAD, RoleKind.ADMIN)
"""Who asks a body for something."""
BODIES: Final = "bodies"
CHANGES: Final = "names of changes"


def governs(viewer: Viewer) -> bool:
    """Whether this viewer keeps bodies and priorities."""
    return bool(house_wide(viewer) & set(GOVERNS))


def asks(viewer: Viewer) -> bool:
    """Whether this viewer may ask a body for something, be it for one change."""
    return viewer.has(*ASKS)


def house_wide(viewer: Viewer) -> frozenset[str]:
    """The roles that somebody holds for the whole organisation."""
    return frozenset(
        role.kind.value for role in viewer.roles if role.team_id is None and role.initiative_id is None
    )


def is_seat_of(viewer: Viewer, seat: models.Seat) -> bool:
    """Whether the viewer sits there, as a person or by a role over everything."""
    if seat.person_id is not None:
        return seat.person_id == viewer.person_id
    return seat.role in house_wide(viewer)


def sits(viewer: Viewer, seats: Iterable[models.Seat]) -> bool:
    """Whether any of these seats is the viewer's."""
    return any(is_seat_of(viewer, seat) for seat in seats)


def enters(viewer: Viewer, seats: Iterable[models.Seat]) -> bool:
    """Whether the viewer enters what the body decides: its secretary; where it has none, any member."""
    every = list(seats)
    return sits(viewer, [seat for seat in every if seat.secretary] or every)


def body_rows(viewer: Viewer) -> tuple[models.Body, ...]:
    """All bodies with their seats, fetched once a request."""
    kept = viewer.seen.get(BODIES)
    if isinstance(kept, tuple):
        return kept
    found = tuple(
        models.Body.objects.prefetch_related(
            Prefetch("seats", queryset=models.Seat.objects.select_related("person"))
        )
    )
    viewer.seen[BODIES] = found
    return found


def bodies_of(viewer: Viewer) -> frozenset[int]:
    """Ids of the bodies that this viewer sits in."""
    return frozenset(body.pk for body in body_rows(viewer) if sits(viewer, body.seats.all()))


def known_changes(viewer: Viewer) -> tuple[ChangeName, ...]:
    """The changes this viewer may read, by name; fetched once a request."""
    kept = viewer.seen.get(CHANGES)
    if isinstance(kept, tuple):
        return kept
    found = names(viewer=viewer)
    viewer.seen[CHANGES] = found
    return found


def change_named(viewer: Viewer, slug: str) -> ChangeName:
    """The change of this address. Raises ``NotYours``."""
    for each in known_changes(viewer):
        if each.slug == slug:
            return each
    raise NotYours
