"""Which list a file is of: files with the same columns, brought for the same change, feed the same source.

What a file is (CSV, a workbook, ...) plays no part in it, so that a list exported another way adds nothing twice.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from takehold.evidence.facts import Format, Recipe, Shape
from takehold.gather.facts import SameColumns, Sample
from takehold.gather.models import Draft as DraftRow
from takehold.gather.queries import draft_rows
from takehold.gather.queries.mapping_text import read
from takehold.people.facts import Viewer

DATED = {Shape.EVENTS: "at", Shape.CASES: "at", Shape.COUNTS: "period", Shape.VALUES: "period"}
OFFERED = 3


def signature(names: Sequence[str]) -> str:
    """The same for every export with the same columns, whatever their order and the kind of file."""
    return hashlib.sha256(json.dumps(sorted(names)).encode()).hexdigest()


def same_lists(*, viewer: Viewer, draft_id: UUID) -> tuple[SameColumns, ...]:
    """Lists of the same change with the same columns, the one fed last first: this file may be of one of them."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    if row.apart:
        return ()
    newest: dict[int | None, DraftRow] = {}
    for earlier in _brought(row).select_related("source").order_by("-updated_at"):
        known = newest.get(earlier.source_id)
        if known is None or (earlier.sha256 == row.sha256 != known.sha256):
            newest[earlier.source_id] = earlier
    return tuple(_same(each, row) for each in list(newest.values())[:OFFERED])


def source_of(row: DraftRow) -> int | None:
    """Id of the source that the file will feed: the one chosen, else the one of its columns; None: a new one."""
    if row.source_id is not None:
        return int(row.source_id)
    if row.apart:
        return None
    found = _brought(row).order_by("-updated_at").values_list("source_id", flat=True).first()
    return None if found is None else int(found)


def fitted(recipe: Recipe, sample: Sample) -> Recipe:
    """An earlier file's mapping for this file: its own kind, sheet, encoding and separator.

    Where the kind changed, dates are read as they are written here; when they can be read two ways the mapping is
    left without an answer (``order_open``).
    """
    proposed = sample.proposed.source if sample.proposed else None
    source = dataclasses.replace(
        recipe.source,
        format=Format(sample.format),
        sheet=sample.sheet or None,
        encoding=proposed.encoding if proposed else None,
        delimiter=proposed.delimiter if proposed else None,
    )
    column = sample.column(getattr(recipe.columns, DATED[recipe.source.shape]) or "")
    formats = column.formats if column else ()
    if recipe.source.format is not source.format and source.timestamps not in formats:
        source = dataclasses.replace(source, timestamps=formats[0] if len(formats) == 1 else None)
    return dataclasses.replace(recipe, source=source)


def order_open(recipe: Recipe, sample: Sample) -> bool:
    """Whether it is still to be said if the day or the month comes first."""
    column = sample.column(getattr(recipe.columns, DATED[recipe.source.shape]) or "")
    return recipe.source.timestamps is None and column is not None and len(column.formats) > 1


def last_sheets(slug: str) -> dict[str, str]:
    """Sheets that were chosen for a change before, the newest first, each with the signature of its columns."""
    rows = DraftRow.objects.filter(initiative_slug=slug).exclude(source=None).order_by("updated_at")
    chosen = [
        (inspection.get("sheet") or "", key)
        for inspection, key in rows.values_list("inspection", "signature")
    ]
    return {sheet: key for sheet, key in reversed(chosen) if sheet}


def _brought(row: DraftRow) -> QuerySet[DraftRow]:
    """Files of the same change and columns that were imported, or tried to be."""
    alike = DraftRow.objects.filter(initiative_slug=row.initiative_slug, signature=row.signature)
    return alike.exclude(id=row.id).exclude(brought=None).exclude(source=None).exclude(signature="")


def _same(earlier: DraftRow, row: DraftRow) -> SameColumns:
    recipe = read(earlier.recipe_text)
    return SameColumns(
        draft_id=earlier.id,
        filename=earlier.filename,
        on=timezone.localdate(earlier.updated_at),
        behaviours=tuple(behaviour.name for behaviour in recipe.behaviours) if recipe else (),
        already_imported=earlier.sha256 == row.sha256,
        source=earlier.source.name if earlier.source else "",
    )
