"""Measures: immutable versions of how a behaviour is counted, with their evidence from what is stored already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from takehold.evidence.facts import Behaviour
from takehold.evidence.recipe import dump, parse
from takehold.ledger.facts import MeasureFact
from takehold.ledger.models import Import, Measure, Source
from takehold.ledger.operations import deriving
from takehold.ledger.operations.files import Written, write_segment
from takehold.ledger.operations.persons import known
from takehold.ledger.operations.recording import Coming, swap
from takehold.ledger.queries import definitions
from takehold.ledger.queries.engine import opened
from takehold.ledger.queries.manifest import COUNTS, EVENTS, EVIDENCE, live, paths, segments_folder
from takehold.ledger.queries.measures import fact

TRIES: Final = 20


def register_measure(
    *, source_id: int, behaviour: Behaviour, recipe_sha256: str, now: datetime
) -> MeasureFact:
    """The measure with this definition: the same again, or a next version whose evidence is derived at once.

    No lock is held while deriving: if the source changed meanwhile, it is derived anew. Stored events that lack a
    column which the behaviour tests are not counted (a missing answer is not a "no"); where the uploaded file is
    still kept it is put back in the queue to be read with that column, and the rows come with it.
    """
    digest = definitions.sha256(behaviour)
    home = Path(settings.HOME)
    for _try in range(TRIES):
        found = Measure.objects.filter(
            source_id=source_id, behaviour_key=behaviour.key, sha256=digest
        ).first()
        if found is not None:
            return fact(_compared_by(found, behaviour))
        seen = Source.objects.values("manifest_version", "last_day").get(pk=source_id)
        written = _derived(source_id, behaviour, seen["last_day"], home=home)
        with transaction.atomic():
            source = Source.objects.select_for_update().get(pk=source_id)
            if source.manifest_version == seen["manifest_version"]:
                row = _inserted(source, behaviour, digest, recipe_sha256, written, now)
                _read_again(source.pk, behaviour, now)
                return fact(row)
    raise TimeoutError(_("The source is being imported into; try again when that is done."))


def _compared_by(row: Measure, behaviour: Behaviour) -> Measure:
    """The same measure, with the column that tells kinds of cases apart as it was named last."""
    if behaviour.kinds and row.definition.get("kinds") != behaviour.kinds:
        row.definition = {**row.definition, "kinds": behaviour.kinds}
        row.save(update_fields=["definition"])
    return row


def _inserted(
    source: Source,
    behaviour: Behaviour,
    digest: str,
    recipe_sha256: str,
    written: Written | None,
    now: datetime,
) -> Measure:
    same = Measure.objects.filter(source=source, behaviour_key=behaviour.key).order_by("-version").first()
    row = Measure.objects.create(
        source=source, behaviour_key=behaviour.key, version=same.version + 1 if same else 1,
        definition=definitions.to_json(behaviour), sha256=digest, recipe_sha256=recipe_sha256, created_at=now,
    )  # fmt: skip
    source.manifest_version += 1
    source.save(update_fields=["manifest_version"])
    if written is not None:
        swap(source.pk, [Coming(EVIDENCE, written, row.pk)], (), version=source.manifest_version, now=now)
    return row


def _read_again(source_id: int, behaviour: Behaviour, now: datetime) -> None:
    """Queue the kept originals of events that lack a column, with the behaviour added to their mapping."""
    needed = set(definitions.needs(behaviour))
    lacking = {s.batch_id for s in live(kind=EVENTS, source_id=source_id) if not needed <= set(s.columns)}
    for row in Import.objects.filter(pk__in=lacking - {None}, original_kept=True).order_by("created_at"):
        recipe = parse(row.recipe_text)
        others = tuple(b for b in recipe.behaviours if b.key != behaviour.key)
        text = dump(replace(recipe, behaviours=(*others, behaviour)))
        Import.objects.create(
            source_id=source_id, filename=row.filename, recipe_text=text, stored_as=row.stored_as, bytes=row.bytes,
            recipe_sha256=sha256(text.encode()).hexdigest(), content_sha256=row.content_sha256,
            uploaded_by=row.uploaded_by, created_at=now,
        )  # fmt: skip


def _derived(source_id: int, behaviour: Behaviour, last: date | None, *, home: Path) -> Written | None:
    events = live(kind=EVENTS, source_id=source_id, home=home)
    counts = live(kind=COUNTS, source_id=source_id, home=home)
    if not events and not counts:
        return None
    with opened(home) as tables:
        folder = segments_folder(home)
        if counts and not events:
            rows = tables.evidence(paths(counts))
            chosen = deriving.summed([rows.filter(rows.behaviour == behaviour.key)], [])
            return write_segment(tables, chosen, folder=folder, source_id=source_id)
        last = last or max(s.day_max for s in events)
        rows = deriving.whole(tables, behaviour, events, last=last, people=known(source_id))
        return write_segment(tables, rows, folder=folder, source_id=source_id)
