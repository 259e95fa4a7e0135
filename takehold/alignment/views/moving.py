"""Figures one above the other on one time axis, the same in a table, and what is said of each two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import dates, translation
from django.utils.translation import gettext as _

from takehold.alignment.facts.figures import Beside, Figure, FigureKind
from takehold.alignment.queries.figure_words import sentence
from takehold.analysis.facts import Period
from takehold.analysis.series import start_after
from takehold.analysis.values import Reported, ValuePoint
from takehold.evidence.wording import values
from takehold.ui import charts, drawing
from takehold.ui.numbers import day, percent

HEIGHT = 190
"""Of one picture among several, in pixels."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One figure: its name, what its values are, and both widths as SVG, empty where there is no line to draw."""

    name: str
    unit: str
    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Moving:
    """All that a page says of figures beside each other. ``rows``: a period and the value of each, the newest first.

    ``caution``: that it is an association, where anything is told of it.
    """

    sentences: tuple[str, ...]
    caution: str
    drawn: tuple[Drawn, ...]
    rows: tuple[tuple[date, tuple[str, ...]], ...]


def moving(found: Beside | None) -> Moving | None:
    """For the page; None where there are not two figures to lay beside each other."""
    if found is None or not found.pairings:
        return None
    told = [each for each in found.pairings if each.movement.together is not None]
    return Moving(
        sentences=tuple(sentence(each) for each in found.pairings),
        caution=_(
            "Moving together is an association: it does not say that one causes the other. Something else may move both; a beginning in the same weeks is enough."
        )
        if told
        else "",
        drawn=tuple(_drawn(each, found.days, found.period) for each in found.figures),
        rows=tuple(
            (start, tuple(_value(each, each.values[start]) for each in found.figures))
            for start in reversed(found.days)
        ),
    )


def _value(figure: Figure, value: float) -> str:
    if figure.kind is FigureKind.BEHAVIOUR:
        return percent(value)
    return values.value(value, translation, figure.unit)


def _drawn(figure: Figure, days: tuple[date, ...], period: Period) -> Drawn:
    share = figure.kind is FigureKind.BEHAVIOUR
    unit = _("share of chances taken the new way, in %") if share else figure.unit
    if len(days) < 2:
        return Drawn(figure.name, unit, "", "")
    points = [
        ValuePoint(
            start,
            start_after(start, period) - timedelta(days=1),
            Reported(figure.values[start] * (100 if share else 1)),
            used=True,
        )
        for start in days
    ]
    described = _("Chart: {name}, from {first} to {last}. The same figures stand in the table.").format(
        name=figure.name, first=day(days[0]), last=day(points[-1].end)
    )
    words = charts.Words(months=tuple(str(dates.MONTHS_3[month]).capitalize() for month in range(1, 13)))
    wide, narrow = (
        drawing.svg(
            charts.value_chart(
                points, (), frame=replace(frame, height=HEIGHT), words=words, description=described
            ),
            Path(settings.HOME) / "charts",
        )
        for frame in (charts.WIDE, charts.NARROW)
    )
    return Drawn(figure.name, unit, wide, narrow)
