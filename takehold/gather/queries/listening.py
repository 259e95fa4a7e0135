"""Who listens to what: those who lead a change, a manager to the own area, who is on duty to what is unsafe."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from takehold.gather.facts.says import Desk
from takehold.gather.queries.desk import desk
from takehold.initiatives.queries.names import ChangeName, names
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer

EARS = "ears"
BRIEF = "ears for changes"
HOUSE_WIDE = (RoleKind.ADMIN, RoleKind.IT_LEAD)
WRITERS = (RoleKind.MANAGER, RoleKind.LEAD, RoleKind.COACH, RoleKind.IT_LEAD, RoleKind.ADMIN)


@dataclass(frozen=True, slots=True)
class Ears:
    """``leads``: ids of the changes led. ``teams``: those managed, with all below. ``own``: of which one is a member or
    the manager. ``house_wide``: also what belongs to no change. ``changes``: those one may read."""

    leads: frozenset[int]
    teams: frozenset[int]
    own: frozenset[int]
    house_wide: bool
    duty: bool
    changes: tuple[ChangeName, ...]
    desk: Desk = field(default_factory=Desk)

    @property
    def any(self) -> bool:
        """Whether anything is heard at all."""
        return bool(self.leads or self.teams or self.house_wide or self.duty)


def ears(viewer: Viewer) -> Ears:
    """What this viewer listens to; fetched once a request."""
    kept = viewer.seen.get(EARS)
    if isinstance(kept, Ears):
        return kept
    brief, at_desk = ears_for_changes(viewer), desk() if viewer.roles else Desk()
    on_duty = viewer.person_id is not None and at_desk.duty_id == viewer.person_id
    found = replace(brief, duty=on_duty, desk=at_desk)
    viewer.seen[EARS] = found
    return found


def ears_for_changes(viewer: Viewer) -> Ears:
    """As ``ears``, without who is on duty and what is set at the desk: one query less."""
    kept = viewer.seen.get(BRIEF)
    if isinstance(kept, Ears):
        return kept
    if not viewer.roles:
        return Ears(frozenset(), frozenset(), frozenset(), False, False, ())
    changes = names(viewer=viewer)
    managed = [role.team_id for role in viewer.roles if role.kind is RoleKind.MANAGER and role.team_id]
    teams = people.sight(viewer=viewer).teams
    found = Ears(
        leads=frozenset(each.id for each in changes if each.may_edit),
        teams=people.with_those_below(teams, managed),
        own=people.own_teams(viewer),
        house_wide=any(
            role.kind in HOUSE_WIDE or (role.kind is RoleKind.LEAD and role.initiative_id is None)
            for role in viewer.roles
        ),
        duty=False,
        changes=changes,
    )
    viewer.seen[BRIEF] = found
    return found


def change_of(viewer: Viewer, slug: str) -> ChangeName | None:
    """The change of this address, where this viewer may read it; None for no address. Raises ``NotYours``."""
    if not slug:
        return None
    for each in ears(viewer).changes:
        if each.slug == slug:
            return each
    raise NotYours


def read_change(viewer: Viewer, slug: str) -> ChangeName:
    """The change of this address. Raises ``NotYours``, also where there is no address."""
    found = change_of(viewer, slug)
    if found is None:
        raise NotYours
    return found


def led_change(viewer: Viewer, slug: str, otherwise: str) -> ChangeName:
    """The change, for those who lead it. Raises ``NotYours``, ``NotAllowed`` with the sentence ``otherwise``."""
    change = read_change(viewer, slug)
    if not change.may_edit:
        raise NotAllowed(otherwise)
    return change


def may_note(viewer: Viewer) -> bool:
    """Whether this viewer writes notes: managers, coaches, and those who lead."""
    return viewer.has(*WRITERS)
