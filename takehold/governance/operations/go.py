"""Signing as the co-owner, and saying that a change goes live for a group: past what is missing only with a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.go import Condition
from takehold.governance.operations.saying import plainly, record
from takehold.governance.queries.go import standing
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import Conflict, Initiative, Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST_REASON: Final = 500
SHORTEST_REASON: Final = 15
AHEAD: Final = timedelta(days=730)


def sign(*, viewer: Viewer, change: Initiative, now: datetime) -> None:
    """Say as the operational co-owner that operations are ready; said twice it counts once. Raises ``NotAllowed``."""
    _owner(viewer, change)
    if standing(viewer=viewer, change=change).signature.signed_on is not None:
        return
    with transaction.atomic():
        rows = models.CoOwnerSignature.objects.filter(initiative_id=change.id, ended_on=None)
        rows.update(ended_on=viewer.on)
        models.CoOwnerSignature.objects.create(
            initiative_id=change.id, person_id=viewer.person_id, signed_on=viewer.on
        )
        record(viewer, "change signed for operations", f"change:{change.id}", now)


def unsign(*, viewer: Viewer, change: Initiative, now: datetime) -> None:
    """Take it back. What went live stays live. Raises ``NotAllowed``."""
    _owner(viewer, change)
    with transaction.atomic():
        rows = models.CoOwnerSignature.objects.filter(initiative_id=change.id, ended_on=None)
        if rows.update(ended_on=viewer.on):
            record(viewer, "signature for operations taken back", f"change:{change.id}", now)


def say(
    *,
    viewer: Viewer,
    change: Initiative,
    group: str,
    team_ids: Collection[int],
    on: date | None,
    missing: Collection[Condition],
    reason: str,
    now: datetime,
) -> int:
    """Say that the change goes live for a group on a day, which is set as its go-live; its id.

    ``missing``: what does not hold at this moment, as the caller found it within the same transaction.

    Raises:
        NotAllowed: not theirs. Invalid: no day, or something is missing and no reason is named. Conflict: said already.
    """
    leading(change)
    if on is None or not viewer.on <= on <= viewer.on + AHEAD:
        raise Invalid("on", _("Choose a day from today on, within two years."))
    if missing and len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(
            "reason",
            _(
                "Something is missing. Wait until it holds, or name the reason why it cannot wait: the council reads it."
            ),
        )
    why = plainly(reason, most=LONGEST_REASON, field="reason") if missing else ""
    try:
        with transaction.atomic():
            row = models.Go.objects.create(
                initiative_id=change.id, group=group, team_ids=sorted(team_ids), goes_on=on, said_on=viewer.on,
                said_by_id=viewer.person_id, missing=",".join(sorted(missing)), reason=why,
            )  # fmt: skip
            for team in sorted(team_ids):
                initiatives.set_go_live(viewer=viewer, slug=change.slug, on=on, team_id=team, now=now)
            what = "go said past what is missing" if missing else "go said"
            record(viewer, what, f"go:{row.pk}", now, missing=len(missing))
    except IntegrityError as error:
        raise Conflict(_("For this group it was said already. Take that back first.")) from error
    return row.pk


def take_back(*, viewer: Viewer, change: Initiative, go_id: int, now: datetime) -> None:
    """Take a "go" back before its day; the days of its teams go with it. What was said stays on record.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: the day is over, it is live.
    """
    leading(change)
    with transaction.atomic():
        row = (
            models.Go.objects.select_for_update()
            .filter(id=go_id, initiative_id=change.id, ended_on=None)
            .first()
        )
        if row is None:
            raise NotYours
        if row.goes_on <= viewer.on:
            raise Invalid("go", _("It is live already. What happened stays on record."))
        row.ended_on = viewer.on
        row.save()
        for team in row.team_ids:
            initiatives.set_go_live(viewer=viewer, slug=change.slug, on=None, team_id=team, now=now)
        record(viewer, "go taken back", f"go:{row.pk}", now)


def _owner(viewer: Viewer, change: Initiative) -> None:
    if change.co_owner is None or change.co_owner.id != viewer.person_id:
        raise NotAllowed(_("This is signed by the operational co-owner of the change, and by nobody else."))


def leading(change: Initiative) -> None:
    """Let only those pass who lead the change. Raises ``NotAllowed``."""
    if not change.may_edit:
        raise NotAllowed(_("This is said by those who lead the change; you may read what is missing."))
