"""The words of the sustainability check: the ten factors of the NHS Sustainability Model in ours, levels, how raters differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from takehold.bridge.facts.sustainability import Sustainability
from takehold.ui.numbers import day

FACTORS: Final[Mapping[str, tuple[Any, Any]]] = {
    "helps_staff": (lazy("whether it eases the work"), lazy("It eases the work of those who do it.")),
    "believed": (lazy("whether people believe in it"), lazy("Those who do it see its benefit and believe in it.")),
    "adapts": (lazy("whether it goes on when things change"), lazy("It goes on when people and circumstances change.")),
    "measured": (lazy("whether progress is told"), lazy("Its progress is measured and told.")),
    "involved": (lazy("whether people were asked and trained"), lazy("Those who do it were asked and trained.")),
    "daily": (lazy("whether it is everyday work"), lazy("It is what people do day by day.")),
    "top_leaders": (lazy("whether the top stands for it"), lazy("Leaders at the top stand for it.")),
    "near_leaders": (lazy("whether respected colleagues stand for it"), lazy("Respected colleagues stand for it.")),
    "fits_aims": (lazy("whether it fits the organisation"), lazy("It fits what the organisation wants and how it works.")),
    "means": (lazy("whether rooms, time and tools are there"), lazy("Rooms, time, tools and instructions are there.")),
}  # fmt: skip
"""Each factor in a few words, and as the sentence that is rated."""
LEVELS: Final[Mapping[int, Any]] = {
    1: pgettext_lazy("how true", "not at all"),
    2: pgettext_lazy("how true", "a little"),
    3: pgettext_lazy("how true", "mostly"),
    4: pgettext_lazy("how true", "fully"),
}
SPREADS: Final[Mapping[str, Any]] = {
    "alike": lazy("all see it much alike"),
    "differ": lazy("they see it differently"),
    "far apart": lazy("they see it very differently"),
    "": lazy("too few answered this"),
}


def level(middle: float | None) -> str:
    """A median in words; a half lies between two levels."""
    if middle is None:
        return _("cannot be told")
    if middle == int(middle):
        return str(LEVELS[int(middle)])
    low = int(middle)
    return _("between {low} and {high}").format(low=LEVELS[low], high=LEVELS[low + 1])


def answer(found: Sustainability) -> str:
    """Whether it will last, as far as those who rated it can tell, in a sentence or two."""
    told, floor = found.told, found.floor
    if told is not None:
        first = _("Those who rated it see nothing that would make it fade.")
        if told.weak:
            first = _("What could make it fade: {these}.").format(these=_these(told.weak))
        talk = _("Talk first about what they see very differently: {these}.").format(these=_these(told.talk))
        return f"{first} {talk}" if told.talk else first
    if found.raters >= floor:
        return _("Enough people have rated it. What they say is told when the round is closed.")
    if not found.raters:
        return _("Nobody has rated it this quarter, so nobody can tell whether it will last.")
    few = ngettext(
        "Cannot tell yet: {n} person has rated it, from {floor} on it is told.",
        "Cannot tell yet: {n} people have rated it, from {floor} on it is told.",
        found.raters,
    )
    return few.format(n=found.raters, floor=floor)


def _these(factors: tuple[str, ...]) -> str:
    return "; ".join(str(FACTORS[each][0]) for each in factors)


def ends(found: Sustainability) -> str:
    """Until when the round of this quarter is open."""
    return _("The round of this quarter is closed.") if found.closed else _("The round of this quarter is open until {day}.").format(day=day(found.ends))  # fmt: skip
