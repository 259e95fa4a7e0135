"""The story so far: shifts up and down, and the levels between them."""

from __future__ import annotations

from collections.abc import Sequence

from takehold.analysis.facts import Level, Shift
from takehold.evidence.wording.numbers import Translate, chances, day, percent


def shift(one: Shift, translate: Translate) -> str:
    """``Up from 40 % to 72 % about 4 May 2026 (between 20 April 2026 and 11 May 2026)``."""
    numbers = {
        "from": percent(one.from_rate, translate),
        "to": percent(one.to_rate, translate),
        "on": day(one.on, translate),
        "earliest": day(one.earliest, translate),
        "latest": day(one.latest, translate),
    }
    if one.earliest == one.latest:
        if one.direction == "up":
            return translate.gettext("Up from %(from)s to %(to)s on %(on)s") % numbers
        return translate.gettext("Down from %(from)s to %(to)s on %(on)s") % numbers
    if one.direction == "up":
        text = translate.gettext(
            "Up from %(from)s to %(to)s about %(on)s (between %(earliest)s and %(latest)s)"
        )
    else:
        text = translate.gettext(
            "Down from %(from)s to %(to)s about %(on)s (between %(earliest)s and %(latest)s)"
        )
    return text % numbers


def between(one: Shift, translate: Translate) -> str:
    """``between 20 April 2026 and 11 May 2026``; nothing where the day is sure."""
    if one.earliest == one.latest:
        return ""
    return translate.gettext("between %(earliest)s and %(latest)s") % {
        "earliest": day(one.earliest, translate),
        "latest": day(one.latest, translate),
    }


def shifts(several: Sequence[Shift], translate: Translate) -> str:
    """All shifts in one sentence, or that there was none."""
    if not several:
        return translate.gettext("No lasting shift was seen.")
    return "; ".join(shift(one, translate) for one in several) + "."


def levels(several: Sequence[Level], translate: Translate) -> tuple[str, ...]:
    """One sentence a level: ``72 % of 310 chances from 4 May 2026 to 30 August 2026``."""
    text = translate.gettext("%(rate)s of %(chances)s from %(start)s to %(to)s")
    return tuple(
        text
        % {
            "rate": percent(level.rate, translate),
            "chances": chances(level.chances, translate),
            "start": day(level.start, translate),
            "to": day(level.to, translate),
        }
        for level in several
    )
