"""Sentences about performance reports: how a figure stands and when it shifted. Nothing is said about why."""

from __future__ import annotations

from math import floor, log10

from takehold.analysis.values import ValueShift, ValueStory
from takehold.evidence.wording.numbers import NBSP, Translate, day, number

PLACES = 3


def value(found: float, translate: Translate, unit: str = "") -> str:
    """``42.5 minutes``: three figures that count, the unit as it was given."""
    places = 0 if found == 0 else max(0, PLACES - 1 - floor(log10(abs(found))))
    rounded = round(found, places)
    if rounded == int(rounded):
        text = number(int(rounded), translate)
    else:
        # Translators: one and a half, with the language's own decimal sign
        mark = translate.gettext("1.5")[1:-1]
        text = f"{rounded:.{places}f}".rstrip("0").replace(".", mark)
    return f"{text}{NBSP}{unit}" if unit else text


def standing(story: ValueStory, translate: Translate, unit: str) -> str:
    """The first sentence: the newest whole period, or why there is none."""
    if story.why_not == "no_n":
        return translate.gettext(
            "The values cannot be put together: the report does not say of how many each is (n)."
        )
    last = story.last
    if last is None:
        return translate.gettext("Nothing was reported for a whole period yet.")
    numbers = {"value": value(last.value.mean, translate, unit), "start": day(last.start, translate)}
    if last.value.n is None:
        return translate.gettext("%(value)s in the period from %(start)s.") % numbers
    return translate.gettext("%(value)s in the period from %(start)s, out of %(n)s.") % {
        **numbers,
        "n": number(last.value.n, translate),
    }


def shift(one: ValueShift, translate: Translate, unit: str, better: str = "") -> str:
    """``From 42 to 61 minutes about 4 May 2026 (between ... and ...): worse``."""
    numbers = {
        "before": value(one.before, translate),
        "after": value(one.after, translate, unit),
        "on": day(one.on, translate),
        "earliest": day(one.earliest, translate),
        "latest": day(one.latest, translate),
    }
    if one.earliest == one.latest:
        text = translate.gettext("From %(before)s to %(after)s on %(on)s")
    else:
        text = translate.gettext(
            "From %(before)s to %(after)s about %(on)s (between %(earliest)s and %(latest)s)"
        )
    return (text % numbers) + judged(one, translate, better)


def judged(one: ValueShift, translate: Translate, better: str) -> str:
    """Whether the shift is the wanted way, where it was said which way that is."""
    if not better:
        return ""
    good = (one.direction == "down") == (better == "lower")
    return translate.gettext(": better") if good else translate.gettext(": worse")


def shifts(story: ValueStory, translate: Translate, unit: str, better: str = "") -> tuple[str, ...]:
    """All shifts, or why none is told."""
    if story.why_not or story.last is None:
        return ()
    if story.few:
        return (translate.gettext("There are too few periods to tell a lasting shift from chance."),)
    if not story.shifts:
        return (translate.gettext("No lasting shift was seen."),)
    return tuple(shift(one, translate, unit, better) for one in story.shifts)


def beside(story: ValueStory, translate: Translate) -> tuple[str, ...]:
    """What to know beside the figures."""
    found = []
    unused = [point for point in story.points if not point.used]
    if unused:
        found.append(
            translate.ngettext(
                "%(n)s period is drawn grey and not used: it is not over, or hardly anything was measured in it.",
                "%(n)s periods are drawn grey and not used: they are not over, or hardly anything was measured in them.",
                len(unused),
            )
            % {"n": len(unused)}
        )
    if story.missing:
        found.append(
            translate.ngettext(
                "For %(n)s period in between nothing was reported.",
                "For %(n)s periods in between nothing was reported.",
                story.missing,
            )
            % {"n": story.missing}
        )
    return tuple(found)


def honest(translate: Translate) -> str:
    """What such a figure cannot say."""
    return translate.gettext(
        "This is a figure from elsewhere: no share of chances, so there is no verdict and no early warning, and nothing is said about why it moves."
    )
