"""Giving and ending roles."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from takehold.audit import operations as audit
from takehold.people.facts import NotFound, RoleKind, Viewer
from takehold.people.models import Person, Role
from takehold.people.operations.rights import need

OF_A_CHANGE = (RoleKind.LEAD, RoleKind.SPONSOR)
"""A lead may give these for the change that is led."""


def grant_role(
    *,
    viewer: Viewer,
    person_id: int,
    kind: RoleKind,
    now: datetime,
    team_id: int | None = None,
    initiative_id: int | None = None,
    since: date | None = None,
) -> None:
    """Give a role, once. Administrators give any; who leads changes may name lead and sponsor of a change."""
    if initiative_id is not None and kind in OF_A_CHANGE:
        need(viewer, RoleKind.ADMIN, RoleKind.LEAD, RoleKind.IT_LEAD)
    else:
        need(viewer, RoleKind.ADMIN)
    if not Person.objects.filter(id=person_id).exists():
        raise NotFound
    with transaction.atomic():
        role, made = Role.objects.get_or_create(
            person_id=person_id,
            kind=kind,
            team_id=team_id,
            initiative_id=initiative_id,
            valid_to=None,
            defaults={"valid_from": since or now.date()},
        )
        if made:
            audit.record(
                actor=viewer.actor,
                action="role given",
                subject=f"person:{person_id}",
                now=now,
                details={"role": kind.value, "id": role.pk},
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
    """End a role today. A role that began today is taken back."""
    need(viewer, RoleKind.ADMIN)
    today = now.date()
    rows = Role.objects.filter(person_id=person_id, kind=kind, initiative_id=initiative_id)
    rows = rows.filter(team__isnull=True) if team_id is None else rows.filter(team_id=team_id)
    with transaction.atomic():
        rows.filter(valid_from__gte=today).delete()
        rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).update(valid_to=today)
        audit.record(
            actor=viewer.actor,
            action="role ended",
            subject=f"person:{person_id}",
            now=now,
            details={"role": kind.value},
        )
