"""Answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.cocreation.facts.answers import Answers, Credit, Fate, Idea, OwnIdea, Wish
from takehold.cocreation.facts.contributions import State

FATES: Final[Mapping[Fate, Any]] = {
    Fate.OPEN: lazy("no answer yet"),
    Fate.ADOPTED: lazy("adopted as it is"),
    Fate.ADAPTED: lazy("adopted in part, or changed"),
    Fate.DECLINED: lazy("not adopted"),
    Fate.LIVE: lazy("in use"),
}
WISHES: Final[Mapping[Wish, Any]] = {
    Wish.NAMED: lazy("Yes, with my name"),
    Wish.GROUP: lazy("Yes, as somebody of my group"),
    Wish.UNNAMED: lazy("No, not at all"),
}
GOOD: Final = (Fate.LIVE, Fate.ADOPTED, Fate.ADAPTED)


def answer(found: Answers) -> str:
    """How many have their answer, and how many are in use."""
    if not found.closed:
        return _("The round is open still; each contribution gets its answer when it has closed.")
    asked = [each for each in found.ideas if not each.seed]
    if not asked:
        return _("Nobody added anything to this round, so there is nothing to answer.")
    done = sum(each.answer is not None or each.state is State.REMOVED for each in asked)
    told = {"n": done, "all": len(asked)}
    parts = [
        _("Each of the {all} contributions has its answer.").format(**told)
        if done == len(asked)
        else _("{n} of {all} contributions have their answer.").format(**told)
    ]
    live = found.counted(Fate.LIVE)
    if live:
        parts.append(ngettext("{n} is in use.", "{n} are in use.", live).format(n=live))
    return " ".join(parts)


def own(found: Sequence[OwnIdea]) -> str:
    """How many of one's own are in use."""
    live = sum(each.idea.fate is Fate.LIVE for each in found)
    if live:
        return ngettext("{n} idea of yours is in use.", "{n} ideas of yours are in use.", live).format(n=live)
    taken = sum(each.idea.fate in GOOD for each in found)
    if taken:
        return ngettext("{n} idea of yours was adopted.", "{n} ideas of yours were adopted.", taken).format(
            n=taken
        )
    return _("No idea of yours was adopted so far.")


def fate(idea: Idea) -> str:
    """Where it stands, in words; of what was taken out, that."""
    if idea.state is State.REMOVED:
        return _("taken out by a facilitator")
    if idea.seed and idea.answer is None:
        return _("asked by those who lead")
    return str(FATES[idea.fate])


def credit(found: Credit) -> str:
    """With whom a change was written: "Written with: Ward 3; Ada B."; empty where nobody wants to stand there."""
    names = "; ".join((*found.groups, *found.persons))
    return _("Written with: {names}").format(names=names) if names else ""


def unnamed(found: Credit) -> str:
    """How many ideas came from people who are not named."""
    if not found.unnamed:
        return ""
    return ngettext(
        "{n} idea in it came from somebody who is not named here.",
        "{n} ideas in it came from people who are not named here.",
        found.unnamed,
    ).format(n=found.unnamed)
