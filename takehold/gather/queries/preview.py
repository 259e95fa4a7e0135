"""The first records of a file as they would be read, and the values that could be renamed."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import formats, translation

from takehold.evidence.facts import READY_MADE, Recipe, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.recipe import RecipeError
from takehold.evidence.sentences import told
from takehold.gather.facts import Draft, Preview, PreviewRow, ValueCount
from takehold.gather.queries.mapping_text import complete
from takehold.gather.queries.trying import first_records

ROWS = 20
RENAMABLE = 30


def preview(*, draft: Draft, recipe: Recipe) -> Preview:
    """Read the first records by this mapping; a mapping that does not fit becomes the preview's ``problem``."""
    shape = recipe.source.shape
    blank = Preview(
        rows=(), read=0, rejected=0, has_case=shape not in READY_MADE, has_activity=shape is Shape.EVENTS,
        has_counts=shape is Shape.COUNTS, has_values=shape is Shape.VALUES,
    )  # fmt: skip
    plain = complete(dataclasses.replace(recipe, behaviours=()))
    try:
        reading, records = first_records(draft.sample, plain, ROWS)
    except (Refused, RecipeError) as error:
        return dataclasses.replace(blank, problem=_said(error))
    rows = [_row(record, recipe.source.timezone) for record in records]
    rows += [PreviewRow(line=r.line, reason=told(r.reason, translation)) for r in reading.rejections]
    return dataclasses.replace(
        blank,
        rows=tuple(sorted(rows, key=lambda row: row.line)),
        read=reading.rows_read,
        rejected=reading.rows_rejected,
    )


def renamable(*, draft: Draft, recipe: Recipe) -> tuple[ValueCount, ...]:
    """Values of the activity in the first records, the most frequent first; none where rows are no events."""
    column = recipe.columns.activity
    if recipe.source.shape is not Shape.EVENTS or column not in draft.sample.names:
        return ()
    place = draft.sample.names.index(column)
    counts = Counter(row[place] for row in draft.sample.rows if row[place] not in recipe.source.missing)
    renamed: Mapping[str, str] = recipe.values.get("activity") or recipe.values.get(column) or {}
    shown = counts.most_common(RENAMABLE)
    shown += [(value, 0) for value in renamed if value not in dict(shown)]
    return tuple(ValueCount(value, rows, renamed.get(value, "")) for value, rows in shown)


def _row(record: Mapping[str, object], zone: str) -> PreviewRow:
    if "occurred_at" not in record:
        day = record["day"]
        return PreviewRow(
            line=0,
            at=formats.date_format(day, "j F Y") if isinstance(day, date) else "",
            team=str(record["team"] or ""),
            chances=_whole(record.get("chances")),
            new_way=_whole(record.get("new_way")),
            mean=record.get("mean"),  # type: ignore[arg-type]
            n=record.get("n"),  # type: ignore[arg-type]
        )
    at = record["occurred_at"]
    shown = (
        formats.date_format(at.astimezone(ZoneInfo(zone)), "j F Y, H:i") if isinstance(at, datetime) else ""
    )
    return PreviewRow(
        line=_whole(record["ordinal"]) + 2,
        case=str(record["case_id"] or ""),
        activity=str(record["activity"] or ""),
        at=shown,
        team=str(record["team"] or ""),
    )


def _said(error: Refused | RecipeError) -> str:
    """Why the mapping does not fit, in the reader's language where that is known."""
    return told(error.sentence, translation)


def _whole(value: object) -> int:
    return int(str(value or 0))
