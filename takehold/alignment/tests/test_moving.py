"""What is said of figures beside each other: each word with its figures, and nothing where there is nothing to tell."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

from takehold.alignment.facts.figures import Beside, Figure, FigureKind, Pairing
from takehold.alignment.views.moving import Moving, moving
from takehold.analysis.facts import Period
from takehold.analysis.joint import joint_movement
from takehold.analysis.series import start_after

UPS = (3, -1, 4, -1, 5, -9, 2, -6, 5, -3, 5, -8, 9, -7, 9, -3, 2, -3, 8, -4, 6, -2)
"""Changes without a direction of their own."""


def series(changes: tuple[int, ...], period: Period) -> dict[date, float]:
    days = [date(2024, 1, 1)]
    for _change in changes:
        days.append(start_after(days[-1], period))
    return dict(zip(days, accumulate(changes, initial=50.0), strict=True))


def said(one: tuple[int, ...], other: tuple[int, ...], period: Period = Period.WEEK) -> Moving:
    a, b = series(one, period), series(other, period)
    figures = (
        Figure("Minutes", FigureKind.REPORT, "minutes", a),
        Figure("Beds", FigureKind.REPORT, "beds", b),
    )
    found = moving(Beside(period, figures, (Pairing("Minutes", "Beds", joint_movement(a, b, period)),)))
    assert found is not None
    return found


def test_together_over_months_with_its_table() -> None:
    found = said(UPS, UPS, Period.MONTH)
    assert found.sentences[0].startswith("“Minutes” and “Beds” moved together: where one rose")
    assert "Over 22 changes from month to month: 1.00" in found.sentences[0]
    assert found.caution
    assert found.rows[-1] == (date(2024, 1, 1), ("50\u00a0minutes", "50\u00a0beds"))
    assert len(found.rows) == 23


def test_where_it_cannot_be_told() -> None:
    apart = said(UPS, UPS[11:] + UPS[:11]).sentences[0]
    assert apart.startswith("“Minutes” and “Beds”: cannot tell whether they move together. Over 22 changes")
    still = said(UPS, (0,) * len(UPS))
    assert still.sentences[0].endswith("One of them stayed the same in all periods that both have.")
    assert still.caution == ""
    few = said(UPS[:1], UPS[:1], Period.MONTH).sentences[0]
    assert few.endswith("Both are known for 1 change from month to month; 20 are needed.")


def test_nothing_beside_it_is_nothing() -> None:
    assert moving(None) is None
    assert moving(Beside(Period.WEEK, (), ())) is None
