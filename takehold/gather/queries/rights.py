"""Who may bring data to a change: its lead, a steward, an administrator. For everybody else it is not there."""

from __future__ import annotations

from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Initiative
from takehold.people.facts import NotYours, RoleKind, Viewer

HOUSE_WIDE = (RoleKind.STEWARD, RoleKind.ADMIN)


def is_steward(viewer: Viewer) -> bool:
    """Whether this viewer looks after the sources of the whole organisation."""
    return viewer.has(*HOUSE_WIDE)


def may_gather(viewer: Viewer, initiative: Initiative) -> bool:
    """Whether this viewer may bring data to this change."""
    return is_steward(viewer) or initiative.may_edit


def may_bring(viewer: Viewer, slug: str) -> bool:
    """As ``may_gather``, for a change that is known to exist, without fetching it."""
    return is_steward(viewer) or initiatives.may_edit(viewer=viewer, slug=slug)


def may_gather_anything(viewer: Viewer) -> bool:
    """Whether there is any change that this viewer may bring data to."""
    return is_steward(viewer) or any(
        line.initiative.may_edit for line in initiatives.lines(viewer=viewer, filter="all")
    )


def initiative_to_gather_for(viewer: Viewer, slug: str) -> Initiative:
    """The change, fetched with the right to bring data to it; else ``NotYours``, which pages show as not found."""
    found = initiatives.initiative(viewer=viewer, slug=slug)
    if not may_gather(viewer, found):
        raise NotYours
    return found
