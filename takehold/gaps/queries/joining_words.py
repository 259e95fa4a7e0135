"""The words for behaviour beside opinion: what each of the four usually means, and what would tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.adkar import Known
from takehold.gaps.facts.joining import Joined, Joining, Quadrant
from takehold.gather.facts.disclosure import StopsFact

QUADRANTS: Final[Mapping[Quadrant, Any]] = {
    Quadrant.BOTH: lazy("does it and wants it"),
    Quadrant.DUTY: lazy("does it and does not want it"),
    Quadrant.HINDERED: lazy("wants it and does not do it"),
    Quadrant.NEITHER: lazy("neither does it nor wants it"),
    Quadrant.CANNOT_TELL: lazy("cannot tell"),
}
MEANS: Final[Mapping[Quadrant, Any]] = {
    Quadrant.BOTH: lazy("It has arrived. What is left is to keep what holds it, and to say thanks."),
    Quadrant.DUTY: lazy(
        "Often a duty, or no other way is left. It lasts as long as somebody looks, and costs goodwill."
    ),
    Quadrant.HINDERED: lazy(
        "Often something is in the way: time, a tool, knowing how, or the old way is still the easier one."
    ),
    Quadrant.NEITHER: lazy("Often the reasons have not arrived, or an objection is right."),
    Quadrant.CANNOT_TELL: lazy("What was done lies on both sides of half, as far as the figures tell."),
}
TELLS: Final[Mapping[Quadrant, Any]] = {
    Quadrant.BOTH: lazy("Whether it stays: the same two figures in three months."),
    Quadrant.DUTY: lazy("Ask what it costs them, and see whether it falls where nobody asks for it."),
    Quadrant.HINDERED: lazy("Watch one shift at it, and see at which part below people stop."),
    Quadrant.NEITHER: lazy("Ask what they would lose, and look for objections that have no answer yet."),
    Quadrant.CANNOT_TELL: lazy("More weeks of data, or a larger group."),
}
ORDER: Final = (Quadrant.BOTH, Quadrant.DUTY, Quadrant.HINDERED, Quadrant.NEITHER, Quadrant.CANNOT_TELL)


FEWEST_TO_NAME: Final = 2


def where(stops: StopsFact | None) -> str:
    """Where the people of a group stop, in a few words."""
    if stops is None:
        return _("not told of this group")
    words = {word: text for word, text, *_figures in stops.shares}
    if stops.leading is not None:
        return words[stops.leading]
    most = sorted((each for each in stops.shares if each[0]), key=lambda each: -each[2])[:FEWEST_TO_NAME]
    named = "; ".join(f"{text} ({share} %)" for _word, text, share, *_range in most)
    if stops.known == Known.NOBODY_STUCK or not named:
        return words.get("", _("cannot tell"))
    return _("no first one: {parts}").format(parts=named) if stops.known == Known.SEPARATE else named


def answer(found: Joining) -> str:
    """Do people do it, and do they want it? Of everybody in one line; of several behaviours the first."""
    if found.survey is None:
        return _("Cannot tell whether people want it: no survey that asks for it has closed yet.")
    if not found.behaviours:
        return _("Cannot tell: there are no figures yet of what people do.")
    return of_one(found.behaviours[0])


def of_one(joined: Joined) -> str:
    """One behaviour: everybody, then how many groups stand where."""
    whole = [each for each in joined.groups if each.everybody]
    parts = [each for each in joined.groups if not each.everybody]
    lines = [_("Everybody together: {quadrant}.").format(quadrant=QUADRANTS[each.quadrant]) for each in whole]
    if parts:
        counted = Counter(each.quadrant for each in parts)
        told = ", ".join(f"{counted[each]}: {QUADRANTS[each]}" for each in ORDER if counted[each])
        lines.append(
            ngettext("Of {n} group: {told}.", "Of {n} groups: {told}.", len(parts)).format(
                n=len(parts), told=told
            )
        )
    else:
        lines.append(_("Of single groups both cannot be told together."))
    return " ".join(lines)
