"""Where data comes from: how fresh it is, what came in, what was rejected, and how an import goes."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from takehold.gather.facts import SourceLine, Watching
from takehold.gather.models import Draft as DraftRow
from takehold.gather.queries.rights import is_steward, may_gather
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Initiative
from takehold.ledger import queries as ledger
from takehold.ledger.facts import ImportFact, RejectedRow, SourceFact
from takehold.people import queries as people
from takehold.people.facts import LabelMatch, NotFound, NotYours, TeamFact, Viewer

SHOWN = 5


def source_lines(*, viewer: Viewer) -> tuple[SourceLine, ...]:
    """Sources this viewer may see, those without news for longest first. Nobody's: ``NotYours``."""
    of_source = _initiatives_of_sources(viewer)
    if not is_steward(viewer) and not any(may_gather(viewer, found) for found in of_source.values()):
        raise NotYours
    recent: dict[int, list[ImportFact]] = defaultdict(list)
    for each in ledger.imports(limit=500):
        if len(recent[each.source_id]) < SHOWN:
            recent[each.source_id].append(each)
    lines = [
        _line(viewer, source, tuple(recent[source.id]), of_source.get(source.id))
        for source in ledger.sources()
        if is_steward(viewer) or _may(viewer, of_source.get(source.id))
    ]
    return tuple(sorted(lines, key=lambda line: -(line.days_old if line.days_old is not None else -1)))


def source_line(*, viewer: Viewer, source_id: int) -> SourceLine:
    """One source with its imports; ``NotFound`` where there is none for this viewer."""
    source = next((each for each in ledger.sources() if each.id == source_id), None)
    found = _initiatives_of_sources(viewer).get(source_id)
    if source is None or not (is_steward(viewer) or _may(viewer, found)):
        raise NotFound
    return _line(viewer, source, ledger.imports(source_id=source_id, limit=50), found)


def may_see_source(viewer: Viewer, source_id: int) -> bool:
    """Whether this viewer looks after this source: as a steward, or as lead of a change that it feeds."""
    return is_steward(viewer) or _may(viewer, _initiatives_of_sources(viewer).get(source_id))


def watching(*, viewer: Viewer, import_id: UUID) -> Watching:
    """An import with its source and change; ``NotFound`` where it is none of this viewer's."""
    try:
        fact = ledger.import_fact(import_id)
    except ObjectDoesNotExist as error:
        raise NotFound from error
    line = source_line(viewer=viewer, source_id=fact.source_id)
    matches = open_matches(viewer=viewer, source_id=fact.source_id)
    draft = DraftRow.objects.filter(brought_id=import_id).first()
    measures = ledger.measures(source_id=fact.source_id)
    return Watching(
        fact=fact,
        source=line.source,
        initiative_slug=line.initiative_slug,
        initiative_name=line.initiative_name,
        behaviours=tuple(dict.fromkeys(measure.behaviour_key for measure in measures)),
        labels=len(matches),
        unmatched=sum(match.how not in ("chosen", "outside") for match in matches),
        draft_id=draft.id if draft else None,
    )


def open_matches(*, viewer: Viewer, source_id: int) -> tuple[LabelMatch, ...]:
    """Every label of a source with where it goes; those that wait for a person first, the most rows first."""
    labels = ledger.labels(source_id=source_id)
    matches = people.label_matches(viewer=viewer, source_id=source_id, labels=labels)
    order = {"open": 0, "suggested": 1, "exact": 2, "chosen": 3, "outside": 4}
    return tuple(sorted(matches, key=lambda match: (order.get(match.how, 5), -match.rows, match.label)))


def rejected(*, viewer: Viewer, import_id: UUID, offset: int, limit: int) -> tuple[RejectedRow, ...]:
    """Records of an import that were not read; the right is checked by fetching the import first."""
    watching(viewer=viewer, import_id=import_id)
    return ledger.rejected(import_id=import_id, offset=offset, limit=limit)


def teams(*, viewer: Viewer) -> tuple[TeamFact, ...]:
    """Teams that a name can mean."""
    return people.teams(viewer=viewer)


def _may(viewer: Viewer, found: Initiative | None) -> bool:
    return found is not None and may_gather(viewer, found)


def _initiatives_of_sources(viewer: Viewer) -> dict[int, Initiative]:
    """The change that each source feeds, by the files brought for it."""
    slugs = dict(
        DraftRow.objects.exclude(source=None)
        .order_by("updated_at")
        .values_list("source_id", "initiative_slug")
    )
    known = {line.initiative.slug: line.initiative for line in initiatives.lines(viewer=viewer, filter="all")}
    return {source: known[slug] for source, slug in slugs.items() if slug in known}


def _line(
    viewer: Viewer, source: SourceFact, imports: tuple[ImportFact, ...], found: Initiative | None
) -> SourceLine:
    return SourceLine(
        source=source,
        imports=imports,
        days_old=(viewer.on - source.last_day).days if source.last_day else None,
        initiative_slug=found.slug if found else "",
        initiative_name=found.name if found else "",
    )
