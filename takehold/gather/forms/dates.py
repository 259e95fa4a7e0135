"""How dates are written, in words and by example: what the column mapping offers instead of a pattern language."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

ISO: Final = "iso"
EXAMPLE: Final = datetime(2026, 4, 3, 14, 30, 5)  # noqa: DTZ001 - only an example of writing
TOKENS: Final = (
    ("am/pm", "%p"), ("YYYY", "%Y"), ("YY", "%y"), ("MMM", "%b"), ("MM", "%m"), ("DD", "%d"), ("hh", "%H"), ("mm", "%M"),
    ("ss", "%S"),
)  # fmt: skip


def describe(pattern: str, sample: str = "") -> str:
    """A pattern by example: “29/2/2016 01:16 is 29 February 2016”, so that day and month cannot be confused."""
    if pattern == ISO:
        return _("year first: 2026-04-03 14:30 is 3 April")
    try:
        moment, written = datetime.strptime(sample.strip(), pattern), sample.strip()  # noqa: DTZ007 - an example
    except ValueError:
        moment, written = EXAMPLE, EXAMPLE.strftime(pattern)
    return _("%(written)s is %(day)s") % {"written": written, "day": formats.date_format(moment, "j F Y")}


def pattern_of(written: str) -> str | None:
    """The pattern of words such as ``DD/MM/YYYY hh:mm``; None when there is no day, month and year in it."""
    text = written.strip()
    if "%" in text:
        return None
    for token, code in TOKENS:
        text = text.replace(token, code)
    complete = all(any(code in text for code in codes) for codes in (("%Y", "%y"), ("%m", "%b"), ("%d",)))
    if not complete:
        return None
    return text.replace("%H", "%I") if "%p" in text else text
