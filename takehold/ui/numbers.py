"""Shares, counts and days as pages write them: shares as in every sentence, the rest in the reader's locale."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from takehold.evidence import wording


def percent(rate: float | None) -> str:
    """``81 %``. Never ``0 %`` or ``100 %`` of something that is not exactly that."""
    return wording.percent(rate, translation)


def percent_range(interval: tuple[float, float] | None) -> str:
    """``78–84 %``, or nothing when there is no interval."""
    return wording.interval(interval)


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
