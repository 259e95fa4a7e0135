"""Numbers, shares, days and spans in words that fit into a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import floor
from typing import Final, Protocol

from takehold.evidence.marking import gettext_noop as gettext_noop

NBSP: Final = "\u00a0"
Value = float | int | str | date


class Translate(Protocol):
    """What gives the words of a language: ``gettext`` translations, or Django's ``translation`` module."""

    def gettext(self, message: str, /) -> str:
        """The message in the language."""

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """One of two messages by number."""


MONTHS: Final = (
    gettext_noop("January"), gettext_noop("February"), gettext_noop("March"), gettext_noop("April"),
    gettext_noop("May"), gettext_noop("June"), gettext_noop("July"), gettext_noop("August"),
    gettext_noop("September"), gettext_noop("October"), gettext_noop("November"), gettext_noop("December"),
)  # fmt: skip


def percent(share: float | None, translate: Translate) -> str:
    """``81 %``. Never 0 or 100 % of something that is not exactly that; a dash where there is nothing."""
    if share is None:
        return "–"
    whole = floor(share * 100 + 0.5)
    if whole == 0 and share > 0:
        return translate.gettext("under 1 %").replace(" %", NBSP + "%")
    if whole == 100 and share < 1:
        return translate.gettext("over 99 %").replace(" %", NBSP + "%")
    return f"{whole}{NBSP}%"


def interval(bounds: tuple[float, float] | None) -> str:
    """``78–84 %``; nothing when there is none."""
    if bounds is None:
        return ""
    low, high = (floor(bound * 100 + 0.5) for bound in bounds)
    return f"{low}–{high}{NBSP}%"


def points(share: float, translate: Translate) -> str:
    """A difference of shares: ``12 points``."""
    n = abs(floor(share * 100 + 0.5))
    return translate.ngettext("%(n)s point", "%(n)s points", n) % {"n": n}


def number(value: float, translate: Translate) -> str:
    """``4,310`` in the reader's language; one decimal where the number is not whole."""
    # Translators: one thousand, with the language's own sign between thousands and hundreds
    between = translate.gettext("1,000")[1:-3]
    if value == int(value):
        return f"{int(value):,}".replace(",", between)
    # Translators: one and a half, with the language's own decimal sign
    mark = translate.gettext("1.5")[1:-1]
    return f"{value:.1f}".replace(".", mark)


def day(value: date | str, translate: Translate) -> str:
    """``9 March 2026``."""
    if isinstance(value, str):
        return value
    # Translators: a date written out
    return translate.gettext("%(day)s %(month)s %(year)s") % {
        "day": value.day,
        "month": translate.gettext(MONTHS[value.month - 1]),
        "year": value.year,
    }


def weeks(value: Value, translate: Translate) -> str:
    """``8 weeks``."""
    return translate.ngettext("%(n)s week", "%(n)s weeks", _whole(value)) % {
        "n": number(_whole(value), translate)
    }


def days(value: Value, translate: Translate) -> str:
    """``8 days``."""
    return translate.ngettext("%(n)s day", "%(n)s days", _whole(value)) % {
        "n": number(_whole(value), translate)
    }


def chances(value: Value, translate: Translate) -> str:
    """``61 chances``."""
    return translate.ngettext("%(n)s chance", "%(n)s chances", _whole(value)) % {
        "n": number(_whole(value), translate)
    }


def more_chances(value: Value, translate: Translate) -> str:
    """``61 more chances``."""
    return translate.ngettext("%(n)s more chance", "%(n)s more chances", _whole(value)) % {
        "n": number(_whole(value), translate)
    }


def people(value: Value, translate: Translate) -> str:
    """``12 people``."""
    return translate.ngettext("%(n)s person", "%(n)s people", _whole(value)) % {
        "n": number(_whole(value), translate)
    }


def periods(value: Value, period: Value, translate: Translate) -> str:
    """``3 weeks`` for a number of days, weeks or months."""
    n = _whole(value)
    if period == "month":
        return translate.ngettext("%(n)s month", "%(n)s months", n) % {"n": number(n, translate)}
    return weeks(n, translate) if period == "week" else days(n, translate)


def _share(value: Value, translate: Translate) -> str:
    return percent(float(value), translate) if isinstance(value, int | float) else str(value)


def _points(value: Value, translate: Translate) -> str:
    return points(float(value), translate) if isinstance(value, int | float) else str(value)


def _number(value: Value, translate: Translate) -> str:
    return number(value, translate) if isinstance(value, int | float) else str(value)


def _day(value: Value, translate: Translate) -> str:
    return day(value, translate) if isinstance(value, date | str) else str(value)


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, int | float) else 0


Form = Callable[[Value, Translate], str]
FORMS: Final[Mapping[str, Form]] = {
    "rate": _share, "target": _share, "usual": _share, "before": _share, "from_rate": _share, "to_rate": _share,
    "recent": _share, "rise": _points, "fall": _points,
    "last": _day, "first": _day, "go_live": _day, "since": _day, "on": _day,
    "weeks": weeks, "days": days, "chances": chances, "more": more_chances, "people": people,
}  # fmt: skip
"""How a number is told, by its name in ``takehold.analysis.reasons``; others as plain numbers."""


def filled(
    template: str, numbers: Mapping[str, Value], translate: Translate, forms: Mapping[str, Form] | None = None
) -> str:
    """The template with each ``%(name)s`` told in its form."""
    known = {**FORMS, **(forms or {})}
    return template % {name: known.get(name, _number)(value, translate) for name, value in numbers.items()}
