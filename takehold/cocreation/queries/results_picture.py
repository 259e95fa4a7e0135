"""The picture of a round's result: how many agree with each statement, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from takehold.cocreation.facts.results import Results, StatementResult, Three
from takehold.ui import charts, drawing

MOST: Final = 16
"""So many statements stand in the picture; the table has all."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Drawn for a wide page and for a phone; the statements in it."""

    wide: str
    narrow: str
    shown: tuple[StatementResult, ...]


def picture(found: Results) -> Picture | None:
    """Common ground first, then where opinion divides, then the rest; None where nothing is told."""
    told = [each for each in found.statements if each.whole is not None]
    order = {each.id: at for at, each in enumerate((*found.common, *found.divided))}
    shown = sorted(told, key=lambda each: (order.get(each.id, len(order)), each.number))[:MOST]
    if not shown:
        return None
    rows = [_row(found, each) for each in shown]
    said = _("How many agree with each of {n} statements.").format(n=len(shown))
    drawn = [
        drawing.svg(charts.stances_chart(rows, frame=frame, description=said), Path(settings.HOME) / "charts")
        for frame in (charts.WIDE, charts.NARROW)
    ]
    return Picture(drawn[0], drawn[1], tuple(shown))


def _row(found: Results, statement: StatementResult) -> charts.Stances:
    """A bar an opinion group where there are some and all are told of, else one of everybody."""
    groups = [(group.letter, three) for group, three in zip(found.groups, statement.by_group, strict=True)]
    if not groups or any(three is None for _letter, three in groups):
        groups = [("", statement.whole)]
    return charts.Stances(
        str(statement.number),
        tuple(_stance(letter, three) for letter, three in groups if three is not None),
        common=statement.common is not None,
        divides=statement.divides,
    )


def _stance(letter: str, three: Three) -> charts.Stance:
    return charts.Stance(three.agree.low / 100, three.agree.high / 100, letter)
