"""Changes and their behaviours, as facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from takehold.initiatives import models
from takehold.initiatives.facts import BehaviourFact, Initiative, PersonName
from takehold.initiatives.queries import in_short
from takehold.initiatives.queries.rights import may_create as _may_create
from takehold.initiatives.queries.rights import may_edit as _may_edit
from takehold.initiatives.queries.rights import may_read
from takehold.ledger import queries as ledger
from takehold.ledger.facts import MarkFact
from takehold.ledger.queries.manifest import version
from takehold.people import queries as people
from takehold.people.facts import NotFound, NotYours, Sight, TeamFact, Viewer

MARKS_FROM = date(1990, 1, 1)
MARKS_TO = date(2200, 1, 1)


def readable_rows() -> QuerySet[models.Initiative]:
    """Rows with everything that their facts need, in four queries however many there are."""
    reports = models.PerformanceReport.objects.filter(initiative=OuterRef("pk"))
    rows = models.Initiative.objects.select_related("lead", "sponsor", "co_owner")
    told = rows.annotate(with_reports=Exists(reports), **in_short.columns())
    return told.prefetch_related("reasons", "audience", "go_lives")


def fetch(viewer: Viewer, slug: str, sight: Sight) -> models.Initiative:
    """The row, for a viewer who may read it. Raises ``NotYours``."""
    kept = viewer.seen.get(f"change {slug}")
    row = kept if isinstance(kept, models.Initiative) else readable_rows().filter(slug=slug).first()
    if row is None or not may_read(viewer, reached(row, sight.teams), sight.scope.teams):
        raise NotYours
    viewer.seen[f"change {slug}"] = row
    return row


def audience_of(row: models.Initiative) -> frozenset[int]:
    """Ids of the teams it is for; empty: everybody."""
    return frozenset(each.team_id for each in row.audience.all())


def reached(row: models.Initiative, teams: Sequence[TeamFact]) -> frozenset[int]:
    """The teams it is for with all below them; empty: everybody."""
    ticked = audience_of(row)
    return people.with_those_below(teams, ticked) if ticked else frozenset()


def initiative(*, viewer: Viewer, slug: str, marks: bool = True) -> Initiative:
    """One change, with its marks unless a page draws none. Raises ``NotYours``."""
    sight = people.sight(viewer=viewer)
    row = fetch(viewer, slug, sight)
    told = ledger.marks(scope=sight.scope, first=MARKS_FROM, last=MARKS_TO) if marks else ()
    return fact(row, viewer, sight.teams, told)


def by_id(*, initiative_id: int) -> str:
    """The slug of a change, for rooms above that hold its id."""
    found = models.Initiative.objects.filter(id=initiative_id).values_list("slug", flat=True).first()
    if found is None:
        raise NotFound
    return found


def may_edit(*, viewer: Viewer, slug: str) -> bool:
    """Whether this viewer may change this change and bring data into it."""
    row = models.Initiative.objects.filter(slug=slug).first()
    return row is not None and _may_edit(viewer, row.pk, row.lead_id)


def may_create(*, viewer: Viewer) -> bool:
    """Whether this viewer may begin a change."""
    return _may_create(viewer)


def behaviours(*, viewer: Viewer, slug: str) -> tuple[BehaviourFact, ...]:
    """The behaviours of a change, in the order chosen."""
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    return tuple(behaviour_fact(each) for each in row.behaviours.all())


def due_behaviours(*, now: datetime) -> tuple[int, ...]:
    """Ids of measured behaviours to look at again: their source changed since, or a day has passed."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    running = Q(initiative__ended_on__isnull=True) | Q(initiative__ended_on__gt=timezone.localdate(now))
    rows = list(
        models.DesiredBehaviour.objects.filter(free, running, measure__isnull=False, source_id__isnull=False)
        .order_by(F("looked_at").asc(nulls_first=True), "id")
        .values_list("id", "source_id", "looked_at", "looked_version")
    )
    versions = {source: version(source) for source in {row[1] for row in rows} if source is not None}
    day = now - timedelta(days=1)
    return tuple(
        behaviour
        for behaviour, source, at, seen in rows
        if at is None or at <= day or seen != versions.get(source or 0)
    )


def in_the_works(*, behaviour_ids: Collection[int], now: datetime) -> frozenset[int]:
    """Of these behaviours, the measured ones whose verdict is still being worked out from what has come in."""
    rows = models.DesiredBehaviour.objects.filter(
        id__in=behaviour_ids, measure__isnull=False, source_id__isnull=False
    ).values_list("id", "source_id", "looked_at", "looked_version", "lease_until")
    return frozenset(
        behaviour
        for behaviour, source, at, seen, until in rows
        if at is None or (until is not None and until > now) or seen != version(source or 0)
    )


def person_name(row: Any | None) -> PersonName | None:
    """A person in a function, by name. ``row`` is of the room of people, whose models are its own."""
    return PersonName(row.pk, row.name, row.job) if row is not None else None


def fact(
    row: models.Initiative, viewer: Viewer, teams: Sequence[TeamFact], marks: Iterable[MarkFact] = ()
) -> Initiative:
    """The row as a fact. Audience figures count all teams below those that were ticked."""
    ticked = audience_of(row)
    meant = reached(row, teams) or frozenset(team.id for team in teams)
    staffed = [team for team in teams if team.id in meant and team.people]
    overall = next((each.on for each in row.go_lives.all() if each.team_id is None), None)
    around = tuple(
        mark
        for mark in marks
        if mark.subject in ("", row.slug) and (not mark.team_ids or mark.team_ids & meant)
    )
    return Initiative(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        reasons=tuple(each.text for each in row.reasons.all()),
        lead=person_name(row.lead),
        sponsor=person_name(row.sponsor),
        co_owner=person_name(row.co_owner),
        go_live=overall,
        ended_on=row.ended_on,
        audience_teams=len(staffed),
        audience_people=sum(team.people for team in staffed),
        marks=around,
        team_ids=ticked,
        team_go_lives=tuple(
            (each.team_id, each.on) for each in row.go_lives.all() if each.team_id is not None
        ),
        version=row.version,
        may_edit=_may_edit(viewer, row.pk, row.lead_id),
        with_reports=bool(getattr(row, "with_reports", False)),
        fresh=in_short.fresh(row),
        beat=in_short.beat(row, around, viewer.on),
    )


def behaviour_fact(row: models.DesiredBehaviour) -> BehaviourFact:
    """The row as a fact."""
    return BehaviourFact(
        id=row.pk,
        key=row.key,
        name=row.name,
        question=row.question,
        caution=row.caution,
        target=row.target,
        safety_grade=row.safety_grade,
        measure_id=row.measure_id,
        source_id=row.source_id,
    )
