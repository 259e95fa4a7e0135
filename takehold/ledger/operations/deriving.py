"""Evidence rows that a change of events brings: additive, so that what is stored is never rewritten.

Where each event counts for itself, new events add rows and corrected ones subtract their earlier form. Where a case
counts as a whole, the touched cases are counted again, before and after, and the difference is stored. Rules treat
a case as over once it has been silent for a while, so cases that fell silent since count as touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import ibis

from takehold.evidence import measures
from takehold.evidence.facts import EVIDENCE_SCHEMA, Behaviour
from takehold.ledger.facts import StoredSegment
from takehold.ledger.operations.folding import EXACT, Folded
from takehold.ledger.queries import definitions
from takehold.ledger.queries.engine import CANONICAL, Tables
from takehold.ledger.queries.manifest import covering, paths

KEY: Final = ("behaviour", "team", "day", "actor")
_WIDE: Final = (
    "decimal(38, 0)"  # DuckDB sums into 128 bits, which Parquet keeps as a float unless they are cast
)
COUNTED: Final = ("chances", "new_way", "old_way", "pending", "vacuous")


@dataclass(frozen=True, slots=True)
class Change:
    """The events before a batch, and what it changed. ``before_day`` and ``after_day``: the source's last day.

    ``people``: some events of the source carry a person's number, and people are counted.
    """

    stored: Sequence[StoredSegment]
    folded: Folded
    before_day: date | None
    after_day: date
    people: bool = False


def delta(tables: Tables, behaviour: Behaviour, change: Change) -> Any | None:
    """Evidence rows to add for this behaviour, or None when nothing it can count has changed."""
    needed = definitions.needs(behaviour)
    added = [str(w.full) for w in change.folded.added if set(needed) <= set(w.columns)]
    plus = tables.events(added, needed)
    minus = _earlier(change, needed)
    if definitions.by_event(behaviour):
        if not added and minus is None:
            return None
        gained = measures.evidence(plus, behaviour, people=change.people)
        lost = measures.evidence(minus, behaviour, people=change.people) if minus is not None else None
        return summed([gained], [lost] if lost is not None else [])
    return _by_case(tables, behaviour, change, plus, minus)


def whole(
    tables: Tables,
    behaviour: Behaviour,
    stored: Sequence[StoredSegment],
    *,
    last: date,
    people: bool = False,
) -> Any:
    """All evidence rows of a behaviour, from all events that carry what it tests."""
    needed = definitions.needs(behaviour)
    events = tables.events(paths(covering(stored, needed)), needed)
    return summed([_counted(events, behaviour, last, people)], [])


def summed(plus: Iterable[Any], minus: Iterable[Any]) -> Any:
    """Rows summed by key; rows that cancel out are left away."""
    parts = [*plus]
    for rows in minus:
        parts.append(rows.mutate(**{name: -rows[name] for name in COUNTED}).select(*EVIDENCE_SCHEMA.names))
    together = parts[0].select(*EVIDENCE_SCHEMA.names)
    for part in parts[1:]:
        together = together.union(part.select(*EVIDENCE_SCHEMA.names))
    sums = {name: together[name].sum().cast(_WIDE) for name in COUNTED}
    rows = together.group_by(*KEY).aggregate(**sums)
    shaped = rows.select(**{f.name: rows[f.name].cast(_ibis_type(f.name)) for f in EVIDENCE_SCHEMA})
    old = shaped.old_way.fill_null(0)
    return shaped.filter(
        (shaped.chances != 0)
        | (shaped.new_way != 0)
        | (old != 0)
        | (shaped.pending != 0)
        | (shaped.vacuous != 0)
    )


def _by_case(tables: Tables, behaviour: Behaviour, change: Change, plus: Any, minus: Any | None) -> Any:
    needed = definitions.needs(behaviour)
    before = tables.events(paths(covering(change.stored, needed)), needed)
    touched = plus.select("case_id")
    if minus is not None:
        touched = touched.union(minus.select("case_id"))
    silent = _fallen_silent(behaviour, change)
    if silent is not None:
        touched = touched.union(before.filter(before.day.between(*silent)).select("case_id"))
    touched = tables.kept(touched.distinct())
    earlier = tables.kept(before.semi_join(touched, "case_id"))
    later = earlier.anti_join(minus, list(EXACT)) if minus is not None else earlier
    later = tables.kept(later.union(plus))
    gained = _counted(later, behaviour, change.after_day, change.people)
    lost = _counted(earlier, behaviour, change.before_day or change.after_day, change.people)
    return summed([gained], [lost])


def _counted(events: Any, behaviour: Behaviour, last: date, people: bool) -> Any:
    if not behaviour.rules:
        return measures.evidence(events, behaviour, people=people)
    over = measures.closed_before(behaviour, last)
    return measures.evidence(events, behaviour, people=people, closed_before=over)


def _fallen_silent(behaviour: Behaviour, change: Change) -> tuple[date, date] | None:
    """Days of the last events of cases that count as over now and did not before."""
    if not behaviour.rules or change.before_day is None or change.after_day <= change.before_day:
        return None
    return (
        measures.closed_before(behaviour, change.before_day),
        measures.closed_before(behaviour, change.after_day),
    )


def _earlier(change: Change, needed: Sequence[str]) -> Any | None:
    """The earlier form of corrected events, of those files that carried what is tested."""
    old = change.folded.old
    if old is None:
        return None
    files = paths(covering(change.folded.retired, needed))
    return old.filter(old.filename.isin(files)).select(*CANONICAL, *needed) if files else None


def _ibis_type(name: str) -> Any:
    return ibis.Schema.from_pyarrow(EVIDENCE_SCHEMA)[name]
