"""Wins in words: the sentence of one that was found, in the reader's language, until somebody publishes it in theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.celebrate.facts import WinKind
from takehold.ui import numbers

KINDS: Mapping[str, Any] = {
    WinKind.FIRST: lazy("first at the target"),
    WinKind.HELD: lazy("kept up for eight weeks"),
    WinKind.BACK: lazy("came back after a slip"),
    WinKind.MENDED: lazy("a misstep that is mended"),
    WinKind.IDEA: lazy("an idea that went live"),
    WinKind.TOLD: lazy("told by a colleague"),
}


def sentence(kind: str, unit: str, figures: Mapping[str, Any], happened_on: date) -> str:
    """What a found win says of itself. Empty for one that was told: there its teller's words stand."""
    said = {
        "unit": unit,
        "behaviour": figures.get("behaviour", ""),
        "day": numbers.day(happened_on),
        "done": numbers.number(figures.get("new_way", 0)),
        "chances": numbers.number(figures.get("chances", 0)),
        "title": figures.get("title", ""),
    }
    match kind:
        case WinKind.FIRST:
            return _("{unit} got there first: “{behaviour}”. At the agreed level since {day}.").format(**said)
        case WinKind.HELD:
            return _(
                "{unit} has kept it up: “{behaviour}”, {done} of {chances} times in the last eight weeks."
            ).format(**said)
        case WinKind.BACK:
            return _(
                "{unit} came back: “{behaviour}” had slipped, and since {day} it is at its usual level again."
            ).format(**said)
        case WinKind.MENDED:
            kept = figures.get("kept", 0)
            return ngettext(
                "We got something wrong, said so, and mended it: “{title}”. {n} promise was kept.",
                "We got something wrong, said so, and mended it: “{title}”. {n} promises were kept.",
                kept,
            ).format(n=kept, **said)
        case WinKind.IDEA:
            return _("An idea of those affected is in use since {day}: “{title}”.").format(**said)
        case _other:
            return ""


def marked(unit: str) -> str:
    """What stands on the charts on the day on which a win was published: never a name, never the text."""
    return _("Recognised: {unit}").format(unit=unit) if unit else _("Recognised")
