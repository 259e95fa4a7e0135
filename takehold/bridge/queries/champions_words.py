"""Champions in sentences: where somebody can be asked and where nobody can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.bridge.facts.champions import Champions, GroupCover, Shift
from takehold.bridge.queries.shift_words import SHIFTS, spoken

NAMED: Final = 2
"""Up to so many groups are named in the first line, else counted."""


def answer(found: Champions) -> str:
    """Whether each group has somebody to ask on each shift that it works, in a sentence or two."""
    if not any(each.champions for each in found.groups):
        return _("Nobody has stepped forward yet.")
    if not found.holes:
        if any(each.worked for each in found.groups):
            return _("Each group has somebody to ask, on each shift that it is said to work.")
        return _("Each group has somebody to ask.")
    return " ".join(_holes(found.groups))


def _holes(groups: Sequence[GroupCover]) -> Iterator[str]:
    """A sentence for each shift on which groups have nobody, and one for the groups without anybody."""
    for shift in Shift:
        missed = [each.name for each in groups if each.champions and shift in each.missing]
        if missed:
            yield ngettext(
                "{shift} nobody can be asked in {names}.",
                "{shift} nobody can be asked in {n} groups.",
                max(1, len(missed) - NAMED + 1),
            ).format(shift=capfirst(SHIFTS[shift]), names=", ".join(missed), n=len(missed))
    nobody = [each.name for each in groups if not each.champions]
    if nobody:
        yield ngettext(
            "Nobody at all has stepped forward in {names}.", "Nobody at all has stepped forward in {n} groups.",
            max(1, len(nobody) - NAMED + 1),
        ).format(names=", ".join(nobody), n=len(nobody))  # fmt: skip


def cover(found: GroupCover) -> dict[str, Any]:
    """A row of the table: the group, its champions with their shifts, and when nobody is there."""
    return {
        "name": found.name,
        "champions": [(each.name, spoken(each.shifts), each.mine) for each in found.champions],
        "missing": spoken(found.missing) if found.champions else "",
    }


def halves_in_words(halves: int) -> str:
    """Half hours as hours: ``1.5 hours``."""
    told = formats.number_format(halves / 2, halves % 2, force_grouping=True)
    return ngettext("{n} hour", "{n} hours", -(-halves // 2)).format(n=told)
