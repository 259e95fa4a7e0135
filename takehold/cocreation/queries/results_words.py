"""The result of a round in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.opinion import NoGroups
from takehold.cocreation.facts.results import Results, Side, StatementResult, Told

SIDES: Final[Mapping[Side, Any]] = {
    Side.AGREE: lazy("agree"),
    Side.DISAGREE: lazy("disagree"),
    Side.PASSED: lazy("pass"),
}
WHY_NOT: Final[Mapping[str, Any]] = {
    NoGroups.VOTERS: lazy("No opinion groups are shown: they are looked for from 40 voters on."),
    NoGroups.VOTES: lazy(
        "No opinion groups are shown: they are looked for when 40 people voted on seven statements or more."
    ),
    NoGroups.ALIKE: lazy("There are no opinion groups: people voted alike."),
    NoGroups.CHANCE: lazy(
        "There are no opinion groups: they would stand no further apart than in votes dealt out at random."
    ),
    NoGroups.UNSTABLE: lazy(
        "No opinion groups are shown: had others of you voted, they would be other groups."
    ),
    NoGroups.SMALL: lazy(
        "No opinion groups are shown: one of them would be smaller than what is ever told of."
    ),
}


def answer(found: Results) -> str:
    """On how many statements all hold the same, and on how many opinion divides."""
    if not found.n:
        return _("Fewer than {n} people took part, so nothing is told of their votes.").format(n=found.least)
    told = {"n": len(found.common), "all": len(found.statements), "groups": len(found.groups)}
    if found.groups:
        first = _("On {n} of {all} statements all {groups} opinion groups stand on the same side.")
    else:
        first = _("On {n} of {all} statements nearly everybody stands on the same side.")
    parts = [first.format(**told)]
    if found.divided:
        parts.append(
            ngettext("Opinion divides on {n}.", "Opinion divides on {n}.", len(found.divided)).format(
                n=len(found.divided)
            )
        )
    return " ".join(parts)


def turnout(found: Results) -> str:
    """How many took part, of how many; nothing where they were too few to tell of."""
    if not found.n:
        return ""
    parts = []
    if found.invited is not None:
        low, high, people = found.invited
        parts.append(
            _("Of {people} people invited {low} to {high} voted.").format(people=people, low=low, high=high)
        )
    if found.without_team:
        parts.append(_("By the link, without an account, {n} voted.").format(n=found.without_team))
    if not parts and found.n:
        parts.append(_("{n} people voted.").format(n=found.n))
    return " ".join(parts)


def share(told: Told | None) -> str:
    """A share in words: its middle where it is known so well, and from where to where."""
    if told is None:
        return _("too few")
    between = _("{low}–{high} %").format(low=told.low, high=told.high)
    return between if told.middle is None else _("{n} % ({between})").format(n=told.middle, between=between)


def common(statement: StatementResult) -> str:
    """Which side all stand on."""
    return _("all disagree") if statement.common is Side.DISAGREE else _("all agree")


def divided(found: Results, statement: StatementResult) -> str:
    """Which groups stand against which."""
    if not found.groups:
        return _("people stand on both sides")
    sides = (
        ", ".join(found.groups[at].letter for at in numbers)
        for numbers in (statement.agreeing, statement.disagreeing)
    )
    yes, no = sides
    if not yes or not no:
        return _("some groups far more than others")
    return _("{yes} agree, {no} disagree").format(yes=yes, no=no)


def why_not(found: Results) -> str:
    """Why there are no opinion groups; empty where there are some."""
    return str(WHY_NOT[found.why_not]) if found.why_not else ""


def passed(found: Results) -> tuple[StatementResult, ...]:
    """Statements that a quarter or more passed on, the most first: silence says something, too."""
    told = [(each.whole.passed, each) for each in found.statements if each.whole is not None]
    often = [(share.low if share.middle is None else share.middle, each) for share, each in told]
    return tuple(
        each for most, each in sorted(often, key=lambda pair: (-pair[0], pair[1].number)) if most >= OFTEN
    )


OFTEN: Final = 25
