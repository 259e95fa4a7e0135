"""A change's performance reports as its page shows them: sentences, chart, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.values import ValuePoint, ValueStory
from takehold.evidence.wording import values
from takehold.initiatives.facts import Initiative
from takehold.initiatives.queries.reports import ReportTold
from takehold.overview.queries import pictures
from takehold.ui import charts, drawing
from takehold.ui.numbers import day


@dataclass(frozen=True, slots=True)
class PointRow:
    """One period in figures. ``value`` as it is read."""

    point: ValuePoint
    value: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One team, or teams put together: its newest whole period and what shifted. ``why_not`` where there is none.

    ``late``: the period, where it is not the newest of all.
    """

    name: str
    value: str
    n: int | None
    late: date | None
    why_not: str
    shifts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One report on the page. ``wide`` and ``narrow`` are SVG, empty where there is nothing to draw."""

    report: ReportTold
    answer: str
    shifts: tuple[str, ...]
    beside: tuple[str, ...]
    wide: str
    narrow: str
    rows: tuple[PointRow, ...]
    units: tuple[UnitRow, ...]


def section(report: ReportTold, initiative: Initiative) -> ReportSection:
    """All that the page says of one report."""
    story = report.whole
    wide, narrow = _drawn(report, initiative)
    return ReportSection(
        report=report,
        answer=_("The names of teams in it are being settled.")
        if report.waiting
        else values.standing(story, translation, report.unit),
        shifts=values.shifts(story, translation, report.unit, report.better),
        beside=tuple(_beside(report)),
        wide=wide,
        narrow=narrow,
        rows=tuple(
            PointRow(point, values.value(point.value.mean, translation, report.unit))
            for point in reversed(story.points)
        ),
        units=tuple(_unit(each, report) for each in report.units),
    )


def _unit(story: ValueStory, report: ReportTold) -> UnitRow:
    last, newest = story.last, report.whole.last
    return UnitRow(
        name=story.unit,
        value=values.value(last.value.mean, translation, report.unit) if last else "",
        n=last.value.n if last else None,
        late=last.start if last and newest and last.start != newest.start else None,
        why_not="" if last else values.standing(story, translation, report.unit),
        shifts=values.shifts(story, translation, report.unit, report.better),
    )


def _beside(report: ReportTold) -> Sequence[str]:
    found = [*values.beside(report.whole, translation)]
    if report.unmatched and not report.waiting:
        found.append(
            ngettext(
                "%(n)s name in the report is in no figure here: it belongs to no team of this change, or to so few people that nothing is told of them.",
                "%(n)s names in the report are in no figure here: they belong to no team of this change, or to so few people that nothing is told of them.",
                report.unmatched,
            )
            % {"n": report.unmatched}
        )
    return [*found, values.honest(translation)]


def _drawn(report: ReportTold, initiative: Initiative) -> tuple[str, str]:
    story = report.whole
    if story.why_not or not story.points:
        return "", ""
    seen = [mark for mark in pictures.marks_of(initiative) if story.points[0].start <= mark.on]
    notes = pictures.notes_of(seen)
    sentence = _("Chart: {name}, from {first} to {last}. The same figures stand in the table.").format(
        name=report.name, first=day(story.points[0].start), last=day(story.points[-1].end)
    )
    wide, narrow = (
        drawing.svg(
            charts.value_chart(
                story.points, story.history, notes, frame=frame, words=pictures.words(), description=sentence
            ),
            pictures.folder(),
        )
        for frame in (charts.WIDE, charts.NARROW)
    )
    return wide, narrow
