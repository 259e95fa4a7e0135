"""Making, editing, ending a change; its go-live and what happened around it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.facts import MOST_REASONS, Conflict, InitiativeInput, Invalid
from takehold.initiatives.operations.rights import editable, need_creator
from takehold.initiatives.queries.changes import audience_of
from takehold.ledger import operations as ledger
from takehold.people import operations as people
from takehold.people import queries as people_queries
from takehold.people.facts import RoleKind, TeamFact, Viewer

MARK_KINDS = ("form changed", "training", "coaching", "outage", "reorganisation", "holiday", "other")
FOR_ALL = ("outage", "reorganisation", "holiday")
TAKEN = {"new", "demo"}


def create(*, viewer: Viewer, said: InitiativeInput, now: datetime) -> str:
    """Begin a change; its slug. Who is named lead or sponsor gets that role for it."""
    need_creator(viewer)
    _check(said, people_queries.teams(viewer=viewer))
    with transaction.atomic():
        row = models.Initiative.objects.create(
            slug=_free_slug(said.name), name=said.name.strip(), created_at=now
        )
        _write(row, said, viewer, now)
        audit.record(
            actor=viewer.actor, action="change begun", subject=f"change:{row.pk}", now=now, details={}
        )
    return row.slug


def edit(*, viewer: Viewer, slug: str, said: InitiativeInput, version: int, now: datetime) -> None:
    """Edit a change as it was read at ``version``. Raises ``Conflict`` when somebody else was quicker."""
    row = editable(viewer, slug)
    _check(said, people_queries.teams(viewer=viewer))
    with transaction.atomic():
        won = models.Initiative.objects.filter(id=row.pk, version=version).update(version=F("version") + 1)
        if not won:
            raise Conflict(
                _(
                    "Somebody else changed this meanwhile. Nothing was overwritten: look at the new text and say yours again."
                )
            )
        row.refresh_from_db()
        _write(row, said, viewer, now)
        _look_again(row)
        audit.record(
            actor=viewer.actor, action="change edited", subject=f"change:{row.pk}", now=now, details={}
        )


def set_go_live(
    *, viewer: Viewer, slug: str, on: date | None, now: datetime, team_id: int | None = None
) -> None:
    """Set the go-live of everybody or of one team; None takes it away."""
    row = editable(viewer, slug)
    with transaction.atomic():
        same = (
            row.go_lives.filter(team__isnull=True)
            if team_id is None
            else row.go_lives.filter(team_id=team_id)
        )
        same.delete()
        if on is not None:
            row.go_lives.create(team_id=team_id, on=on)
        _look_again(row)
        audit.record(
            actor=viewer.actor,
            action="go-live set",
            subject=f"change:{row.pk}",
            now=now,
            details={"on": str(on)},
        )


def include_teams(*, viewer: Viewer, slug: str, team_ids: Iterable[int], now: datetime) -> int:
    """Where a change is for some teams only, have it be for these too. How many joined."""
    row = editable(viewer, slug)
    ticked = audience_of(row)
    joining = sorted(set(team_ids) - ticked) if ticked else []
    if not joining:
        return 0
    with transaction.atomic():
        for team in joining:
            row.audience.get_or_create(team_id=team)
        _look_again(row)
        audit.record(
            actor=viewer.actor,
            action="teams joined a change",
            subject=f"change:{row.pk}",
            now=now,
            details={"teams": len(joining)},
        )
    return len(joining)


def end(*, viewer: Viewer, slug: str, now: datetime) -> None:
    """End a change today. Ending it again changes nothing."""
    _set_end(viewer, slug, timezone.localdate(now), now)


def reopen(*, viewer: Viewer, slug: str, now: datetime) -> None:
    """Take the end back."""
    _set_end(viewer, slug, None, now)


def note_mark(
    *,
    viewer: Viewer,
    slug: str,
    on: date,
    kind: str,
    text: str,
    team_ids: Iterable[int],
    now: datetime,
) -> None:
    """Note what happened on a day: a form changed, training, an outage.

    Drawn on this change's charts; what befalls everybody (``FOR_ALL``) on those of all changes.
    """
    row = editable(viewer, slug, steward=True)
    if kind not in MARK_KINDS:
        raise Invalid("kind", _("Known: %(kinds)s.") % {"kinds": ", ".join(MARK_KINDS)})
    if not text.strip():
        raise Invalid("text", _("Say in a few words what happened."))
    with transaction.atomic():
        ledger.add_mark(
            on=on,
            kind=kind,
            text=text.strip()[:300],
            team_ids=sorted(set(team_ids)),
            subject="" if kind in FOR_ALL else row.slug,
            now=now,
        )
        audit.record(
            actor=viewer.actor,
            action="mark noted",
            subject=f"change:{row.pk}",
            now=now,
            details={"kind": kind},
        )


def _set_end(viewer: Viewer, slug: str, on: date | None, now: datetime) -> None:
    row = editable(viewer, slug)
    if (row.ended_on is None) == (on is None):
        return
    with transaction.atomic():
        models.Initiative.objects.filter(id=row.pk).update(ended_on=on, version=F("version") + 1)
        audit.record(
            actor=viewer.actor,
            action="change ended" if on else "change reopened",
            subject=f"change:{row.pk}",
            now=now,
            details={},
        )


def _check(said: InitiativeInput, teams: Iterable[TeamFact]) -> None:
    if not said.name.strip():
        raise Invalid("name", _("Give the change a name that people will recognise."))
    if len(said.name) > 200:
        raise Invalid("name", _("At most 200 characters."))
    reasons = [text for text in said.reasons if text.strip()]
    if not reasons:
        raise Invalid("reasons", _("Say why the change is made: this stands first on its page."))
    if len(reasons) > MOST_REASONS:
        raise Invalid("reasons", _("At most {n} reasons: nobody keeps more in mind.").format(n=MOST_REASONS))
    if any(len(text) > 500 for text in said.reasons):
        raise Invalid("reasons", _("At most 500 characters for each reason."))
    known = {team.id for team in teams}
    if not (said.team_ids | {team for team, _on in said.team_go_lives}) <= known:
        raise Invalid("team_ids", _("One of the teams is not there any more."))
    wanted = {each for each in (said.lead_id, said.sponsor_id, said.co_owner_id) if each is not None}
    if len(people_queries.named(wanted)) != len(wanted):
        raise Invalid("lead_id", _("One of the people is not there any more."))


def _write(row: models.Initiative, said: InitiativeInput, viewer: Viewer, now: datetime) -> None:
    row.name = said.name.strip()
    _give_roles(row, said, viewer, now)
    row.lead_id, row.sponsor_id, row.co_owner_id = said.lead_id, said.sponsor_id, said.co_owner_id
    row.save(update_fields=["name", "lead", "sponsor", "co_owner"])
    since = dict(row.reasons.values_list("text", "said_on"))
    row.reasons.all().delete()
    models.Reason.objects.bulk_create(
        models.Reason(
            initiative=row, text=text, position=at, said_on=since.get(text, timezone.localdate(now))
        )
        for at, text in enumerate(filter(None, map(str.strip, said.reasons)))
    )
    row.audience.all().delete()
    models.Audience.objects.bulk_create(
        [models.Audience(initiative=row, team_id=team) for team in sorted(said.team_ids)]
    )
    row.go_lives.all().delete()
    days = [(None, said.go_live)] if said.go_live else []
    models.GoLive.objects.bulk_create(
        [
            models.GoLive(initiative=row, team_id=team, on=on)
            for team, on in (*days, *dict(said.team_go_lives).items())
        ]
    )


def _give_roles(row: models.Initiative, said: InitiativeInput, viewer: Viewer, now: datetime) -> None:
    """Who becomes lead or sponsor gets the role for this change; who was it before loses it."""
    house = people_queries.system_viewer(on=viewer.on)
    for before, after, kind in (
        (row.lead_id, said.lead_id, RoleKind.LEAD),
        (row.sponsor_id, said.sponsor_id, RoleKind.SPONSOR),
    ):
        if before is not None and before != after:
            people.end_role(viewer=house, person_id=before, kind=kind, initiative_id=row.pk, now=now)
        if after is not None:
            people.grant_role(viewer=house, person_id=after, kind=kind, initiative_id=row.pk, now=now)


def _look_again(row: models.Initiative) -> None:
    """What was edited may change verdicts: the next tick of the clock looks again."""
    row.behaviours.update(looked_at=None)


def _free_slug(name: str) -> str:
    """A readable address, numbered when taken."""
    base = slugify(name, allow_unicode=False)[:70].strip("-") or "change"
    taken = (
        set(models.Initiative.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | TAKEN
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
