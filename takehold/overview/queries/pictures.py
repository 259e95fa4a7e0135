"""Charts for pages: the specification, its drawing from the folder, and the same figures as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import dates
from django.utils.translation import gettext as _

from takehold.analysis.facts import Level, Trend, UnitVerdict
from takehold.initiatives.facts import Initiative
from takehold.ledger.facts import MarkFact
from takehold.overview.facts import Figure, PeriodRow
from takehold.ui import charts, drawing
from takehold.ui.numbers import day, percent

RANKS: Final = {"action": 1, "misstep": 1, "recognition": 2}
"""Which names of marks give way on a chart, by kind; all others keep theirs."""


def marks_of(initiative: Initiative, teams: frozenset[int] | None = None) -> tuple[MarkFact, ...]:
    """What happened that concerns this change and, if given, these teams. Other changes' go-lives do not."""
    return tuple(
        mark
        for mark in initiative.marks
        if (mark.kind != "go-live" or initiative.go_live in (None, mark.on))
        and (teams is None or not mark.team_ids or mark.team_ids & teams)
    )


def happened(initiative: Initiative) -> tuple[MarkFact, ...]:
    """What happened to the work itself: not what was done about it, and no thanks."""
    return tuple(mark for mark in marks_of(initiative) if mark.kind not in RANKS)


def folder() -> Path:
    """Where drawings are kept."""
    return Path(settings.HOME) / "charts"


def spark(trend: Trend | None) -> str:
    """A small picture of the trend, or nothing where there is no line to draw."""
    if trend is None or sum(1 for used in trend.used if used) < 2:
        return ""
    return _spark(trend, folder())


@lru_cache(maxsize=1024)
def _spark(trend: Trend, kept_in: Path) -> str:
    """Kept in memory too: making a specification only to find its drawing takes longer than all else in a list."""
    return drawing.svg(charts.spark(charts.coarser(trend, 60)), kept_in)


def notes_of(marks: Sequence[MarkFact]) -> list[charts.Annotation]:
    """As they stand on a chart: what happened to the work comes before what was done about it, and that before thanks."""
    return [charts.Annotation(mark.on, mark.text, RANKS.get(mark.kind, 0)) for mark in marks]


def figure(
    verdict: UnitVerdict, marks: Sequence[MarkFact], *, target: float | None, today: date, slide: str
) -> Figure | None:
    """The chart of one unit in both widths, with its table. None where no period was seen."""
    trend = charts.coarser(verdict.trend)
    if not trend.starts:
        return None
    seen = tuple(mark for mark in marks if trend.starts[0] <= mark.on)
    notes = notes_of(seen)
    sentence = describe(trend, today)
    drawn = {
        name: drawing.svg(
            charts.share_chart(
                trend,
                levels(verdict.history),
                notes,
                target=target,
                frame=frame,
                words=words(),
                description=sentence,
            ),
            folder(),
        )
        for name, frame in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    }
    return Figure(
        wide=drawn["wide"],
        narrow=drawn["narrow"],
        description=sentence,
        rows=rows(trend),
        shifts=verdict.shifts,
        marks=tuple((mark.on, mark.text) for mark in seen),
        slide=slide,
        with_old_way=trend.old_way is not None,
    )


def slide(
    verdict: UnitVerdict, marks: Sequence[MarkFact], *, target: float | None, title: str, subtitle: str
) -> bytes | None:
    """The same chart as a picture of 1600 by 900 pixels, on white, with its title. None without a period."""
    if not verdict.trend.starts:
        return None
    spec = charts.share_chart(
        charts.coarser(verdict.trend),
        levels(verdict.history),
        notes_of(marks),
        target=target,
        frame=charts.SLIDE,
        palette=charts.LIGHT,
        words=words(),
        title=(title, subtitle),
        description=title,
    )
    return drawing.png(spec, folder())


def levels(history: Sequence[Level]) -> Sequence[Level]:
    """A single level is no step: it is not drawn."""
    return history if len(history) > 1 else ()


def words() -> charts.Words:
    """The words on a chart in the reader's language."""
    return charts.Words(
        new_way=_("new way"),
        old_way=_("old way"),
        target=_("target"),
        chances=_("chances"),
        average=_("average"),
        upper=_("upper limit"),
        lower=_("lower limit"),
        months=tuple(str(dates.MONTHS_3[month]).capitalize() for month in range(1, 13)),
    )


def rows(trend: Trend) -> tuple[PeriodRow, ...]:
    """The series in figures, the newest first."""
    old = trend.old_way or (None,) * len(trend.starts)
    told = [
        PeriodRow(
            start=start,
            chances=chances,
            new_way=new,
            rate=new / chances if chances else None,
            old_rate=was / chances if chances and was is not None else None,
            used=used,
        )
        for start, chances, new, was, used in zip(
            trend.starts, trend.chances, trend.new_way, old, trend.used, strict=True
        )
    ]
    return tuple(reversed(told))


def describe(trend: Trend, today: date) -> str:
    """The chart in a sentence, for those who do not see it."""
    used = [row for row in reversed(rows(trend)) if row.used and row.rate is not None]
    if not used:
        return _("Chart of the share taken the new way. No period has enough chances to be drawn.")
    sentence = _(
        "Chart of the share taken the new way: {low} at {first}, {high} at {last}. The table has every figure."
    )
    return sentence.format(
        low=percent(used[0].rate),
        first=day(used[0].start, today),
        high=percent(used[-1].rate),
        last=day(used[-1].start, today),
    )
