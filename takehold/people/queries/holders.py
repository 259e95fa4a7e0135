"""Who holds which role: by name where a role reads beyond one team, else only how many."""

from __future__ import annotations

from takehold.people.facts import EVERYWHERE, NotYours, RoleKind, Viewer
from takehold.people.models import Organisation, Role
from takehold.people.queries.teams import valid

Holders = tuple[tuple[RoleKind, tuple[str, ...]], ...]


def holders(*, viewer: Viewer) -> tuple[Holders, tuple[tuple[RoleKind, int], ...]]:
    """The names behind the roles over everything, and how many hold each of the others. Raises ``NotYours``.

    Whoever holds a role and has not signed in yet is told of: the role opens the pages at the first sign-in. Not told
    of is whose account was switched off.
    """
    if not viewer.roles:
        raise NotYours
    named: dict[RoleKind, set[str]] = {}
    counted: dict[RoleKind, set[int]] = {}
    rows = Role.objects.filter(valid(viewer.on)).exclude(person__user__is_active=False)
    for kind, person, name in rows.values_list("kind", "person_id", "person__name"):
        role = RoleKind(kind)
        if role in EVERYWHERE:
            named.setdefault(role, set()).add(name)
        else:
            counted.setdefault(role, set()).add(person)
    told = tuple((role, tuple(sorted(named[role]))) for role in EVERYWHERE if role in named)
    return told, tuple((role, len(counted[role])) for role in RoleKind if role in counted)


def organisation() -> str:
    """What the organisation is called; empty where nobody said."""
    return Organisation.objects.values_list("name", flat=True).first() or ""
