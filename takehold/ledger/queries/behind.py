"""The tickets behind a figure: what was counted, one by one, without persons.

The measure itself is asked again over the same events, with each event (or case) standing as its own team; so the
list cannot say anything else than the figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import ibis
import numpy as np
import pyarrow as pa

from takehold.evidence import measures as metrics
from takehold.evidence.facts import Behaviour
from takehold.ledger.facts import EventRow, LabelSpan, Scope
from takehold.ledger.models import Measure
from takehold.ledger.queries import definitions
from takehold.ledger.queries.engine import Tables, opened
from takehold.ledger.queries.figures import check, places
from takehold.ledger.queries.manifest import EVENTS, covering, live, paths
from takehold.ledger.queries.rows import EPOCH, Rows, rows_of

NEW_WAY: Final = "new way"
OLD_WAY: Final = "old way"
NEITHER: Final = "neither"
NOT_COUNTED: Final = "not counted"
OUTCOMES: Final = (NEW_WAY, OLD_WAY, NEITHER, NOT_COUNTED)
MARK: Final = "\x1f"
FILLED_IN: Final = "✓"
FEW: Final = 20
NEEDED: Final = ("source_id", "definition", "source__manifest_version", "source__last_day")
WINDOW: Final = pa.schema([("label", pa.string()), ("begin", pa.date32()), ("until", pa.date32())])


def events_behind(
    *, scope: Scope, measure_id: int, spans: Sequence[LabelSpan], first: date, last: date,
    outcome: str | None = None, offset: int = 0, limit: int = 50,
) -> tuple[EventRow, ...]:  # fmt: skip
    """Events (or, where cases count as a whole, cases) of these spans and days, the newest first.

    ``outcome``: new way, old way, neither (a chance taken in no known way), not counted (a case that is not over,
    or that the rule does not speak of), or None for all chances, cases not counted included.

    Raises:
        OutOfScope: the measure, or a team of any span, lies outside the scope.
        ValueError: an outcome that does not exist.
    """
    check(scope, measure_id, spans)
    if outcome is not None and outcome not in OUTCOMES:
        raise ValueError(f"{outcome!r} is none of {', '.join(OUTCOMES)}")
    row = Measure.objects.values(*NEEDED).get(pk=measure_id)
    _version, rows = rows_of(measure_id, (row["source__manifest_version"], row["source__last_day"]))
    begin = _from(rows, spans, first, last, outcome, offset + limit)
    found = _found(row, spans, begin, last, outcome, offset, limit)
    if begin > first and len(found) < limit:  # counted by hand as well: figures without tickets
        found = _found(row, spans, first, last, outcome, offset, limit)
    return found


def _found(
    row: Mapping[str, Any], spans: Sequence[LabelSpan], first: date, last: date, outcome: str | None, offset: int,
    limit: int,
) -> tuple[EventRow, ...]:  # fmt: skip
    behaviour = definitions.from_json(row["definition"])
    needed = definitions.needs(behaviour)
    files = covering(live(kind=EVENTS, source_id=row["source_id"]), needed)
    if not files or not spans:
        return ()
    with opened() as tables:
        if definitions.by_event(behaviour):
            near = [f for f in files if f.day_min <= last and f.day_max >= first]
            events = _within(tables.events(paths(near), needed), spans, first, last)
            chosen = _outcomes(events, behaviour, None)
        else:
            events = _whole_cases(tables.events(paths(files), needed), spans, first, last)
            events = tables.kept(events)
            chosen = _within(_outcomes(events, behaviour, row["source__last_day"]), spans, first, last)
        page = chosen.filter(chosen.outcome == outcome) if outcome else chosen
        page = page.order_by([page.day.desc(), page.unit.desc()]).limit(limit, offset=offset)
        return _rows(tables, events, tables.kept(page), behaviour, needed)


def _from(
    rows: Rows, spans: Sequence[LabelSpan], first: date, last: date, outcome: str | None, wanted: int
) -> date:
    """The latest day from which on there are as many as wanted: the newest page must not read three years of events.

    Known from the evidence rows, which count the same; ``first`` where they are too few.
    """
    begin = first.toordinal() - EPOCH
    seen = np.zeros(len(rows.days), bool)
    for part in places(rows, spans, last).values():
        seen[part] = True
    own = np.flatnonzero(seen & (rows.days >= begin))
    counted = {
        NEW_WAY: rows.new_way,
        OLD_WAY: rows.old_way,
        NEITHER: rows.chances - rows.new_way - rows.old_way,
        NOT_COUNTED: rows.pending + rows.vacuous,
    }.get(outcome or "", rows.chances)
    if not len(own):
        return first
    a_day = np.bincount(rows.days[own] - begin, counted[own])[::-1]
    enough = np.flatnonzero(np.cumsum(a_day) >= wanted)
    return first + timedelta(days=len(a_day) - 1 - int(enough[0])) if len(enough) else first


def _within(rows: Any, spans: Sequence[LabelSpan], first: date, last: date) -> Any:
    """Rows whose label and day lie in a span. Many spans are joined: as an expression they would take longer to
    write down than to answer."""
    told = set()
    for span in spans:
        begin = max(first, span.start) if span.start else first
        until = min(last, span.end - timedelta(days=1)) if span.end else last
        if begin <= until:
            told.add((span.label, begin, until))
    if not told:
        return rows.limit(0)
    rows = rows.filter(rows.day.between(first, last))
    team = rows.team.fill_null("")
    if len(told) > FEW:
        windows = ibis.memtable(pa.table([*map(list, zip(*sorted(told), strict=True))], schema=WINDOW))
        inside = (team == windows.label, rows.day >= windows.begin, rows.day <= windows.until)
        return rows.semi_join(windows, inside)
    parts = ((team == label) & rows.day.between(begin, until) for label, begin, until in sorted(told))
    return rows.filter(ibis.or_(*parts))


def _whole_cases(events: Any, spans: Sequence[LabelSpan], first: date, last: date) -> Any:
    touched = _within(events, spans, first, last).select("case_id").distinct()
    return events.semi_join(touched, "case_id")


def _unit(events: Any, behaviour: Behaviour) -> Any:
    """What stands for one chance: a case, or an event under a name that sorts by its time."""
    if not definitions.by_event(behaviour):
        return events.case_id
    seconds = events.occurred_at.epoch_seconds().cast("string").lpad(12, "0")
    return seconds + "-" + events.event_id.cast("string")


def _outcomes(events: Any, behaviour: Behaviour, last: date | None) -> Any:
    """One row per event or case: unit, team, day, outcome."""
    alone = events.mutate(team=_unit(events, behaviour).cast("string") + MARK + events.team.fill_null(""))
    if behaviour.rules and last is not None:
        rows = metrics.evidence(alone, behaviour, closed_before=metrics.closed_before(behaviour, last))
    else:
        rows = metrics.evidence(alone, behaviour)
    said = ibis.cases(
        (rows.chances == 0, NOT_COUNTED), (rows.new_way > 0, NEW_WAY), (rows.old_way.fill_null(0) > 0, OLD_WAY),
        else_=NEITHER,
    )  # fmt: skip
    split = rows.team.split(MARK)
    return rows.select("day", unit=split[0], team=split[1], outcome=said)


def _rows(
    tables: Tables, events: Any, page: Any, behaviour: Behaviour, needed: Sequence[str]
) -> tuple[EventRow, ...]:
    """The page's units with what is known of each: an event as it is, a case as the steps it took."""
    named = events.mutate(unit=_unit(events, behaviour).cast("string"))
    wanted = named.select("unit", "case_id", "activity", "occurred_at", "ordinal", *needed)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in wanted.semi_join(page, "unit").to_pyarrow().to_pylist():
        found.setdefault(row["unit"], []).append(row)
    silent, shown = definitions.filled_in(behaviour), []
    for line in page.order_by([page.day.desc(), page.unit.desc()]).to_pyarrow().to_pylist():
        steps = sorted(found[line["unit"]], key=lambda r: (r["occurred_at"], r["ordinal"]))
        final = steps[-1]
        shown.append(
            EventRow(
                case_id=final["case_id"], activity=" → ".join(s["activity"] or "" for s in steps).strip(),
                occurred_at=final["occurred_at"] if behaviour.period_of == "last" else steps[0]["occurred_at"],
                label=line["team"], outcome=line["outcome"],
                attributes={
                    name.removeprefix("x_"): FILLED_IN if name in silent else final[name]
                    for name in needed if final[name] is not None
                },
            )
        )  # fmt: skip
    return tuple(shown)
