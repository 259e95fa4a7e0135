"""Evidence rows of one measure as arrays, summed and sorted; kept in memory until the source's manifest changes.

Read with pyarrow and not through the engine: they are few, already derived, and pages of many threads ask for them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from takehold.analysis.facts import IntArray
from takehold.ledger.models import Measure, Tally
from takehold.ledger.queries.manifest import EVIDENCE, live

KEPT_ROWS: Final = 6_000_000
COLUMNS: Final = ("team", "day", "actor", "chances", "new_way", "old_way", "pending", "vacuous")
SUMS: Final = ("chances", "new_way", "old_way", "pending", "vacuous")
EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Rows:
    """Sums by label and day, sorted by both. ``days`` count from 1970. ``old_seen``: where the old way was counted.

    ``people_*`` are the rows of known persons: label, day, person, chances, new way; empty where persons are off.
    """

    labels: tuple[str, ...]
    starts: IntArray
    days: IntArray
    chances: IntArray
    new_way: IntArray
    old_way: IntArray
    old_seen: np.ndarray
    pending: IntArray
    vacuous: IntArray
    people_label: IntArray
    people_day: IntArray
    people_actor: IntArray
    people_chances: IntArray
    people_new: IntArray
    last_source_day: int | None


State = tuple[int, date | None]
"""A source's manifest version and its last day."""
_kept: OrderedDict[tuple[int, int], Rows] = OrderedDict()
_guard = threading.Lock()


def rows_of(measure_id: int, known: State | None = None) -> tuple[int, Rows]:
    """The manifest's version and the rows that belong to it. ``known``: the state, by whoever just fetched it.

    Raises:
        Measure.DoesNotExist (an ObjectDoesNotExist): when there is no such measure.
    """
    while True:
        before, last = known or _state(measure_id)
        known = None
        with _guard:
            found = _kept.get((measure_id, before))
            if found is not None:
                _kept.move_to_end((measure_id, before))
                return before, found
        try:
            rows = _read(measure_id, last)
        except FileNotFoundError:
            if _state(measure_id)[0] == before:
                raise
            continue
        if _state(measure_id)[0] == before:
            _keep((measure_id, before), rows)
            return before, rows


def _state(measure_id: int) -> State:
    version, last = Measure.objects.values_list("source__manifest_version", "source__last_day").get(
        pk=measure_id
    )
    return version, last


def _keep(key: tuple[int, int], rows: Rows) -> None:
    with _guard:
        for old in [k for k in _kept if k[0] == key[0]]:
            del _kept[old]
        _kept[key] = rows
        while len(_kept) > 1 and sum(len(r.days) + len(r.people_day) for r in _kept.values()) > KEPT_ROWS:
            _kept.popitem(last=False)


def _read(measure_id: int, last: date | None) -> Rows:
    files = live(kind=EVIDENCE, measure_id=measure_id)
    parts = [pq.read_table(f.path, columns=list(COLUMNS), read_dictionary=["team"]) for f in files]
    parts.append(_tallies(measure_id))
    table = pa.concat_tables([p.cast(_SCHEMA) for p in parts]).unify_dictionaries().combine_chunks()
    team = table["team"].combine_chunks() if isinstance(table["team"], pa.ChunkedArray) else table["team"]
    if isinstance(team, pa.ChunkedArray):
        team = (
            team.chunk(0) if team.num_chunks else pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), [])
        )
    labels, codes = _sorted_labels(team)
    days = _ints(table["day"].cast(pa.int32()))
    return _summed(labels, codes, days, table, (last.toordinal() - EPOCH) if last else None)


_SCHEMA: Final = pa.schema(
    [
        ("team", pa.dictionary(pa.int32(), pa.string())),
        ("day", pa.date32()),
        *((name, pa.int64()) for name in COLUMNS[2:]),
    ]
)


def _tallies(measure_id: int) -> pa.Table:
    rows = Tally.objects.filter(measure_id=measure_id).values_list(
        "label", "day", "chances", "new_way", "old_way"
    )
    columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
    size = len(columns[0])
    nothing, zeros = pa.nulls(size, pa.int64()), pa.array(np.zeros(size, np.int64))
    arrays = [
        pa.array(columns[0], pa.string()).dictionary_encode(), pa.array(columns[1], pa.date32()), nothing,
        pa.array(columns[2], pa.int64()), pa.array(columns[3], pa.int64()), pa.array(columns[4], pa.int64()),
        zeros, zeros,
    ]  # fmt: skip
    return pa.table(arrays, names=list(COLUMNS))


def _sorted_labels(team: pa.DictionaryArray) -> tuple[tuple[str, ...], IntArray]:
    """Labels in code point order, and each row's place among them."""
    names = [name or "" for name in team.dictionary.to_pylist()]
    unique = sorted({*names, *([""] if team.null_count else [])})
    place = {name: n for n, name in enumerate(unique)}
    lookup = np.array([place[name] for name in names] or [0], dtype=np.int64)
    indices = team.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    codes = (
        np.where(indices >= 0, lookup[indices], place.get("", 0)) if len(indices) else np.zeros(0, np.int64)
    )
    return tuple(unique), codes.astype(np.int64)


def _ints(column: pa.ChunkedArray) -> IntArray:
    values: IntArray = column.fill_null(0).to_numpy().astype(np.int64)
    return values


def _summed(
    labels: tuple[str, ...], codes: IntArray, days: IntArray, table: pa.Table, last: int | None
) -> Rows:
    base = int(days.min()) if len(days) else 0
    span = int(days.max()) - base + 1 if len(days) else 1
    keys, inverse = np.unique(codes * span + (days - base), return_inverse=True)
    sums = {name: np.bincount(inverse, _ints(table[name]), len(keys)).astype(np.int64) for name in SUMS}
    seen = np.bincount(inverse, table["old_way"].is_valid().to_numpy(), len(keys)) > 0
    busy = np.zeros(len(keys), bool)
    for column in sums.values():
        busy |= column != 0
    keys, seen = keys[busy], seen[busy]
    sums = {name: column[busy] for name, column in sums.items()}
    known = table["actor"].is_valid().to_numpy()
    return Rows(
        labels=labels, starts=np.searchsorted(keys // span, np.arange(len(labels) + 1)), days=keys % span + base,
        chances=sums["chances"], new_way=sums["new_way"], old_way=sums["old_way"], old_seen=seen,
        pending=sums["pending"], vacuous=sums["vacuous"], people_label=codes[known], people_day=days[known],
        people_actor=_ints(table["actor"])[known], people_chances=_ints(table["chances"])[known],
        people_new=_ints(table["new_way"])[known], last_source_day=last,
    )  # fmt: skip
