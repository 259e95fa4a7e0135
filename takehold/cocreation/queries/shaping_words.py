"""Who helped to shape a change, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.effect.facts import FEWEST_TEAMS
from takehold.cocreation.facts.shaping import Beside, ByLots, GroupPart, Part, Shaping
from takehold.ui.numbers import percent

PARTS: Final[Mapping[Part, Any]] = {
    Part.HELPED: lazy("helped to shape it"),
    Part.FEW: lazy("asked; few or nobody took part"),
    Part.NOT_ASKED: lazy("not asked"),
}


def answer(found: Shaping) -> str:
    """How many groups helped, of how many."""
    if not found.groups:
        return _("No group is named for this change.")
    told = {"n": len(found.of(Part.HELPED)), "all": len(found.groups)}
    first = ngettext(
        "{n} of {all} affected groups helped to shape it.",
        "{n} of {all} affected groups helped to shape it.",
        told["n"],
    ).format(**told)
    silent = len(found.of(Part.NOT_ASKED))
    if not silent:
        return first
    return (
        first
        + " "
        + ngettext("{n} was not asked in any round.", "{n} were not asked in any round.", silent).format(
            n=silent
        )
    )


def voted(group: GroupPart) -> str:
    """How many of a group took part in the round in which most did."""
    if group.voted is None:
        return ""
    low, high = group.voted
    return _("{low} to {high} of {people}").format(low=low, high=high, people=group.people)


def beside(found: Beside) -> str:
    """The two sides of one behaviour."""
    return _(
        "“{behaviour}”: {helped} where people helped to shape it ({n} groups), {others} elsewhere ({m} groups)."
    ).format(
        behaviour=found.behaviour, helped=percent(found.helped.rate), others=percent(found.others.rate),
        n=found.helped_groups, m=found.other_groups,
    )  # fmt: skip


def by_lots(found: ByLots) -> str:
    """What the comparison that chance made says."""
    told = {"behaviour": found.behaviour, "n": found.invited, "m": found.waiting}
    if found.estimate is None or found.estimate.interval is None:
        return _(
            "“{behaviour}”: lots invited {n} groups and not {m}; that is too few to tell (from {least} on)."
        ).format(least=FEWEST_TEAMS, **told)
    low, high = (round(100 * each) for each in found.estimate.interval)
    points = round(100 * found.estimate.effect)
    said = _(
        "“{behaviour}”: {points:+d} points where lots invited ({n} groups) against where they did not ({m}); the range is {low:+d} to {high:+d}."
    ).format(points=points, low=low, high=high, **told)
    sure = low > 0 or high < 0
    return (
        said
        + " "
        + (
            _("Chance alone seldom does that: the invitation made the difference.")
            if sure
            else _("Chance alone could have done that: nothing can be told.")
        )
    )
