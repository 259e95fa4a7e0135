"""What is told of a source: which label's figures stand in which unit, from when to when. Only what was written down.

A page that worked it out by itself could tell of a day what no record knows, and the next telling could not heed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from takehold.ledger.facts import LabelSpan
from takehold.people import models
from takehold.people.facts import ReportingUnit, Viewer
from takehold.people.queries.settling import FOREVER, Meaning, Told

EVER = date.fromisoformat(models.SINCE_EVER)


def spans(*, viewer: Viewer, source_id: int, units: Sequence[ReportingUnit]) -> tuple[LabelSpan, ...]:
    """Which label's figures belong to which of these units, from when to when, up to the day of the last telling.

    As last written down by ``operations.tell``; a unit that was put together anew since then has none until the next.
    """
    if not viewer.roles:
        return ()
    rows = models.Told.objects.filter(telling__source_id=source_id).order_by("label", "valid_from")
    by_teams: dict[tuple[int, ...], list[tuple[str, date, date]]] = {}
    for label, start, end, teams, last in rows.values_list(
        "label", "valid_from", "valid_to", "team_ids", "telling__last"
    ):
        after = last + timedelta(days=1)
        if start < after:
            by_teams.setdefault(tuple(teams), []).append((label, start, min(end or after, after)))
    return tuple(
        span
        for unit in units
        for span in _joined(
            LabelSpan(label, unit.name, unit.team_ids, None if start == EVER else start, end)
            for label, start, end in by_teams.get(tuple(sorted(unit.team_ids)), ())
        )
    )


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
