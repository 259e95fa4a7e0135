"""The floor, which only rises, what became of teams, and which of them stay together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.people.facts import NotAllowed, NotFound, RoleKind, Viewer
from takehold.people.models import Organisation, Reorganisation, Team, TeamParent, Together
from takehold.people.operations.rights import need
from takehold.people.queries.partition import groups
from takehold.people.queries.teams import teams_and_floor

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
            actor=viewer.actor, action="floor raised", subject="organisation", now=now, details={"to": to}
        )


def confirm_sizes(*, viewer: Viewer, team_ids: Collection[int]) -> int:
    """The sizes that somebody said of these teams count from now on; how many did not yet. The caller puts it on record."""
    need(viewer, RoleKind.ADMIN, RoleKind.STEWARD)
    return TeamParent.objects.filter(team_id__in=team_ids, waits=True).update(waits=False)


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
            defaults={"recorded_by": viewer.actor, "recorded_at": now},
        )
        if made:
            audit.record(
                actor=viewer.actor,
                action="reorganisation recorded",
                subject=f"team:{later_id}",
                now=now,
                details={"kind": kind, "id": row.pk},
            )


def keep_together(*, on: date, now: datetime) -> int:
    """Before anything is shown: write down which teams are put together on this day, so that they stay so.

    How many teams were newly tied; doing it again changes nothing.
    """
    teams, floor = teams_and_floor(on)
    tied = {team.id: (team.tied_to, team.place) for team in teams}
    wanted = {
        team.id: (unit[0].id, place)
        for unit in groups(teams, floor=floor)
        if len(unit) > 1
        for place, team in enumerate(unit)
    }
    changed = [team for team, where in wanted.items() if tied[team] != where]
    if not changed:
        return 0
    with transaction.atomic():
        for team in changed:
            first, place = wanted[team]
            Together.objects.update_or_create(
                team_id=team,
                defaults={"first_id": first, "place": place},
                create_defaults={"first_id": first, "place": place, "since": on},
            )
        audit.record(
            actor="takehold",
            action="teams put together",
            subject="teams",
            now=now,
            details={"teams": len(changed)},
        )
    return len(changed)
