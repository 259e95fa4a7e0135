"""The floor, which only rises, and what became of teams."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.people.facts import NotAllowed, NotFound, RoleKind, Viewer
from takehold.people.models import Organisation, Reorganisation, Team
from takehold.people.operations.rights import actor, need

KINDS = ("continues", "merges", "splits", "new")


def raise_floor(*, viewer: Viewer, to: int, now: datetime) -> None:
    """Raise the smallest group that may be shown. It cannot be lowered again, by anybody."""
    need(viewer, RoleKind.ADMIN, RoleKind.WORKS_COUNCIL)
    with transaction.atomic():
        row, _made = Organisation.objects.get_or_create(id=1)
        if to < row.floor:
            raise NotAllowed(
                _("The smallest group shown is %(floor)d people. It can be raised, never lowered.")
                % {"floor": row.floor}
            )
        if to == row.floor:
            return
        row.floor = to
        row.save(update_fields=["floor"])
        audit.record(
            actor=actor(viewer), action="floor raised", subject="organisation", now=now, details={"to": to}
        )


def record_reorganisation(
    *, viewer: Viewer, on: date, kind: str, earlier_id: int | None, later_id: int, now: datetime
) -> None:
    """Record what became of a team: continues, merges, splits or new. Only "continues" carries a baseline."""
    need(viewer, RoleKind.ADMIN, RoleKind.STEWARD)
    if kind not in KINDS:
        raise NotAllowed(_("A reorganisation is one of: %(kinds)s.") % {"kinds": ", ".join(KINDS)})
    if (kind == "new") != (earlier_id is None) or earlier_id == later_id:
        raise NotAllowed(_("Name the earlier and the later team; a new team has no earlier one."))
    wanted = {later_id} | ({earlier_id} if earlier_id is not None else set())
    if Team.objects.filter(id__in=wanted).count() != len(wanted):
        raise NotFound
    with transaction.atomic():
        row, made = Reorganisation.objects.get_or_create(
            on=on,
            kind=kind,
            earlier_id=earlier_id,
            later_id=later_id,
            defaults={"recorded_by": actor(viewer), "recorded_at": now},
        )
        if made:
            audit.record(
                actor=actor(viewer),
                action="reorganisation recorded",
                subject=f"team:{later_id}",
                now=now,
                details={"kind": kind, "id": row.pk},
            )
