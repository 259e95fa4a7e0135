"""Where data comes from: how fresh it is, what came in, what was rejected, and how an import goes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone, translation

from takehold.evidence.sentences import told
from takehold.gather.facts import ChangeChoice, SourceLine, SourceRoom, TeamMade, Watching
from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import MadeTeam
from takehold.gather.queries.rights import is_steward, may_bring
from takehold.initiatives.queries.names import ChangeName, names
from takehold.ledger import queries as ledger
from takehold.ledger.facts import ImportFact, RejectedRow, SourceFact
from takehold.people import queries as people
from takehold.people.facts import LabelMatch, NotFound, NotYours, TeamFact, Viewer

SHOWN = 5
MOST_MADE = 200


def source_key(slug: str, signature: str) -> str:
    """The key of the source that files of these columns feed for this change."""
    return f"{slug[:100]}-{signature[:10]}"


def source_room(*, viewer: Viewer) -> SourceRoom:
    """Sources this viewer may see, those without news for longest first, and changes to bring files for.

    A viewer who looks after none: ``NotYours``.
    """
    slugs = _slugs_of_sources()
    steward = is_steward(viewer)
    changes = {each.slug: each for each in names(viewer=viewer) if steward or each.may_edit}
    mine = {source: changes[slug] for source, slug in slugs.items() if slug in changes}
    if not mine and not steward:
        raise NotYours
    recent: dict[int, list[ImportFact]] = defaultdict(list)
    for each in ledger.imports(limit=500):
        if len(recent[each.source_id]) < SHOWN:
            recent[each.source_id].append(each)
    lines = [
        _line(viewer, source, tuple(recent[source.id]), mine.get(source.id))
        for source in ledger.sources()
        if steward or source.id in mine
    ]
    lines.sort(key=lambda line: -(line.days_old if line.days_old is not None else -1))
    running = tuple(ChangeChoice(each.slug, each.name) for each in changes.values() if not each.ended)
    return SourceRoom(tuple(lines), running, _made() if steward else ())


def _made() -> tuple[TeamMade, ...]:
    """Teams from names in files whose size no steward has looked at."""
    rows = MadeTeam.objects.filter(checked_at=None).select_related("team", "source", "made_by")
    return tuple(
        TeamMade(
            team_id=row.team_id,
            name=row.team.name,
            people=row.people,
            source=row.source.name,
            by=row.made_by.name if row.made_by else "",
            on=timezone.localdate(row.made_at),
        )
        for row in rows[:MOST_MADE]
    )


def source_line(*, viewer: Viewer, source_id: int, imports: int = 50) -> SourceLine:
    """One source with its newest imports; ``NotFound`` where there is none for this viewer."""
    slug = _slugs_of_sources(source_id).get(source_id, "")
    if not is_steward(viewer) and not (slug and may_bring(viewer, slug)):
        raise NotFound
    try:
        source = ledger.source(source_id)
    except ObjectDoesNotExist as error:
        raise NotFound from error
    brought = ledger.imports(source_id=source_id, limit=imports) if imports else ()
    return SourceLine(source, brought, _days_old(viewer, source), slug, "")


def slug_of(source_id: int) -> str:
    """The change that a source feeds; empty where none was brought for a change."""
    return _slugs_of_sources(source_id).get(source_id, "")


def may_see_source(viewer: Viewer, source_id: int) -> bool:
    """Whether this viewer looks after this source: as a steward, or as lead of a change that it feeds."""
    slug = slug_of(source_id)
    return is_steward(viewer) or bool(slug and may_bring(viewer, slug))


def watching(*, viewer: Viewer, import_id: UUID, offset: int = 0, limit: int = 0) -> Watching:
    """An import with its source, change and some rejected records; ``NotFound`` where it is not this viewer's."""
    fact = _import(viewer, import_id)
    line = source_line(viewer=viewer, source_id=fact.source_id, imports=0)
    matches = open_matches(viewer=viewer, source_id=fact.source_id)
    draft = DraftRow.objects.filter(brought_id=import_id).values_list("id", flat=True).first()
    return Watching(
        fact=replace(fact, reason=told(fact.reason, translation)),
        source=line.source,
        initiative_slug=line.initiative_slug,
        labels=len(matches),
        unmatched=sum(waits(match) for match in matches),
        draft_id=draft,
        rejected=_rejected(import_id, offset, limit) if limit else (),
    )


def waits(match: LabelMatch) -> bool:
    """Whether a name waits for a person: the very name of a team needs nobody's word."""
    return match.how in ("open", "suggested")


def open_matches(*, viewer: Viewer, source_id: int) -> tuple[LabelMatch, ...]:
    """Every label of a source with where it goes; those that wait for a person first, the most rows first."""
    labels = ledger.labels(source_id=source_id)
    matches = people.label_matches(viewer=viewer, source_id=source_id, labels=labels)
    order = {"open": 0, "suggested": 1, "exact": 2, "chosen": 3, "outside": 4}
    return tuple(sorted(matches, key=lambda match: (order.get(match.how, 5), -match.rows, match.label)))


def rejected(*, viewer: Viewer, import_id: UUID, offset: int, limit: int) -> tuple[RejectedRow, ...]:
    """Records of an import that were not read, for whoever looks after its source."""
    if not may_see_source(viewer, _import(viewer, import_id).source_id):
        raise NotFound
    return _rejected(import_id, offset, limit)


def _rejected(import_id: UUID, offset: int, limit: int) -> tuple[RejectedRow, ...]:
    rows = ledger.rejected(import_id=import_id, offset=offset, limit=limit)
    return tuple(replace(row, reason=told(row.reason, translation)) for row in rows)


def teams(*, viewer: Viewer) -> tuple[TeamFact, ...]:
    """Teams that a name can mean."""
    return people.teams(viewer=viewer)


def _import(viewer: Viewer, import_id: UUID) -> ImportFact:
    if not viewer.roles:
        raise NotFound
    try:
        return ledger.import_fact(import_id)
    except ObjectDoesNotExist as error:
        raise NotFound from error


def _slugs_of_sources(source_id: int | None = None) -> dict[int, str]:
    """The change that each source feeds, by the files brought for it; of one source or of all."""
    rows = DraftRow.objects.exclude(source=None).order_by("updated_at")
    if source_id is not None:
        rows = rows.filter(source_id=source_id)
    return dict(rows.values_list("source_id", "initiative_slug"))


def _days_old(viewer: Viewer, source: SourceFact) -> int | None:
    return (viewer.on - source.last_day).days if source.last_day else None


def _line(
    viewer: Viewer, source: SourceFact, imports: tuple[ImportFact, ...], found: ChangeName | None
) -> SourceLine:
    return SourceLine(
        source=source,
        imports=imports,
        days_old=_days_old(viewer, source),
        initiative_slug=found.slug if found else "",
        initiative_name=found.name if found else "",
    )
