"""The verdict as a word, since when, and the answer in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from takehold.analysis.facts import BehaviourVerdict, UnitVerdict, Verdict
from takehold.evidence.wording.numbers import Translate, day, gettext_noop, number
from takehold.evidence.words import natural

WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.CANNOT_TELL: gettext_noop("cannot tell"),
    Verdict.NOT_STARTED: gettext_noop("not started"),
    Verdict.SLIPPING_BACK: gettext_noop("slipping back"),
    Verdict.WOBBLING: gettext_noop("wobbling"),
    Verdict.HOLDING: gettext_noop("holding"),
    Verdict.TAKING_HOLD: gettext_noop("taking hold"),
    Verdict.STALLED: gettext_noop("stalled"),
}
BY_NEED: Final = (
    Verdict.SLIPPING_BACK,
    Verdict.WOBBLING,
    Verdict.STALLED,
    Verdict.NOT_STARTED,
    Verdict.CANNOT_TELL,
    Verdict.TAKING_HOLD,
    Verdict.HOLDING,
)
"""Who needs help first. Within a word teams stand by name: nobody is ranked."""


def by_need(verdicts: Iterable[UnitVerdict]) -> list[UnitVerdict]:
    """Who needs help first; within a word by name, with numbers in names as numbers."""
    return sorted(verdicts, key=lambda unit: (BY_NEED.index(unit.verdict), natural(unit.unit)))


def word(verdict: Verdict, translate: Translate, *, reverted: bool = False) -> str:
    """One of the seven words; a slip to under half of the usual level has one of its own."""
    if reverted and verdict is Verdict.SLIPPING_BACK:
        return translate.gettext("mostly back to the old way")
    return translate.gettext(WORDS[verdict])


def since(verdict: UnitVerdict, translate: Translate) -> str:
    """``since 4 January 2026``, or nothing where no day is known."""
    if verdict.since is None:
        return ""
    return translate.gettext("since %(day)s") % {"day": day(verdict.since, translate)}


def recent_weeks(verdict: UnitVerdict) -> int:
    """How many weeks the share is of: 8, or fewer where there are no more; 0 without any."""
    if verdict.recent_from is None or verdict.recent_to is None:
        return 0
    return round(((verdict.recent_to - verdict.recent_from).days + 1) / 7)


def last_weeks(verdict: UnitVerdict, translate: Translate) -> str:
    """``in the last 8 weeks``, or of as many as there are."""
    n = recent_weeks(verdict)
    return translate.ngettext("in the last week", "in the last %(n)s weeks", n) % {"n": number(n, translate)}


def answer(verdict: BehaviourVerdict, translate: Translate) -> str:
    """``slipping back in 4 of 60 teams, holding in 51, cannot tell in 5``; the whole alone where there is one team."""
    counts = Counter(unit.verdict for unit in verdict.units)
    if len(verdict.units) < 2:
        only = verdict.units[0] if verdict.units else verdict.whole
        return " ".join(filter(None, (word(only.verdict, translate), since(only, translate))))
    parts: list[str] = []
    for kind in (v for v in BY_NEED if counts[v]):
        numbers = {
            "word": word(kind, translate),
            "n": number(counts[kind], translate),
            "all": number(len(verdict.units), translate),
        }
        if parts:
            parts.append(translate.gettext("%(word)s in %(n)s") % numbers)
        else:
            parts.append(translate.gettext("%(word)s in %(n)s of %(all)s teams") % numbers)
    return ", ".join(parts)
