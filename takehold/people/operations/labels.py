"""Saying which team a source's label means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.people.facts import NotFound, RoleKind, Viewer
from takehold.people.models import SINCE_EVER, Team, TeamLabel
from takehold.people.operations.rights import need
from takehold.people.queries import label_matches

MATCHERS = (RoleKind.ADMIN, RoleKind.STEWARD, RoleKind.LEAD, RoleKind.IT_LEAD)


def match_label(
    *,
    viewer: Viewer,
    source_id: int,
    label: str,
    team_id: int | None,
    now: datetime,
    since: date | None = None,
) -> None:
    """Give a label to a team, or with None leave it outside. With ``since`` only from that day on."""
    need(viewer, *MATCHERS)
    if team_id is not None and not Team.objects.filter(id=team_id).exists():
        raise NotFound(_("This team is not there any more."))
    how = "outside" if team_id is None else "chosen"
    with transaction.atomic():
        if _set(source_id, label, team_id, how, since):
            audit.record(
                actor=viewer.actor,
                action="label matched",
                subject=f"source:{source_id}",
                now=now,
                details={"team": team_id if team_id is not None else "outside"},
            )


def match_exactly(*, viewer: Viewer, source_id: int, labels: Sequence[tuple[str, int]], now: datetime) -> int:
    """Accept every label that is the very name of one team and that nobody has decided on. How many there were."""
    need(viewer, *MATCHERS)
    found = label_matches(viewer=viewer, source_id=source_id, labels=labels)
    there = set(TeamLabel.objects.filter(source_id=source_id).values_list("label", flat=True))
    new = [match for match in found if match.how == "exact" and match.label not in there]
    if not new:
        return 0
    with transaction.atomic():
        TeamLabel.objects.bulk_create(
            [
                TeamLabel(source_id=source_id, label=each.label, team_id=each.team_id, how="exact")
                for each in new
            ],
            batch_size=300,
        )
        audit.record(
            actor=viewer.actor,
            action="labels matched",
            subject=f"source:{source_id}",
            now=now,
            details={"labels": len(new)},
        )
    return len(new)


def _set(source: int, label: str, team: int | None, how: str, since: date | None) -> bool:
    """Write the row; False when it already said so."""
    rows = TeamLabel.objects.filter(source_id=source, label=label).order_by("valid_from")
    if since is None:  # for the whole time: one row instead of whatever was there
        if list(rows.values_list("team_id", "how", "valid_to")) == [(team, how, None)]:
            return False
        rows.delete()
        TeamLabel.objects.create(source_id=source, label=label, team_id=team, how=how, valid_from=SINCE_EVER)
        return True
    rows.filter(valid_from__gte=since).delete()
    last = rows.last()
    if last is not None and last.team_id == team and last.valid_to is None:
        return False
    if last is not None:
        last.valid_to = since
        last.save(update_fields=["valid_to"])
    TeamLabel.objects.create(source_id=source, label=label, team_id=team, how=how, valid_from=since)
    return True
