"""What may be said of a change in a paper for a council: no more than its figures carry.

A verdict allows some sentences; whoever writes an own one is held to the same. Held against the verdict are the words of
improvement, of lasting, of success and of cause, and every per cent; what is not recognised is not promised to be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from takehold.analysis.facts import UnitVerdict, Verdict
from takehold.initiatives.facts import Invalid
from takehold.overview.queries.sentences import whole_answer
from takehold.ui import wording
from takehold.ui.numbers import day, number, percent, percent_range

LONGEST: Final = 300


class Claim(StrEnum):
    """What a sentence claims of a change."""

    RISE = "rise"
    FALL = "fall"
    LASTING = "lasting"
    SUCCESS = "success"
    CAUSE = "cause"


WORDS: Final[dict[Claim, re.Pattern[str]]] = {
    Claim.RISE: re.compile(
        r"\b(improv\w*|better|rose|risen|rising|rises|increas\w*|grew|grows|growing|growth|gain\w*|progress\w*|up (?:from|to|by)"
        r"|taking hold|more (?:often|and more)|on track|verbesser\w*|besser\w*|gestiegen|steigt|steigend\w*|anstieg\w*|zugenommen"
        r"|nimmt zu|gewachsen|wächst|fortschritt\w*|greift|auf (?:gutem )?kurs|häufiger)\b",
        re.IGNORECASE,
    ),
    Claim.FALL: re.compile(
        r"\b(worse\w*|fell|fallen|falls|falling|declin\w*|dropp\w*|slid\w*|slip\w*|gesunken|sinkt|gefallen|fällt|schlechter"
        r"|rückgang|rutscht\w*|abgenommen|nimmt ab)\b",
        re.IGNORECASE,
    ),
    Claim.LASTING: re.compile(
        r"\b(holds|held|holding|lasting|lasts|stuck|sticks|sustain\w*|embedded|anchored|here to stay|permanent\w*|stable|hält|gehalten"
        r"|dauerhaft\w*|nachhaltig\w*|verankert\w*|bleibt|stabil\w*)\b",
        re.IGNORECASE,
    ),
    Claim.SUCCESS: re.compile(
        r"\b(success\w*|succeed\w*|achiev\w*|reached|target met|solved|fixed|complete[d]?|everybody|everyone|fully|proven|proves|works"
        r"|erfolg\w*|erreicht\w*|gelöst|abgeschlossen|alle|vollständig\w*|bewiesen|funktioniert)\b",
        re.IGNORECASE,
    ),
    Claim.CAUSE: re.compile(
        r"\b(because|due to|thanks to|caused?|causes|led to|leads to|as a result|resulted|through (?:the|our)|owing to|made (?:it|this)"
        r"|weil|wegen|dank|verursacht\w*|führte\w*|dadurch|infolge|aufgrund|bewirkt\w*)\b",
        re.IGNORECASE,
    ),
}
"""Words by which a claim is recognised, in the languages of the pages."""
DENIED: Final = re.compile(
    r"\b(?:not|never|no|nor|without|cannot|n't|nicht|nie|kein\w*|ohne)\b(?:\s+[\w’']+){0,3}\s*$",
    re.IGNORECASE,
)
SHARE: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|per ?cent|prozent)", re.IGNORECASE)


def carried(verdict: UnitVerdict | None) -> frozenset[Claim]:
    """What the figures of a behaviour carry. Never a cause: no chart of one series does."""
    if verdict is None or verdict.verdict in (Verdict.CANNOT_TELL, Verdict.NOT_STARTED):
        return frozenset()
    found = set()
    last = verdict.shifts[-1] if verdict.shifts else None
    sliding = verdict.verdict in (Verdict.SLIPPING_BACK, Verdict.WOBBLING)
    if not sliding and (
        verdict.verdict is Verdict.TAKING_HOLD or (last is not None and last.direction == "up")
    ):
        found.add(Claim.RISE)
    if sliding or (last is not None and last.direction == "down"):
        found.add(Claim.FALL)
    if verdict.verdict is Verdict.HOLDING:
        found |= {Claim.LASTING, Claim.SUCCESS}
    return frozenset(found)


def claimed(text: str) -> tuple[tuple[Claim, str], ...]:
    """What a sentence claims, with the words that do; what is denied ("has not improved") is no claim."""
    return tuple(
        (claim, found[0])
        for claim, pattern in WORDS.items()
        for found in pattern.finditer(text)
        if not DENIED.search(text[: found.start()])
    )


def allowed(verdict: UnitVerdict | None, today: date, first: str = "") -> tuple[str, ...]:
    """Sentences that the figures carry, the plainest first; to be picked from. ``first``: what the page of the change says."""
    if verdict is None:
        return (_("Nothing is counted of it yet, so nothing can be said."),)
    said = [first, whole_answer(verdict, today)]
    if verdict.rate is not None and verdict.interval is not None and verdict.chances:
        said.append(
            _("{rate} of {n} chances were taken the new way lately ({range}).").format(
                rate=percent(verdict.rate), n=number(verdict.chances), range=percent_range(verdict.interval)
            )
        )
    if verdict.shifts:
        last = verdict.shifts[-1]
        said.append(
            _("The last shift that is seen went from {before} to {after}, about {day}.").format(
                before=percent(last.from_rate), after=percent(last.to_rate), day=day(last.on, today)
            )
        )
    said.append(wording.because(verdict))
    return tuple(dict.fromkeys(filter(None, said)))


def checked(text: str, verdict: UnitVerdict | None, today: date, first: str = "") -> str:
    """An own sentence, where the figures carry it.

    Raises:
        Invalid: it claims more; ``str()`` says which words, and gives a sentence that is carried.
    """
    kept = " ".join(text.split())
    instead = allowed(verdict, today, first)
    for each in instead:
        if kept == " ".join(each.split()):
            return each
    if len(kept) > LONGEST:
        raise Invalid("sentence", _("At most {n} letters: one sentence.").format(n=LONGEST))
    may = carried(verdict)
    for claim, words in claimed(kept):
        if claim not in may:
            said = _("The figures carry: “{said}”").format(said=instead[0])
            raise Invalid("sentence", f"{_why(claim, words)} {said}")
    for share in _shares(kept):
        if verdict is None or share not in _known(verdict):
            raise Invalid(
                "sentence",
                _("{share} % stands nowhere in its figures. The figures carry: “{said}”").format(
                    share=share, said=instead[0]
                ),
            )
    return kept


def _why(claim: Claim, words: str) -> str:
    said = {
        Claim.RISE: _("“{words}” claims an improvement that the chart does not carry."),
        Claim.FALL: _("“{words}” claims a fall that the chart does not carry."),
        Claim.LASTING: _("“{words}” claims that it lasts; that is said only of what holds."),
        Claim.SUCCESS: _("“{words}” claims a success; that is said only of what holds at its target."),
        Claim.CAUSE: _("“{words}” names a cause. No chart of one series shows a cause; say what was seen."),
    }
    return said[claim].format(words=words)


def _shares(text: str) -> Iterator[int]:
    for found in SHARE.finditer(text):
        yield round(float(found[1].replace(",", ".")))


def _known(verdict: UnitVerdict) -> frozenset[int]:
    """Every per cent that the figures tell, rounded as pages round it."""
    rates = [verdict.rate, *(verdict.interval or ()), *(each.rate for each in verdict.history)]
    rates += [rate for each in verdict.shifts for rate in (each.from_rate, each.to_rate)]
    if verdict.slip is not None:
        rates += [verdict.slip.usual_rate, verdict.slip.usual_low, verdict.slip.usual_high]
    return frozenset(int(100 * rate + 0.5) for rate in rates if rate is not None)
