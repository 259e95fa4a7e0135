"""Giving and ending roles."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.people.facts import (
    OF_A_CHANGE,
    OF_A_TEAM,
    WATCHING,
    Invalid,
    NotAllowed,
    NotFound,
    RoleKind,
    Viewer,
)
from takehold.people.models import Organisation, Person, Role
from takehold.people.operations.rights import need
from takehold.people.queries.admitted import GAVE
from takehold.people.queries.identity import last_administrator


def grant_role(
    *,
    viewer: Viewer,
    person_id: int,
    kind: RoleKind,
    now: datetime,
    team_id: int | None = None,
    initiative_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Give a role, once; its number. Administrators give any; who leads changes may name lead and sponsor of a change.

    ``until``: the day on which it is over; None: it holds until it is taken back. Where the person holds the very role
    for some of that time, it becomes one for all of it.

    Raises:
        NotYours, NotAllowed: the viewer may not, or would give themself what nobody gives themself.
        NotFound: there is no such person.
        Invalid: such a role is not held there, or would end before it begins.
    """
    if initiative_id is not None and kind in OF_A_CHANGE:
        need(viewer, RoleKind.ADMIN, RoleKind.LEAD, RoleKind.IT_LEAD)
    else:
        need(viewer, RoleKind.ADMIN)
    start = since or timezone.localdate(now)
    check(viewer, person_id, kind, team_id, initiative_id, start, until, timezone.localdate(now))
    if not Person.objects.filter(id=person_id).exists():
        raise NotFound
    with transaction.atomic():
        wanted = Role(
            person_id=person_id, kind=kind, team_id=team_id, initiative_id=initiative_id,
            valid_from=start, valid_to=until,
        )  # fmt: skip
        role, changed = _laid_together(wanted)
        if changed:
            audit.record(
                actor=viewer.actor,
                action=GAVE,
                subject=f"person:{person_id}",
                now=now,
                details={"role": kind.value, "id": role},
            )
    return role


def check(
    viewer: Viewer,
    person_id: int,
    kind: RoleKind,
    team_id: int | None,
    initiative_id: int | None,
    start: date,
    until: date | None,
    today: date,
) -> None:
    """Whether such a role can be held. Raises ``Invalid``; ``NotAllowed`` where the viewer would look after themself."""
    if kind is RoleKind.EMPLOYEE:
        raise Invalid("role", _("Who belongs to a team is a member by that; the list of people says it."))
    if (team_id is None) == (kind in OF_A_TEAM):
        said = (
            _("This role is held for a team.") if team_id is None else _("This role is not held for a team.")
        )
        raise Invalid("team", said)
    if initiative_id is not None and kind not in OF_A_CHANGE:
        raise Invalid("change", _("Only lead and sponsor are held for one change."))
    if until is not None and until <= start:
        raise Invalid("until", _("It would end before it begins."))
    if until is not None and until <= today:
        raise Invalid("until", _("That day is over already."))
    if kind in WATCHING and viewer.person_id == person_id:
        raise NotAllowed(
            _(
                "The works council and auditors look after administrators. Another administrator gives these roles."
            )
        )


def end_role(
    *,
    viewer: Viewer,
    person_id: int,
    kind: RoleKind,
    now: datetime,
    team_id: int | None = None,
    initiative_id: int | None = None,
) -> None:
    """End a role today. A role that began today is taken back. Raises ``NotAllowed`` for the last administrator."""
    need(viewer, RoleKind.ADMIN)
    rows = _same(person_id, kind, team_id, initiative_id)
    _end(rows, viewer=viewer, person_id=person_id, kind=kind, now=now)


def take_back(*, viewer: Viewer, role_id: int, now: datetime) -> None:
    """End one role today, by its number. Raises ``NotFound``, ``NotAllowed`` for the last administrator."""
    need(viewer, RoleKind.ADMIN)
    row = Role.objects.filter(id=role_id).first()
    if row is None:
        raise NotFound
    _end(
        Role.objects.filter(id=role_id),
        viewer=viewer,
        person_id=row.person_id,
        kind=RoleKind(row.kind),
        now=now,
    )


def keep_an_administrator(*, person_id: int, on: date) -> None:
    """Refuse, within the caller's transaction, to lose the last administrator who can sign in. Others who try the same
    wait."""
    Organisation.objects.select_for_update().filter(id=1).first()
    if last_administrator(person_id=person_id, on=on):
        raise NotAllowed(
            _(
                "Nobody else is an administrator. Give that role to somebody first: without one, nobody could be let in."
            )
        )


def _same(person_id: int, kind: RoleKind, team_id: int | None, initiative_id: int | None) -> QuerySet[Role]:
    rows = Role.objects.filter(person_id=person_id, kind=kind, initiative_id=initiative_id)
    return rows.filter(team__isnull=True) if team_id is None else rows.filter(team_id=team_id)


def _end(rows: QuerySet[Role], *, viewer: Viewer, person_id: int, kind: RoleKind, now: datetime) -> None:
    today = timezone.localdate(now)
    with transaction.atomic():
        if kind is RoleKind.ADMIN and rows.exists():
            keep_an_administrator(person_id=person_id, on=today)
        rows.filter(valid_from__gte=today).delete()
        rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).update(valid_to=today)
        audit.record(
            actor=viewer.actor,
            action="role ended",
            subject=f"person:{person_id}",
            now=now,
            details={"role": kind.value},
        )


def _laid_together(wanted: Role) -> tuple[int, bool]:
    """The number of the row that covers this role and those of the same that touch it, and whether anything is new."""
    same = _same(wanted.person_id, RoleKind(wanted.kind), wanted.team_id, wanted.initiative_id)
    same = same.exclude(valid_to__lt=wanted.valid_from)
    if wanted.valid_to is not None:
        same = same.filter(valid_from__lte=wanted.valid_to)
    rows = list(same.select_for_update().order_by("valid_from", "id"))
    if not rows:
        wanted.save()
        return wanted.pk, True
    ends = [row.valid_to for row in (*rows, wanted)]
    kept, start = rows[0], min(rows[0].valid_from, wanted.valid_from)
    end = None if None in ends else max(day for day in ends if day is not None)
    if (kept.valid_from, kept.valid_to) == (start, end):
        return kept.pk, False
    Role.objects.filter(id__in=[row.pk for row in rows[1:]]).delete()
    Role.objects.filter(id=kept.pk).update(valid_from=start, valid_to=end)
    return kept.pk, True
