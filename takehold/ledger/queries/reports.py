"""Values of performance reports by unit, each label "as it was then"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from takehold.analysis.values import Reported
from takehold.ledger.facts import LabelSpan, MeasureFact, ReportedFigures, ReportedRow, Scope
from takehold.ledger.models import Measure, ReportedValue
from takehold.ledger.queries.figures import check
from takehold.ledger.queries.measures import fact

REPORT: Final = "report"
Rows = dict[str, list[tuple[date, Reported]]]


def report_measures(*, source_ids: Sequence[int]) -> tuple[MeasureFact, ...]:
    """The newest version of each figure that reports of these sources give."""
    rows = Measure.objects.filter(source_id__in=source_ids, definition__per=REPORT).order_by("version", "pk")
    newest = {(row.source_id, row.behaviour_key): row for row in rows}
    return tuple(fact(row) for row in sorted(newest.values(), key=lambda row: row.pk))


def reported(*, scope: Scope, measure_id: int, spans: Sequence[LabelSpan], as_of: date) -> ReportedFigures:
    """What was reported of each unit for periods that began by ``as_of``, in order of day and label, each once.

    Raises:
        OutOfScope: the measure, or a team of any span, lies outside the scope.
    """
    return reported_each(scope=scope, asked=[(measure_id, spans)], as_of=as_of)[0]


def reported_each(
    *, scope: Scope, asked: Sequence[tuple[int, Sequence[LabelSpan]]], as_of: date
) -> tuple[ReportedFigures, ...]:
    """The same of several measures, each with its own spans, in one query and in the order asked. Raises as ``reported``."""
    for measure, spans in asked:
        check(scope, measure, spans)
    rows: dict[int, Rows] = {measure: defaultdict(list) for measure, _spans in asked}
    stored = ReportedValue.objects.filter(measure_id__in=rows, day__lte=as_of)
    for measure, label, day, mean, n, sd in stored.values_list(
        "measure_id", "label", "day", "mean", "n", "sd"
    ):
        rows[measure][label].append((day, Reported(mean, n, sd)))
    return tuple(_figures(rows[measure], spans) for measure, spans in asked)


def _figures(rows: Rows, spans: Sequence[LabelSpan]) -> ReportedFigures:
    units: dict[str, dict[tuple[date, str], Reported]] = {}
    for span in spans:
        mine = units.setdefault(span.unit, {})
        for day, value in rows.get(span.label, ()):
            if (span.start is None or span.start <= day) and (span.end is None or day < span.end):
                mine[day, span.label] = value
    told = {
        unit: tuple(ReportedRow(label, day, found[day, label]) for day, label in sorted(found))
        for unit, found in units.items()
    }
    return ReportedFigures(told, frozenset(rows))
