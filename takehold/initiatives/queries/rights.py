"""Who may read and change what of a change. A change that one may not read does not exist for that reader."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from takehold.people.facts import EVERYWHERE, RoleKind, Viewer
from takehold.people.queries import own_teams


def may_read(viewer: Viewer, audience: Collection[int], seen: Collection[int]) -> bool:
    """Roles over everything read every change; others those that are for everybody or for a team they see."""
    if not viewer.roles:
        return False
    return viewer.has(*EVERYWHERE) or not audience or bool(set(audience) & set(seen))


def may_create(viewer: Viewer) -> bool:
    """Change leads, IT leads and administrators begin changes."""
    return any(
        role.kind in (RoleKind.ADMIN, RoleKind.IT_LEAD)
        or (role.kind is RoleKind.LEAD and role.initiative_id is None)
        for role in viewer.roles
    )


def may_edit(viewer: Viewer, initiative_id: int, lead_id: int | None) -> bool:
    """Administrators and IT leads any; a lead all, or the one led."""
    if viewer.has(RoleKind.ADMIN, RoleKind.IT_LEAD):
        return True
    if viewer.person_id is not None and viewer.person_id == lead_id and viewer.roles:
        return True
    return any(
        role.kind is RoleKind.LEAD and role.initiative_id in (None, initiative_id) for role in viewer.roles
    )


def is_own(viewer: Viewer, team_ids: Collection[int]) -> bool:
    """Whether the viewer belongs to the unit or manages one of its teams: those who learn of a slip first."""
    return bool(own_teams(viewer) & set(team_ids))


def may_see_alert(viewer: Viewer, state: str, team_ids: Collection[int], visible_above_on: date) -> bool:
    """The team at any time; others an alert, never a watch, from the day on which it is visible above."""
    if is_own(viewer, team_ids):
        return True
    return state not in ("watch", "calm") and viewer.on >= visible_above_on
