"""The last step: source and measures are registered, behaviours connected, and the file handed to the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence import recipe as recipes
from takehold.evidence.facts import Behaviour, Recipe, Shape
from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import DraftState
from takehold.gather.operations.mapping import open_row, refuse_persons
from takehold.gather.queries import kept, lists
from takehold.gather.queries.agreements import persons_allowed
from takehold.gather.queries.mapping_text import read
from takehold.gather.queries.sources import source_key
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as initiative_queries
from takehold.initiatives.facts import BehaviourFact
from takehold.ledger import operations as ledger
from takehold.ledger import queries as ledger_queries
from takehold.ledger.facts import ImportFact, SourceFact
from takehold.people.facts import NotAllowed, Viewer

CHUNK = 1 << 20


def start_import(*, viewer: Viewer, draft_id: UUID, now: datetime, home: Path) -> ImportFact:
    """Hand the file over. From the moment this returns nothing of it can be lost; reading it is a job."""
    row = open_row(viewer=viewer, draft_id=draft_id)
    recipe = read(row.recipe_text)
    if recipe is None or not recipe.behaviours:
        raise NotAllowed(_("Choose at least one behaviour before the import."))
    refuse_persons(
        recipe, persons=persons_allowed(timezone.localdate(now))
    )  # the agreement may have ended meanwhile
    path = kept.path(home, row.id, row.stored_name)
    if not path.exists():
        raise NotAllowed(_("The file is not here any more; it was kept for 30 days. Upload it again."))
    source = _source(row, now)
    _connect(viewer, row.initiative_slug, source, recipe, row.counts_for, now)
    fact = ledger.accept_upload(
        source_id=source.id,
        filename=row.filename,
        chunks=_chunks(path),
        recipe_text=row.recipe_text,
        uploaded_by=viewer.actor,
        now=now,
        persons=recipe.columns.actor is not None,
    )
    with transaction.atomic():
        DraftRow.objects.filter(id=row.id).update(
            source_id=source.id, brought_id=fact.id, state=DraftState.STARTED, updated_at=now
        )
        audit.record(
            actor=viewer.actor,
            action="import started",
            subject=f"source:{source.id}",
            now=now,
            details={"import": str(fact.id), "change": row.initiative_slug},
        )
    return fact


def source_name(filename: str) -> str:
    """A file's name without its endings: what the source is called."""
    return filename.split(".")[0].replace("_", " ").strip() or filename


def _source(row: DraftRow, now: datetime) -> SourceFact:
    """The source that files of this list feed; a new one where there is none."""
    known = lists.source_of(row)
    if known is not None:
        return ledger_queries.source(known)
    key = source_key(row.initiative_slug, row.signature)
    name, number = source_name(row.filename), 2
    taken = {each.key for each in ledger_queries.sources()}
    if row.apart:
        while f"{key}-{number}" in taken:
            number += 1
        key, name = f"{key}-{number}", f"{name} ({number})"
    return ledger.register_source(key=key, name=name, kind="upload", now=now)


def connect_behaviours(
    viewer: Viewer, slug: str, source: SourceFact, recipe_text: str, now: datetime
) -> None:
    """Register a measure for each behaviour of a mapping, and connect it to the change's behaviour of its key."""
    _connect(viewer, slug, source, recipes.parse(recipe_text), {}, now)


def _connect(
    viewer: Viewer,
    slug: str,
    source: SourceFact,
    recipe: Recipe,
    counts_for: Mapping[str, str],
    now: datetime,
) -> None:
    sealed = recipes.sealed(recipe)
    if recipe.source.shape is Shape.VALUES:
        figure = recipe.behaviours[0]
        measure = ledger.register_measure(
            source_id=source.id, behaviour=figure, recipe_sha256=sealed.sha256, now=now
        )
        initiatives.connect_report(viewer=viewer, slug=slug, measure_id=measure.id, name=figure.name, now=now)
        return
    there = {each.key: each for each in initiative_queries.behaviours(viewer=viewer, slug=slug)}
    for behaviour in recipe.behaviours:
        measure = ledger.register_measure(
            source_id=source.id, behaviour=behaviour, recipe_sha256=sealed.sha256, now=now
        )
        target = there.get(counts_for.get(behaviour.key, behaviour.key))
        fact = target or _added(viewer, slug, behaviour, now)
        initiatives.connect(viewer=viewer, behaviour_id=fact.id, measure_id=measure.id, now=now)


def _added(viewer: Viewer, slug: str, behaviour: Behaviour, now: datetime) -> BehaviourFact:
    return initiatives.add_behaviour(
        viewer=viewer,
        slug=slug,
        key=behaviour.key,
        name=_(behaviour.name),  # a ready behaviour comes in the language of whoever chooses it
        question=_(behaviour.question) if behaviour.question else "",
        caution=_(behaviour.caution) if behaviour.caution else "",
        target=behaviour.target,
        now=now,
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
