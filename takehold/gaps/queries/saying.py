"""Sentences and words for what is told of texts that were read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.themes import Growth, Reliance
from takehold.gaps.facts.counted import FEWEST_READ, Agreed, Band, Heard, ThemeTold, Written
from takehold.ui.numbers import day, number, percent_range

WEEK: Final = timedelta(days=6)
"""From its Monday to its last day."""

GROWTHS: Final[Mapping[Growth, Any]] = {
    Growth.GROWING: lazy("comes up more and more"),
    Growth.SHRINKING: lazy("comes up less and less"),
    Growth.STEADY: lazy("no change seen"),
    Growth.CANNOT_TELL: lazy("cannot be told yet"),
}
RELIANCES: Final[Mapping[Reliance, Any]] = {
    Reliance.RELY: lazy("They read alike: conclusions may rest on the themes."),
    Reliance.TENTATIVE: lazy("They read nearly alike: conclusions are tentative."),
    Reliance.APART: lazy(
        "They do not read alike yet: say the themes below anew before anything rests on them."
    ),
    Reliance.CANNOT_TELL: lazy("It cannot be told yet whether two people read alike."),
}


def steps(counted: Band) -> str:
    """ "10–14", or "fewer than 5"."""
    return _("fewer than 5") if counted.few else f"{number(counted.low)}–{number(counted.high)}"


def written_line(found: Written) -> str:
    """What is written about most, in a sentence."""
    if not found.read:
        return _("Nothing has been read yet.")
    read = ngettext("{n} text is read", "{n} texts are read", found.read).format(n=number(found.read))
    if found.read < FEWEST_READ:
        return _("{read}. From ten on it is told what they are about.").format(read=read)
    if not found.themes or found.themes[0].mentions.few:
        return _("{read}. No theme stands in five of them or more.").format(read=read)
    told = _("{read}. Most is about “{theme}”: {count} of them ({range}).").format(
        read=read, **about(found.themes[0])
    )
    growing = [_("“{name}”").format(name=each.theme.name) for each in found.themes if each.grows]
    if not growing:
        return told
    more = ngettext("{names} comes up more and more.", "{names} come up more and more.", len(growing))
    return f"{told} {more.format(names=', '.join(growing))}"


def theme_line(found: Written) -> str:
    """How much is written about one theme."""
    if not found.themes:
        return _("Too few texts are read to tell.")
    told = found.themes[0]
    return _("{count} of {n} texts are about it ({range}).").format(n=number(found.read), **about(told))


def heard_line(found: Heard | None) -> str:
    """How often a theme's words stand in listened channels; empty where nothing was counted."""
    if found is None:
        return ""
    told = ngettext(
        "In open channels {n} message holds its words, between {first} and {last}. It is counted and read by nobody.",
        "In open channels {n} messages hold its words, between {first} and {last}. They are counted and read by nobody.",
        found.messages,
    )
    return told.format(n=number(found.messages), first=day(found.first), last=day(found.last + WEEK))


def about(told: ThemeTold) -> dict[str, str]:
    """The parts of a sentence about how much is written about a theme."""
    return {
        "theme": told.theme.name,
        "count": steps(told.mentions),
        "range": percent_range((told.low, told.high)),
    }


def agreed_line(found: Agreed) -> str:
    """Whether two people read alike, in a sentence or two."""
    if found.alpha is None or found.low is None or found.high is None:
        if not found.second:
            return _("Nobody has read a sample a second time yet.")
        return _("{done} of {all} texts of the sample were read by two people. {word}").format(
            done=found.units, all=found.wanted, word=RELIANCES[found.reliance]
        )
    return _("{word} Krippendorff's alpha is {alpha} ({low} to {high}), over {n} texts.").format(
        word=RELIANCES[found.reliance], alpha=_two(found.alpha), low=_two(found.low), high=_two(found.high),
        n=found.units,
    )  # fmt: skip


def _two(value: float) -> str:
    return formats.number_format(value, 2)
