"""The words of this room on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from takehold.gaps.queries.words import CAUSES
from takehold.shadow_it.facts.tools import (
    BANDS,
    FEW,
    CheckFact,
    Contract,
    DataKept,
    Found,
    Kind,
    NeedLine,
    Theme,
    ToolFact,
    ToolLine,
    ToolState,
    Way,
)
from takehold.ui.numbers import day, number

KINDS: Final[Mapping[StrEnum, Any]] = {
    Kind.SHEET: lazy("a spreadsheet (Excel and the like)"),
    Kind.DATABASE: lazy("a small database (Access and the like)"),
    Kind.CHAT: lazy("a chat group"),
    Kind.PAPER: lazy("paper"),
    Kind.SERVICE: lazy("a subscription or a service on the web"),
    Kind.OTHER: pgettext_lazy("tool", "something else"),
}
STATES: Final[Mapping[StrEnum, Any]] = {
    ToolState.TOLD: pgettext_lazy("tool", "why is not asked yet"),
    ToolState.ASKING: pgettext_lazy("tool", "why is being asked"),
    ToolState.UNDERSTOOD: pgettext_lazy("tool", "need recorded"),
    ToolState.OFFERED: pgettext_lazy("tool", "a way out is offered"),
    ToolState.SETTLED: pgettext_lazy("tool", "need met"),
    ToolState.RETIRED: pgettext_lazy("tool", "switched off"),
    ToolState.REOPENED: pgettext_lazy("tool", "open again"),
    ToolState.LEFT: pgettext_lazy("tool", "told by mistake"),
}
WAYS: Final[Mapping[StrEnum, Any]] = {
    Way.ADOPT: lazy("adopt it officially: it becomes one of ours"),
    Way.INTEGRATE: lazy("integrate it: it stays, joined to what we have"),
    Way.OFFER: lazy("offer something as good"),
    Way.SUPPORT: lazy("support it as it is"),
    Way.RETIRE: lazy("retire it: the need is met otherwise"),
}
THEMES: Final[Mapping[StrEnum, Any]] = {
    Theme.FILES: lazy("sending and sharing files"),
    Theme.TALK: lazy("reaching each other quickly"),
    Theme.LISTS: lazy("keeping lists and plans together"),
    Theme.FORMS: lazy("forms and writing things down once"),
    Theme.FIGURES: lazy("figures and reports"),
    Theme.AWAY: lazy("working away from the desk"),
    Theme.QUICK: lazy("fewer steps than ours takes"),
    Theme.CARRY: lazy("carrying data from one system to another"),
    Theme.OUTSIDE: lazy("working with people outside"),
    Theme.OTHER: pgettext_lazy("need", "something else"),
}
DATA: Final[Mapping[StrEnum, Any]] = {
    DataKept.UNKNOWN: lazy("not known yet"),
    DataKept.NONE: lazy("no data of ours"),
    DataKept.WORK: lazy("data of our work, of no person"),
    DataKept.PERSONAL: lazy("data of persons"),
    DataKept.SENSITIVE: lazy("data of patients, clients or health"),
}
CONTRACTS: Final[Mapping[StrEnum, Any]] = {
    Contract.UNKNOWN: lazy("not known yet"),
    Contract.NONE: lazy("none is needed"),
    Contract.PRIVATE: lazy("somebody's private account"),
    Contract.DEPARTMENT: lazy("a contract of the department"),
    Contract.HOUSE: lazy("a contract of the house"),
}
FOUND: Final[Mapping[StrEnum, Any]] = {
    Found.YES: pgettext_lazy("need met", "Yes"),
    Found.PARTLY: pgettext_lazy("need met", "In part: something is missing"),
    Found.NO: pgettext_lazy("need met", "No"),
}
PEOPLE: Final[Mapping[str, Any]] = {
    each: lazy("a few people, fewer than five") if each == FEW else each.replace("-", "–") for each in BANDS
}


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return {
        "kinds": KINDS, "states": STATES, "ways": WAYS, "themes": THEMES, "data": DATA, "contracts": CONTRACTS,
        "causes": CAUSES,
    }  # fmt: skip


def people(band: str) -> str:
    """How many, in words."""
    if not band:
        return _("not known how many")
    return str(PEOPLE[band]) if band == FEW else _("{band} people").format(band=PEOPLE[band])


def answer(lines: Sequence[ToolLine]) -> str:
    """How many tools are on record and of how many the need is met, in a sentence or two."""
    known = [each for each in lines if each.state is not ToolState.LEFT]
    if not known:
        return _("No department has told of a tool of its own yet.")
    met = sum(each.met for each in known)
    said = ngettext(
        "{n} tool that a department found for itself: the need behind {met} is met.",
        "{n} tools that departments found for themselves: the need behind {met} is met.",
        len(known),
    ).format(n=number(len(known)), met=number(met))
    again = sum(each.state is ToolState.REOPENED for each in known)
    if again:
        said += " " + ngettext("{n} is open again.", "{n} are open again.", again).format(n=number(again))
    return said


def of_tool(found: ToolFact) -> str:
    """What it is, who uses it, and whether its need is met."""
    line = found.line
    used_by = ", ".join(line.where) or _("no department that logs can name")
    said = _("{tool}: {kind}, used by {departments}.")
    return f"{said.format(tool=line.name, kind=KINDS[line.kind], departments=used_by)} {standing(found)}"


def standing(found: ToolFact) -> str:
    """Whether its need is met, and what comes next, in a sentence."""
    if found.ordered is not None and found.line.state is ToolState.RETIRED:
        return _("It was switched off by a directive before its need was met.")
    said = {
        ToolState.TOLD: _("Whether its need is met nobody knows: why it is used has not been asked yet."),
        ToolState.ASKING: _("Its need is not met: why it is used is being asked."),
        ToolState.UNDERSTOOD: _("Its need is known and not met: no way out is offered yet."),
        ToolState.OFFERED: _("Its need is not met yet: a way out is offered."),
        ToolState.SETTLED: _("Its need is met."),
        ToolState.RETIRED: _("Its need is met by something else, and it is switched off."),
        ToolState.REOPENED: _("Its need is not met after all: the inquiry is open again."),
        ToolState.LEFT: _("It was told by mistake; the reason stands below."),
    }
    return said[found.line.state]


def of_check(found: CheckFact) -> str:
    """What a look came to, in a sentence."""
    if found.found is None:
        if found.asked_on is not None:
            return _("No log can tell, so the department is asked since {day}.").format(
                day=day(found.asked_on)
            )
        return _("On {day} it is looked whether the need is met.").format(day=day(found.due_on))
    figures = {name: number(value) for name, value in found.figures.items()}
    said = {
        Found.FADES: _("The old tool fades ({now} calls a week, {was} before the move), and the new one is used ({last} a week)."),
        Found.STILL: _("The old tool is still used: {now} calls a week in the last four weeks, {was} before the move."),
        Found.HARDLY: _("The new tool is hardly used: {last} calls a week in the last four weeks, {first} in its first four."),
        Found.YES: _("The department says that its need is met."),
        Found.PARTLY: _("The department says that its need is met in part only."),
        Found.NO: _("The department says that its need is not met."),
    }[found.found].format(**figures)  # fmt: skip
    return f"{said} {found.words}".strip()


GUIDE: Final = (
    (lazy("What do you do with it? Show me the last time."), lazy("What it is used for is rarely what its name says.")),
    (lazy("What did you do before you had it?"), lazy("Tells which of our tools it took over from, and when.")),
    (lazy("Why did you not do that with ours?"), lazy("The first “why?”. Ask it again of each answer.")),
    (lazy("What does it give you that ours does not?"), lazy("That is what a way out has to give as well.")),
    (lazy("What would hurt if it were gone tomorrow?"), lazy("Tells how much weighs on it, and at what time of the day.")),
    (lazy("What lies in it, and who can see it?"), lazy("The risk stands beside the need: neither outweighs the other by itself.")),
    (lazy("What would you need to let it go gladly?"), lazy("Often the department knows the way out already.")),
)  # fmt: skip
"""What to ask, and why: in this order, where the work is done, with the people who use it."""


def answer_of_needs(found: Sequence[NeedLine]) -> str:
    """What our offering lacks most, in a sentence."""
    if not found:
        return _("No need is on record yet.")
    open_ones = [each for each in found if each.met < len(each.tools)]
    if not open_ones:
        return _("Every need on record is met.")
    first = open_ones[0]
    return _("What our offering lacks most: {theme} ({people}, {departments}).").format(
        theme=THEMES[first.theme],
        people=people(first.people),
        departments=ngettext("{n} department", "{n} departments", len(first.departments)).format(n=number(len(first.departments))),
    )  # fmt: skip
