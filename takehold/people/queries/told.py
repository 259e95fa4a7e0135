"""What is told of a source: which label's figures stand in which unit, from when to when. Only what was written down.

A page that worked it out by itself could tell of a day what no record knows, and the next telling could not heed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from takehold.ledger.facts import LabelSpan
from takehold.people import models
from takehold.people.facts import ReportingUnit, Viewer
from takehold.people.queries.proposal import proposal
from takehold.people.queries.settling import FOREVER, UNTOLD, Meaning, Proposed, Told, Unit
from takehold.people.queries.viewers import sight, system_viewer

ByTeams = dict[tuple[int, ...], list[tuple[str, date, date]]]
EVER = date.fromisoformat(models.SINCE_EVER)


def spans(*, viewer: Viewer, source_id: int, units: Sequence[ReportingUnit]) -> tuple[LabelSpan, ...]:
    """Which label's figures belong to which of these units, from when to when, up to the day of the last telling.

    As last written down by ``operations.tell``; a unit that was put together anew since then has none until the next.
    """
    return spans_by_source(viewer=viewer, source_ids=[source_id], units=units)[source_id]


def spans_by_source(
    *, viewer: Viewer, source_ids: Collection[int], units: Sequence[ReportingUnit]
) -> dict[int, tuple[LabelSpan, ...]]:
    """The same of several sources, in one query."""
    found: dict[int, ByTeams] = {each: {} for each in source_ids}
    rows = models.Told.objects.filter(telling__source_id__in=found).order_by("label", "valid_from")
    columns = ("telling__source_id", "label", "valid_from", "valid_to", "team_ids", "telling__last")
    for source, label, start, end, teams, last in rows.values_list(*columns) if viewer.roles else ():
        after = last + timedelta(days=1)
        if start < after:
            found[source].setdefault(tuple(teams), []).append((label, start, min(end or after, after)))
    return {source: _spans(by_teams, units) for source, by_teams in found.items()}


def _spans(by_teams: ByTeams, units: Sequence[ReportingUnit]) -> tuple[LabelSpan, ...]:
    return tuple(
        span
        for unit in units
        for span in _joined(
            LabelSpan(label, unit.name, unit.team_ids, None if start == EVER else start, end)
            for label, start, end in by_teams.get(tuple(sorted(unit.team_ids)), ())
        )
    )


def stays_before(*, source_id: int, on: date) -> date | None:
    """The day before which figures stay as they were told, because today's table of names would have them otherwise.

    None where everything stands as the table says. To be asked after ``operations.tell`` of the same day.
    """
    row = models.Telling.objects.filter(source_id=source_id).first()
    if row is None:
        return None
    seen = sight(viewer=system_viewer(on=on))
    proposed, _house = proposal(source_id, seen, since=row.first, on=on)
    return differing(told(row.pk), proposed, row.last + timedelta(days=1))


def differing(kept: Sequence[Told], proposed: Sequence[Proposed], end: date) -> date | None:
    """The end of the last stretch before ``end`` in which some label is told elsewhere than is proposed for it.

    A label that is told nowhere up to the end still waits for its place; nothing of it was told.
    """
    by_label: dict[str, list[Told | Proposed]] = {}
    every: tuple[Told | Proposed, ...] = (*kept, *proposed)
    for each in every:
        by_label.setdefault(each.label, []).append(each)
    last: date | None = None
    for rows in by_label.values():
        edges = sorted({min(day, end) for row in rows for day in (row.start, row.end)})
        for first, after in pairwise(edges):
            now, wanted = (_at(rows, kind, first) for kind in (Told, Proposed))
            waits = now == UNTOLD and after == end
            if now != wanted and not waits and (last is None or after > last):
                last = after
    return last


def _at(rows: Sequence[Told | Proposed], kind: type[Told] | type[Proposed], day: date) -> Unit:
    return next((row.unit for row in rows if isinstance(row, kind) and row.start <= day < row.end), UNTOLD)


def _joined(spans: Iterable[LabelSpan]) -> list[LabelSpan]:
    """Spans of one unit; two of one label that follow each other are one."""
    found: list[LabelSpan] = []
    for span in spans:
        if found and found[-1].label == span.label and found[-1].end == span.start is not None:
            found[-1] = replace(found[-1], end=span.end)
        else:
            found.append(span)
    return found


def told(telling_id: int) -> tuple[Told, ...]:
    """Everything that was written down of a source."""
    rows = models.Told.objects.filter(telling_id=telling_id).order_by("label", "valid_from")
    columns = ("label", "valid_from", "valid_to", "atom", "team_ids", "meanings")
    return tuple(
        Told(label, start, end or FOREVER, atom, tuple(teams), tuple(Meaning(*each) for each in meanings))
        for label, start, end, atom, teams, meanings in rows.values_list(*columns)
    )
