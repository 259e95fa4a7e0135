"""Who may sign in and what for: for administrators, and, of roles, for those who look after them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from takehold.audit import queries as audit
from takehold.people.facts import (
    EVERYWHERE,
    WATCHING,
    AccountFact,
    AccountsPage,
    AccountState,
    HeldRole,
    NotFound,
    NotYours,
    RoleKind,
    Show,
    Viewer,
)
from takehold.people.models import Membership, Person, Role
from takehold.people.queries.teams import valid

GAVE: Final = "role given"
"""The line of the record that says who gave a role, and the role's number."""
HOUSE: Final = 0
"""Stands where nobody in person gave a role."""


def accounts(
    *, viewer: Viewer, search: str = "", show: Show = Show.IN, offset: int = 0, limit: int = 50
) -> AccountsPage:
    """People by name, with their roles. For administrators; raises ``NotYours``."""
    _administrator(viewer)
    counted = Person.objects.aggregate(
        people=Count("id"), admitted=Count("id", filter=Q(user__is_active=True))
    )
    rows = _chosen(search.strip(), show, viewer.on)
    found = rows.select_related("user").order_by("name", "id")[offset : offset + limit]
    return AccountsPage(_facts(found, viewer.on), rows.count(), counted["people"], counted["admitted"])


def account(*, viewer: Viewer, person_id: int) -> AccountFact:
    """One person, and who gave each role. For administrators; raises ``NotYours``, ``NotFound``."""
    _administrator(viewer)
    found = _facts(Person.objects.filter(id=person_id).select_related("user"), viewer.on, given=True)
    if not found:
        raise NotFound
    return found[0]


def role_holders(*, viewer: Viewer) -> tuple[HeldRole, ...]:
    """Every role that reads beyond one team, by role and name, and who gave it. Not of accounts that were closed.

    For administrators, the works council and auditors; raises ``NotYours``.
    """
    if not viewer.has(RoleKind.ADMIN, *WATCHING):
        raise NotYours
    rows = Role.objects.filter(valid(viewer.on), kind__in=EVERYWHERE).exclude(person__user__is_active=False)
    held = _held(rows, given=True)
    return tuple(sorted(held, key=lambda role: (EVERYWHERE.index(role.kind), role.person, role.id)))


def role_of(*, viewer: Viewer, person_id: int, role_id: int) -> HeldRole:
    """A role of a person that is not over. For administrators; raises ``NotYours``, ``NotFound``."""
    _administrator(viewer)
    found = _held(Role.objects.filter(_not_over(viewer.on), id=role_id, person_id=person_id), given=True)
    if not found:
        raise NotFound
    return found[0]


def by_state() -> tuple[tuple[str, int], ...]:
    """How many accounts of people are open, and how many closed."""
    counted = Person.objects.aggregate(
        closed=Count("pk", filter=Q(user__is_active=False)), open=Count("pk", filter=Q(user__is_active=True))
    )
    return tuple(sorted(counted.items()))


def _administrator(viewer: Viewer) -> None:
    if not viewer.has(RoleKind.ADMIN):
        raise NotYours


def _not_over(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _chosen(search: str, show: Show, on: date) -> QuerySet[Person]:
    rows = Person.objects.all()
    if search:
        rows = rows.filter(
            Q(name__icontains=search) | Q(key__icontains=search) | Q(email__icontains=search)
            | Q(user__email__icontains=search)
        )  # fmt: skip
    if show is Show.IN:
        return rows.filter(user__is_active=True)
    if show is Show.CLOSED:
        return rows.filter(user__is_active=False)
    if show is Show.OUT:
        return rows.filter(user__isnull=True)
    if show is Show.ROLES:
        return rows.filter(Exists(Role.objects.filter(_not_over(on), person=OuterRef("pk"))))
    return rows


def _facts(rows: Iterable[Person], on: date, *, given: bool = False) -> tuple[AccountFact, ...]:
    people = list(rows)
    ids = [row.pk for row in people]
    roles: dict[int, list[HeldRole]] = {}
    for role in _held(Role.objects.filter(_not_over(on), person_id__in=ids), given=given):
        roles.setdefault(role.person_id, []).append(role)
    in_teams = Membership.objects.filter(valid(on), person_id__in=ids)
    teams = dict(in_teams.order_by("valid_from").values_list("person_id", "team__name"))
    users = [row.user_id for row in people]
    connected = set(SocialAccount.objects.filter(user_id__in=users).values_list("user_id", flat=True))
    return tuple(
        AccountFact(
            row.pk, row.key, row.name, row.job, teams.get(row.pk, ""),
            row.user.email if row.user else row.email, _state(row), tuple(roles.get(row.pk, ())),
            row.user is not None and row.user.has_usable_password(), row.user_id in connected,
        )
        for row in people
    )  # fmt: skip


def _state(row: Person) -> AccountState:
    if row.user is None:
        return AccountState.NONE
    if not row.user.is_active:
        return AccountState.CLOSED
    return AccountState.OPEN if row.user.last_login else AccountState.WAITING


def _held(rows: QuerySet[Role], *, given: bool = False) -> tuple[HeldRole, ...]:
    found = list(rows.select_related("person", "team").order_by("kind", "valid_from", "id"))
    givers = _givers({role.person_id for role in found}) if given else {}
    people = set(givers.values()) - {HOUSE}
    names = dict(Person.objects.filter(id__in=people).values_list("id", "name")) if people else {}
    return tuple(
        HeldRole(
            role.pk, RoleKind(role.kind), role.person_id, role.person.name, role.valid_from, role.valid_to,
            role.team_id, role.team.name if role.team else "", role.initiative_id,
            names.get(givers.get(role.pk, 0), ""), givers.get(role.pk) == role.person_id,
            givers.get(role.pk) == HOUSE,
        )
        for role in found
    )  # fmt: skip


def _givers(people: Collection[int]) -> dict[int, int]:
    """The person who gave each role, or the house, by the role's number, as the record has it: the last who gave it."""
    found: dict[int, int] = {}
    for entry in audit.of(action=GAVE, subjects=[f"person:{person}" for person in sorted(people)]):
        kind, _colon, number = entry.actor.partition(":")
        role = entry.details.get("id")
        if isinstance(role, int):
            found.setdefault(role, int(number) if kind == "person" else HOUSE)
    return found
