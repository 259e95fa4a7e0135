"""A text as somebody typed it, made fit to be kept."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from takehold.initiatives.facts import Invalid

KEPT = "\n\t"
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that make a text read in another order than it is written."""


def cleaned(text: str, *, most: int, field: str) -> str:
    """The text without what cannot be seen and can do harm: control signs, half characters, changes of direction.

    Raises:
        Invalid: nothing is left, or more than ``most`` letters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(each for each in lines if each in KEPT or not _unseen(each)).strip()
    if not kept:
        raise Invalid(field, _("Write a few words."))
    if len(kept) > most:
        raise Invalid(
            field,
            _(
                "This is longer than can be kept: {length} letters, at most {most}. Shorten it, or send it in two parts."
            ).format(length=len(kept), most=most),
        )
    return kept


def _unseen(letter: str) -> bool:
    return letter in TURNING or unicodedata.category(letter) in ("Cc", "Cs")
