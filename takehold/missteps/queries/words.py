"""The words of this room on pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from takehold.bridge.queries.owners import OWNERS as ROLES
from takehold.bridge.queries.owners import in_words
from takehold.gaps.queries.words import CAUSES
from takehold.missteps.facts import (
    OPEN_NOW,
    TOLD_OF,
    MisstepFact,
    MisstepLine,
    MisstepState,
    MitigationFact,
    Sign,
)
from takehold.people.facts import RoleKind
from takehold.ui.numbers import day

OWNERS: Final[Mapping[str, Any]] = {
    each: ROLES[each] for each in (RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.IT_LEAD)
}
"""Roles that keep a promise: those that speak for a change."""
STATES: Final[Mapping[StrEnum, Any]] = {
    MisstepState.DRAFT: pgettext_lazy("misstep", "not told yet"),
    MisstepState.TOLD: pgettext_lazy("misstep", "told"),
    MisstepState.MENDING: pgettext_lazy("misstep", "being mended"),
    MisstepState.MENDED: pgettext_lazy("misstep", "mended"),
    MisstepState.REOPENED: pgettext_lazy("misstep", "open again"),
    MisstepState.LEFT: pgettext_lazy("misstep", "none of ours"),
}
SIGNS: Final[Mapping[StrEnum, Any]] = {
    Sign.UP: lazy("rose"),
    Sign.DOWN: lazy("fell"),
    Sign.SAME: lazy("no change seen"),
    Sign.CANNOT_TELL: lazy("cannot tell"),
}


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return {"states": STATES, "signs": SIGNS, "causes": CAUSES}


def owner(found: MitigationFact) -> str:
    """Who keeps a promise, in words."""
    return found.body or in_words(found.owner)


def answer(lines: tuple[MisstepLine, ...]) -> str:
    """How many were told, and what is still owed, in one or two sentences."""
    told = [each for each in lines if each.state in TOLD_OF]
    if not told:
        return _("Nothing that we got wrong has been told yet.")
    mended = sum(each.state is MisstepState.MENDED for each in told)
    said = ngettext(
        "We told of {n} misstep, {mended} mended.", "We told of {n} missteps, {mended} mended.", len(told)
    ).format(n=len(told), mended=mended)
    late = sum(each.late for each in told if each.state in OPEN_NOW)
    if late:
        said += " " + ngettext(
            "In {n} of them a promise is late.", "In {n} of them a promise is late.", late
        ).format(n=late)
    return said


def state_of(found: MisstepFact) -> str:
    """Where it stands and what is still owed, in a sentence."""
    line = found.line
    if line.state is MisstepState.DRAFT:
        return _("Not told yet: only those who speak for this change read it.")
    if line.state is MisstepState.LEFT:
        return _("Suggested, and none of ours; the reason stands below.")
    if line.state is MisstepState.MENDED and line.mended_on is not None:
        return _("We got this wrong, said so, and mended it by {day}.").format(day=day(line.mended_on))
    owed = line.promises - line.kept
    if not line.promises:
        return _("We got this wrong and said so. Nothing is promised about it yet.")
    if not owed:
        return _("We got this wrong and said so. All that was promised is kept.")
    return ngettext(
        "We got this wrong and said so. {n} promise is still to be kept.",
        "We got this wrong and said so. {n} promises are still to be kept.",
        owed,
    ).format(n=owed)


def draft(found: MisstepFact) -> tuple[str, ...]:
    """What one may read out: in the first person plural, from what was written and promised."""
    said = [_("We got something wrong."), found.happened]
    if found.effect:
        said.append(_("What it did: {effect}").format(effect=found.effect))
    if found.line.cause is not None:
        said.append(
            _("What let it happen lies in {cause}, not in a person: {why}").format(
                cause=CAUSES[found.line.cause], why=found.why
            )
        )
    said += [
        _("What we do: {what} By {day}: {owner}.").format(
            what=each.what, day=day(each.due_on), owner=owner(each)
        )
        for each in found.promises
        if each.done_on is None
    ]
    return tuple(said)
