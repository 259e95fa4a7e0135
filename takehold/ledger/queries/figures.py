"""The counts of one measure by unit, from evidence rows, each label mapped by the day "as it was then"."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import numpy as np

from takehold.analysis.facts import DailyCounts, FloatArray, IntArray, PeopleCount, Period
from takehold.ledger.facts import Figures, LabelSpan, OutOfScope, Scope, UnitCounts
from takehold.ledger.models import Segment
from takehold.ledger.queries.manifest import COUNTS
from takehold.ledger.queries.rows import EPOCH, Rows, rows_of

RECENT_DAYS: Final = 56
KEPT: Final = 256
_kept: OrderedDict[tuple[object, ...], Figures] = OrderedDict()
_guard = threading.Lock()


def figures(*, scope: Scope, measure_id: int, spans: Sequence[LabelSpan], as_of: date) -> Figures:
    """What was counted for each unit up to and with ``as_of``, a day at a time and without gaps.

    Units come in the order of their first span; a label's days in two spans of one unit count once. Kept until the
    source changes.

    Raises:
        OutOfScope: the measure, or a team of any span, lies outside the scope.
    """
    check(scope, measure_id, spans)
    version, rows = rows_of(measure_id)
    key = (measure_id, version, as_of, tuple(spans))
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _figures(measure_id, rows, spans, as_of)
    with _guard:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def check(scope: Scope, measure_id: int, spans: Iterable[LabelSpan]) -> None:
    """Refuse what lies outside the scope."""
    if measure_id not in scope.measures:
        raise OutOfScope(f"measure {measure_id}")
    for span in spans:
        if not span.teams <= scope.teams:
            raise OutOfScope(f"unit {span.unit}")


def places(rows: Rows, spans: Iterable[LabelSpan], as_of: date) -> dict[str, IntArray]:
    """For each unit the row numbers that are its own, each once."""
    at = {label: n for n, label in enumerate(rows.labels)}
    found: dict[str, list[IntArray]] = {}
    for span in spans:
        mine = found.setdefault(span.unit, [])
        code = at.get(span.label)
        if code is not None:
            low, high = rows.starts[code], rows.starts[code + 1]
            first, last = np.searchsorted(rows.days[low:high], bounds(span, as_of))
            mine.append(np.arange(low + first, low + max(first, last)))
    return {unit: _once(parts) for unit, parts in found.items()}


def bounds(span: LabelSpan, as_of: date) -> tuple[int, int]:
    """First day and the day after the last one of a span, counted from 1970."""
    end = as_of.toordinal() + 1 if span.end is None else min(span.end.toordinal(), as_of.toordinal() + 1)
    return (span.start.toordinal() if span.start else 1) - EPOCH, end - EPOCH


def _once(parts: list[IntArray]) -> IntArray:
    if not parts:
        return np.zeros(0, np.int64)
    return parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))


def _figures(measure_id: int, rows: Rows, spans: Sequence[LabelSpan], as_of: date) -> Figures:
    units = places(rows, spans, as_of)
    until = as_of.toordinal() - EPOCH
    counted = rows.days <= until
    covered = np.zeros(len(rows.days), bool)
    for own in units.values():
        covered[own] = True
    every = int(rows.chances[counted].sum())
    first, last = _range(rows, counted, until)
    grain = _grain(measure_id, rows.days[counted])
    people = _people(rows, spans, as_of)
    return Figures(
        measure_id=measure_id,
        units=tuple(
            _unit(unit, rows, own, (first, last), grain, people.get(unit)) for unit, own in units.items()
        ),
        sha256=_sha256(rows, covered),
        unmatched_share=1 - int(rows.chances[covered].sum()) / every if every else 0.0,
        first_day=date.fromordinal(first + EPOCH) if last >= first else None,
        last_day=date.fromordinal(last + EPOCH) if last >= first else None,
    )


def _range(rows: Rows, counted: np.ndarray, until: int) -> tuple[int, int]:
    """First and last day that is told: to the source's last day, so that weeks without a chance are seen as such."""
    if not counted.any():
        return until + 1, until
    days = rows.days[counted]
    last = int(days.max())
    return int(days.min()), min(
        until, max(last, rows.last_source_day if rows.last_source_day is not None else last)
    )


def _unit(
    unit: str, rows: Rows, own: IntArray, span: tuple[int, int], grain: Period, people: PeopleCount | None
) -> UnitCounts:
    first, last = span
    size = max(0, last - first + 1)
    place = rows.days[own] - first

    def dense(column: IntArray) -> IntArray:
        return np.bincount(place, column[own], size).astype(np.int64) if size else np.zeros(0, np.int64)

    seen = bool(rows.old_seen[own].any())
    daily = DailyCounts(
        start=date.fromordinal(first + EPOCH), chances=dense(rows.chances), new_way=dense(rows.new_way),
        old_way=dense(rows.old_way) if seen else None, grain=grain,
    )  # fmt: skip
    return UnitCounts(unit, daily, people, int(rows.pending[own].sum()), int(rows.vacuous[own].sum()))


def _people(rows: Rows, spans: Sequence[LabelSpan], as_of: date) -> dict[str, PeopleCount]:
    """People with a chance in the last 8 weeks, and those of them above one half. Each counts once in a unit."""
    return {
        unit: PeopleCount(int((total > 0).sum()), int((2 * taken > total).sum()))
        for unit, (total, taken) in each_person(rows, spans, as_of).items()
    }


def each_person(
    rows: Rows, spans: Sequence[LabelSpan], as_of: date
) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Of each unit, the chances and the new ways of each person in the last 8 weeks; in no order that tells whose they are."""
    if not len(rows.people_day):
        return {}
    until = as_of.toordinal() - EPOCH
    recent = (rows.people_day > until - RECENT_DAYS) & (rows.people_day <= until)
    label, day, actor = rows.people_label[recent], rows.people_day[recent], rows.people_actor[recent]
    chances, new = rows.people_chances[recent], rows.people_new[recent]
    order = np.argsort(label, kind="stable")
    edges = np.searchsorted(label[order], np.arange(len(rows.labels) + 1))
    at = {name: n for n, name in enumerate(rows.labels)}
    found: dict[str, list[IntArray]] = {}
    for span in spans:
        mine = found.setdefault(span.unit, [])
        if (code := at.get(span.label)) is not None:
            own = order[edges[code] : edges[code + 1]]
            low, high = bounds(span, as_of)
            mine.append(own[(day[own] >= low) & (day[own] < high)])
    counts = {}
    for unit, parts in found.items():
        own = np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
        people, inverse = np.unique(actor[own], return_inverse=True)
        total = np.bincount(inverse, chances[own], len(people))
        taken = np.bincount(inverse, new[own], len(people))
        order_of_size = np.lexsort((taken, total))
        counts[unit] = (total[order_of_size].astype(np.float64), taken[order_of_size].astype(np.float64))
    return counts


def _grain(measure_id: int, days: IntArray) -> Period:
    """Events are told by the day; ready-made counts by the shortest step between their periods."""
    if not Segment.objects.filter(source__measures=measure_id, kind=COUNTS, retired__isnull=True).exists():
        return Period.DAY
    steps = np.diff(np.unique(days))
    shortest = int(steps.min()) if len(steps) else 1
    return Period.MONTH if shortest >= 28 else Period.WEEK if shortest >= 7 else Period.DAY


def _sha256(rows: Rows, covered: np.ndarray) -> str:
    """Of the rows in use, by label and day: labels and lengths as text, then each column as little-endian int64."""
    digest = hashlib.sha256()
    label_of = np.repeat(np.arange(len(rows.labels)), np.diff(rows.starts))
    counts = np.bincount(label_of[covered], minlength=len(rows.labels))
    for label, n in zip(rows.labels, counts, strict=False):
        if n:
            digest.update(f"{label}\t{n}\n".encode())
    old = np.where(rows.old_seen, rows.old_way, -1)
    for column in (rows.days, rows.chances, rows.new_way, old, rows.pending, rows.vacuous):
        digest.update(column[covered].astype("<i8").tobytes())
    if len(rows.people_day):  # which number is whose says nothing; how many there are does
        _row, places = np.unique(rows.people_actor, return_inverse=True)
        for column in (rows.people_label, rows.people_day, places, rows.people_chances, rows.people_new):
            digest.update(column.astype("<i8").tobytes())
    return digest.hexdigest()
