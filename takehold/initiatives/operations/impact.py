"""Filling in the impact sheet, and taking its teams as those that the change is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.facts import (
    ASPECTS,
    Conflict,
    GroupKind,
    HowMuch,
    ImpactInput,
    InitiativeInput,
    Invalid,
)
from takehold.initiatives.operations.changes import edit
from takehold.initiatives.operations.rights import editable
from takehold.initiatives.queries import changes as change_queries
from takehold.initiatives.queries.impact import (
    LONGEST_NOTE,
    MOST,
    audience_difference,
    said,
    version_of,
)
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.people.queries.jobs import jobs


def save_impact(
    *, viewer: Viewer, slug: str, lines: Sequence[ImpactInput], version: str, now: datetime
) -> str:
    """Keep these lines as the whole sheet, if it is still the one that was read; its new version.

    Raises:
        NotYours, NotAllowed: not this viewer's to fill in. Invalid: ``field`` is the number of the line, from 1.
        Conflict: somebody else changed the sheet meanwhile.
    """
    row = editable(viewer, slug)
    check(viewer, lines)
    with transaction.atomic():
        models.Initiative.objects.select_for_update().get(pk=row.pk)  # the next writer waits here
        was = [said(each) for each in row.impacts.order_by("position", "id")]
        if version_of(was) != version:
            raise Conflict(
                _(
                    "Somebody else changed this meanwhile. Nothing was overwritten: look at the new text and say yours again."
                )
            )
        if list(lines) != was:
            _write(row, lines, viewer, now)
    viewer.seen.clear()
    return version_of(lines)


def merge_impact(
    *, viewer: Viewer, slug: str, lines: Sequence[ImpactInput], only_these: bool, now: datetime
) -> int:
    """Lines of a file: those about a group that is there replace it, others are added. ``only_these``: the rest goes.

    How many groups the sheet has then. Raises as ``save_impact``, without ``Conflict``.
    """
    row = editable(viewer, slug)
    with transaction.atomic():
        models.Initiative.objects.select_for_update().get(pk=row.pk)
        new = {each.group: each for each in lines}
        check(viewer, lines)
        was = [said(each) for each in row.impacts.order_by("position", "id")]
        kept = [new.pop(each.group, None if only_these else each) for each in was]
        whole = [each for each in kept if each is not None] + list(new.values())
        check(viewer, whole)
        if whole != was:
            _write(row, whole, viewer, now)
    viewer.seen.clear()
    return len(whole)


def take_audience(*, viewer: Viewer, slug: str, version: int, now: datetime) -> None:
    """Make the teams of the sheet the teams that the change is for. Raises ``Conflict`` as ``edit`` does."""
    row = editable(viewer, slug)
    difference = audience_difference(viewer=viewer, slug=slug)
    if not difference.team_ids:
        raise Invalid("sheet", _("The sheet names no team for which anything changes yet."))
    fact = change_queries.initiative(viewer=viewer, slug=slug, marks=False)
    whole = InitiativeInput(
        name=fact.name,
        reasons=fact.reasons,
        lead_id=fact.lead.id if fact.lead else None,
        sponsor_id=fact.sponsor.id if fact.sponsor else None,
        co_owner_id=fact.co_owner.id if fact.co_owner else None,
        team_ids=difference.team_ids,
        go_live=fact.go_live,
        team_go_lives=fact.team_go_lives,
    )
    with transaction.atomic():
        edit(viewer=viewer, slug=slug, said=whole, version=version, now=now)
        audit.record(
            actor=viewer.actor,
            action="audience taken from impact sheet",
            subject=f"change:{row.pk}",
            now=now,
            details={"added": len(difference.added), "removed": len(difference.removed)},
        )
    viewer.seen.clear()


def check(viewer: Viewer, lines: Sequence[ImpactInput]) -> None:
    """Each line can be kept: a known team or job, once; levels that exist; a note that fits. Raises ``Invalid``."""
    if len(lines) > MOST:
        raise Invalid(str(MOST + 1), _("At most {n} groups. Use a place for many teams.").format(n=MOST))
    teams = {team.id for team in people.sight(viewer=viewer).teams}
    known = {job.name for job in jobs(viewer=viewer)} if any(each.job for each in lines) else set()
    taken: set[tuple[str, int | None, str]] = set()
    for number, line in enumerate(lines, 1):
        if line.kind is GroupKind.JOB:
            good = line.team_id is None and line.job in known
        else:
            good = not line.job and line.team_id in teams
        if not good:
            raise Invalid(str(number), _("This group is not there any more. Choose a team or a job that is."))
        if line.group in taken:
            raise Invalid(str(number), _("This group stands in the sheet twice. Keep one of the two."))
        if len(line.levels) != len(ASPECTS) or not set(line.levels) <= set(HowMuch):
            raise Invalid(str(number), _("How much is one of: none, a little, a lot, all of it."))
        if len(line.note) > LONGEST_NOTE or "\n" in line.note:
            raise Invalid(
                str(number), _("The note is one line of at most {n} letters.").format(n=LONGEST_NOTE)
            )
        taken.add(line.group)


def _write(row: models.Initiative, lines: Sequence[ImpactInput], viewer: Viewer, now: datetime) -> None:
    row.impacts.all().delete()
    models.AffectedGroup.objects.bulk_create(
        models.AffectedGroup(
            initiative=row,
            kind=line.kind,
            team_id=line.team_id,
            job=line.job,
            from_on=line.from_on,
            note=line.note,
            position=place,
            **dict(zip(ASPECTS, line.levels, strict=True)),
        )
        for place, line in enumerate(lines)
    )
    audit.record(
        actor=viewer.actor,
        action="impact sheet filled in",
        subject=f"change:{row.pk}",
        now=now,
        details={"groups": len(lines)},
    )
