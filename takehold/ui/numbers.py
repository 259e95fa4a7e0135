"""Shares, counts and days in words that fit into a sentence. Percentages carry no decimals."""

from __future__ import annotations

from datetime import date, datetime
from math import floor

from django.utils import formats, timezone
from django.utils.translation import gettext as _

NBSP = "\u00a0"


def whole_percent(rate: float) -> int:
    """Share in 0..1 to whole percent, halves upward."""
    return floor(rate * 100 + 0.5)


def percent(rate: float | None) -> str:
    """``81 %``. Never ``0 %`` or ``100 %`` of something that is not exactly that."""
    if rate is None:
        return "–"
    whole = whole_percent(rate)
    if whole == 0 and rate > 0:
        return _("under 1 %").replace(" %", NBSP + "%")
    if whole == 100 and rate < 1:
        return _("over 99 %").replace(" %", NBSP + "%")
    return f"{whole}{NBSP}%"


def percent_range(interval: tuple[float, float] | None) -> str:
    """``78–84 %``, or nothing when there is no interval."""
    if interval is None:
        return ""
    low, high = (whole_percent(bound) for bound in interval)
    return f"{low}–{high}{NBSP}%"


def number(value: float | int | None) -> str:
    """``4,310`` in the reader's language."""
    return "–" if value is None else formats.number_format(value, 0, force_grouping=True)


def day(value: date | None, today: date | None = None) -> str:
    """``9 March`` in this year (when today is known), else ``9 March 2025``."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if today is not None and value.year == today.year:
        # Translators: a day without its year, in Django's date format
        return formats.date_format(value, _("j F"))
    return formats.date_format(value, _("j F Y"))
