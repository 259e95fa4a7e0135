"""The words of directives on pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.governance.facts.directives import DirectiveLine, DirectiveState, Ground
from takehold.governance.queries.directives import OFFICES
from takehold.ui import numbers

GROUNDS: Final[Mapping[str, Any]] = {
    Ground.COMPLIANCE: lazy("compliance: a law, a contract or an authority demands it"),
    Ground.SAFETY: lazy("safety: somebody could come to harm"),
}
SHORT: Final[Mapping[str, Any]] = {
    Ground.COMPLIANCE: pgettext_lazy("ground", "compliance"),
    Ground.SAFETY: pgettext_lazy("ground", "safety"),
}
NEITHER: Final = "urgent"
NEITHER_WORD: Final = lazy("neither: it is urgent, or important")
STATES: Final[Mapping[str, Any]] = {
    DirectiveState.DRAFT: pgettext_lazy("directive", "not issued yet"),
    DirectiveState.IN_FORCE: pgettext_lazy("directive", "in force"),
    DirectiveState.LAPSED: pgettext_lazy("directive", "lapsed"),
    DirectiveState.LIFTED: pgettext_lazy("directive", "lifted"),
    DirectiveState.DROPPED: pgettext_lazy("directive", "dropped"),
}
EVENTS: Final[Mapping[str, Any]] = {
    "issue": pgettext_lazy("directive", "issued"),
    "drop": pgettext_lazy("directive", "dropped"),
    "keep": pgettext_lazy("directive", "reviewed, and still needed"),
    "lift": pgettext_lazy("directive", "lifted"),
}
SHIFT_WORDS: Final[Mapping[str, Any]] = {
    "early": pgettext_lazy("shift", "early"),
    "late": pgettext_lazy("shift", "late"),
    "night": pgettext_lazy("shift", "night"),
}
SOON: Final = 14
"""So many days before its last one a directive asks for its review."""


def words() -> dict[str, Any]:
    """The words for what templates show of directives."""
    return {
        "grounds": SHORT, "states": STATES, "events": EVENTS, "offices": OFFICES, "shift_words": SHIFT_WORDS,
    }  # fmt: skip


def due_soon(line: DirectiveLine, on: date) -> bool:
    """Whether it lapses within two weeks."""
    return line.state is DirectiveState.IN_FORCE and line.days_left(on) <= SOON


def when(line: DirectiveLine, on: date) -> str:
    """When it lapses, in words: the weekday within a week, else the day."""
    left = line.days_left(on)
    if left == 0:
        return _("Lapses tonight unless reviewed")
    if left < 7:
        return _("Lapses after {weekday} unless reviewed").format(weekday=date_format(line.expires_on, "l"))
    return _("Lapses after {day} unless reviewed").format(day=numbers.day(line.expires_on, on))


def standing(line: DirectiveLine, on: date) -> str:
    """Where it stands, as the first line of its page."""
    if line.state is DirectiveState.DRAFT:
        return _("Not issued yet: nobody was told. Read it as those will who are told, then issue it.")
    if line.state is DirectiveState.IN_FORCE:
        return _("In force. {when}.").format(when=when(line, on))
    if line.state is DirectiveState.LAPSED:
        return _("It lapsed after {day}: nobody reviewed it. It binds nobody any more.").format(
            day=numbers.day(line.expires_on, on)
        )
    return _("{state} on {day}. It binds nobody any more.").format(
        state=str(STATES[line.state]).capitalize(), day=numbers.day(line.over_on or line.expires_on, on)
    )
