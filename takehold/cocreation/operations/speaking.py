"""What may be written in a round: about the work, never with the name of somebody here."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from takehold.evidence.words import plain
from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid


def unnamed(text: str, *, most: int, field: str, needed: bool = True) -> str:
    """The text as it is kept; empty where it is not ``needed`` and nothing was written. Raises ``Invalid``."""
    if not needed and not text.strip():
        return ""
    kept = cleaned(text, most=most, field=field)
    name = of_house(kept)
    if name:
        told = _("“{name}” is the name of somebody here. Write what the work should be like, not who.")
        raise Invalid(field, told.format(name=name))
    return kept


def unnamed_line(text: str, *, most: int, field: str, needed: bool = True) -> str:
    """As ``unnamed``, on one line."""
    return " ".join(unnamed(text, most=most, field=field, needed=needed).split())


def mark(text: str) -> str:
    """The words of a text without case, signs and spaces: the same said twice has the same mark."""
    words = "".join(each for each in plain(text) if each.isalnum()) or text
    return hashlib.sha256(words.encode()).hexdigest()
