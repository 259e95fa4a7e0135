"""What may be written of groups, bodies and roles: never with the name of somebody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid


def unnamed(text: str, *, most: int, field: str, needed: bool = True) -> str:
    """The text as it is kept; empty where it is not ``needed`` and nothing was written.

    Raises:
        Invalid: empty though needed, too long, or it names somebody here.
    """
    if not needed and not text.strip():
        return ""
    kept = cleaned(text, most=most, field=field)
    name = of_house(kept)
    if name:
        raise Invalid(
            field,
            _(
                "“{name}” is the name of somebody here. Write the group, the body or the role; people say where they stand themselves."
            ).format(name=name),
        )
    return kept


def unnamed_line(text: str, *, most: int, field: str, needed: bool = True) -> str:
    """As ``unnamed``, on one line."""
    return " ".join(unnamed(text, most=most, field=field, needed=needed).split())
