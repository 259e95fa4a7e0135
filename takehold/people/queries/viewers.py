"""Who looks, and what they may see. The only maker of a scope."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from takehold.ledger import queries as ledger
from takehold.ledger.facts import Scope
from takehold.people.facts import KeyFact, RoleFact, RoleKind, Sight, Viewer
from takehold.people.models import MachineKey, Membership, Person, Role
from takehold.people.queries.teams import floor, readable, teams_and_floor, valid

SIGHT, OWN = "sight", "own teams"


def viewer(*, user_id: int | None, on: date) -> Viewer:
    """The person behind an account with the roles of that day. Nobody, or an account that was shut: no roles.

    One query, because every page begins with it.
    """
    nobody = Viewer(None, "", (), on)
    if user_id is None:
        return nobody
    none = Cast(Value(None), BigIntegerField())  # PostgreSQL wants to know of what kind nothing is
    columns = ("owner", "called", "what", "of_team", "of_change", "nth")
    themselves = Person.objects.filter(user_id=user_id, user__is_active=True).annotate(
        owner=F("pk"),
        called=F("name"),
        what=Value(""),
        of_team=none,
        of_change=none,
        nth=Value(0, BigIntegerField()),
    )
    belongs = Membership.objects.filter(valid(on), person__user_id=user_id).annotate(
        owner=F("person_id"),
        called=Value(""),
        what=Value(RoleKind.EMPLOYEE.value),
        of_team=F("team_id"),
        of_change=none,
        nth=Value(1, BigIntegerField()),
    )
    given = Role.objects.filter(valid(on), person__user_id=user_id).annotate(
        owner=F("person_id"),
        called=Value(""),
        what=F("kind"),
        of_team=F("team_id"),
        of_change=F("initiative_id"),
        nth=F("pk") + 1,
    )
    rows = themselves.values_list(*columns).union(
        belongs.values_list(*columns), given.values_list(*columns), all=True
    )
    found = sorted(rows, key=lambda row: row[5])
    if not found or found[0][2] != "":
        return nobody
    person, name = found[0][:2]
    roles = tuple(RoleFact(RoleKind(what), team, change) for _p, _n, what, team, change, _nth in found[1:])
    return Viewer(person, name, roles, on)


def system_viewer(*, on: date) -> Viewer:
    """The house itself, for what runs by the clock. No person, and no page is ever shown to it."""
    return Viewer(None, "takehold", (RoleFact(RoleKind.STEWARD), RoleFact(RoleKind.ADMIN)), on)


def scope(*, viewer: Viewer) -> Scope:
    """What this viewer may read: the teams of whole units, the measures, the floor. Without a role, nothing."""
    return sight(viewer=viewer).scope


def sight(*, viewer: Viewer) -> Sight:
    """The scope together with the units it consists of: one fetch for pages that need both."""
    if not viewer.roles:
        return Sight(Scope(frozenset(), frozenset(), floor()), (), ())
    kept = viewer.seen.get(SIGHT)
    if isinstance(kept, Sight):
        return kept
    teams, at_least = teams_and_floor(viewer.on)
    seen = readable(viewer, teams, at_least)
    scope = Scope(
        teams=frozenset(team for unit in seen for team in unit.team_ids),
        measures=ledger.measure_ids(),
        floor=at_least,
    )
    found = Sight(scope, seen, teams)
    viewer.seen[SIGHT] = found
    return found


def sight_of_house(mine: Sight, *, on: date) -> Sight:
    """What the house itself sees on that day, of the teams that a viewer's sight has fetched already."""
    seen = readable(system_viewer(on=on), mine.teams, mine.scope.floor)
    teams = frozenset(team for unit in seen for team in unit.team_ids)
    return Sight(Scope(teams=teams, measures=mine.scope.measures, floor=mine.scope.floor), seen, mine.teams)


def own_teams(viewer: Viewer) -> frozenset[int]:
    """The teams that somebody belongs to or manages directly: those who learn of a slip first."""
    kept = viewer.seen.get(OWN)  # asked for each unit of a page
    if isinstance(kept, frozenset):
        return kept
    found = frozenset(
        role.team_id
        for role in viewer.roles
        if role.team_id is not None and role.kind in (RoleKind.EMPLOYEE, RoleKind.MANAGER)
    )
    viewer.seen[OWN] = found
    return found


def key_holder(*, secret: str, on: date) -> int | None:
    """The account behind a program's key, while the key is valid."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    found: int | None = (
        MachineKey.objects.filter(sha256=digest, expires_on__gt=on, person__user__is_active=True)
        .values_list("person__user_id", flat=True)
        .first()
    )
    return found


def keys(*, viewer: Viewer) -> tuple[KeyFact, ...]:
    """The viewer's own keys that are still good, the newest first."""
    rows = MachineKey.objects.filter(person_id=viewer.person_id or 0, expires_on__gt=viewer.on)
    return tuple(
        KeyFact(row.pk, row.name, timezone.localtime(row.created_at).date(), row.expires_on)
        for row in rows.order_by("-created_at", "-id")
    )


def has_administrator() -> bool:
    """Whether anybody administers this organisation yet."""
    return Role.objects.filter(kind=RoleKind.ADMIN, valid_to__isnull=True).exists()
