"""What use and trust did after a misstep was told: in plain words, and "cannot tell" where the figures do not say.

Nothing here claims that the telling did it: it is what was seen afterwards.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from takehold.analysis.facts import UnitVerdict
from takehold.gather.disclosure import over_time
from takehold.gather.facts.disclosure import RatedFact
from takehold.initiatives.queries.whole import whole
from takehold.missteps.facts import Afterwards, MisstepFact, Sign
from takehold.ui.numbers import day, number, percent

TRUST: Final = "element:trust"
FOUR_WEEKS: Final = timedelta(weeks=4)
SURE: Final = 1.96
"""Of the normal distribution: wrong once in twenty where nothing changed."""


def afterwards(*, found: MisstepFact, initiative_id: int) -> tuple[Afterwards, Afterwards] | None:
    """What use did, and what trust did; None while it is not told."""
    if found.line.told_on is None:
        return None
    told = found.line.told_on
    before, after = over_time.around(initiative_id=initiative_id, question=TRUST, day=told)
    behaviour = found.behaviour
    seen = whole(behaviour_id=behaviour.id) if behaviour is not None else None
    return use(seen, behaviour.name if behaviour is not None else "", told), trust(before, after)


def use(verdict: UnitVerdict | None, name: str, told_on: date) -> Afterwards:
    """What use did: the shifts that the history of a behaviour tells of since that day, and nothing beside them.

    ``name`` is empty where no behaviour shows it.
    """
    if not name:
        return Afterwards(Sign.CANNOT_TELL, _("No behaviour is measured with it."))
    if verdict is None or verdict.recent_to is None:
        return Afterwards(Sign.CANNOT_TELL, _("There are no figures of it."))
    if verdict.recent_to < told_on + FOUR_WEEKS:
        return Afterwards(
            Sign.CANNOT_TELL, _("Fewer than four weeks are counted since. Four are needed to see a change.")
        )
    shifts = [each for each in verdict.shifts if each.on >= told_on]
    if not shifts:
        at = percent(verdict.rate) if verdict.rate is not None else _("an unknown share")
        said = _("“{behaviour}” stands at {rate} of {n} chances; no shift is seen since.")
        return Afterwards(Sign.SAME, said.format(behaviour=name, rate=at, n=number(verdict.chances)), told_on)
    first, last = shifts[0], shifts[-1]
    said = _("“{behaviour}” went from {before} to {after}, about {day}.").format(
        behaviour=name, before=percent(first.from_rate), after=percent(last.to_rate), day=day(last.on)
    )
    rose = last.to_rate > first.from_rate
    return Afterwards(Sign.UP if rose else Sign.DOWN, said, first.on)


def trust(before: RatedFact | None, after: RatedFact | None) -> Afterwards:
    """What trust in those who lead the change did, by the two items of it in the surveys before and after."""
    if before is None:
        return Afterwards(Sign.CANNOT_TELL, _("No survey asked about trust before it was told."))
    if after is None:
        return Afterwards(
            Sign.CANNOT_TELL,
            _("No survey that began after it was told has asked about trust and closed yet."),
        )
    if (before.scale, before.items) != (after.scale, after.items):
        return Afterwards(Sign.CANNOT_TELL, _("The two surveys did not ask the same."))
    said = _("{then} of {most} in “{survey}”, {now} of {most} in “{later}”.").format(
        then=_mean(before), now=_mean(after), most=after.scale[1], survey=before.title, later=after.title
    )
    if before.coded or after.coded:
        return Afterwards(
            Sign.CANNOT_TELL, said + " " + _("Values at the end of the scale are told no nearer.")
        )
    if abs(after.mean - before.mean) <= margin(before, after):
        return Afterwards(
            Sign.CANNOT_TELL, said + " " + _("So small a difference can be chance with so many answers.")
        )
    return Afterwards(Sign.UP if after.mean > before.mean else Sign.DOWN, said, after.closed_on)


def margin(before: RatedFact, after: RatedFact) -> float:
    """How far two means may lie apart by chance, at most: 1.96 standard errors of their difference.

    How far single answers lie apart is not released. It is bounded by the mean alone: for values between a and b with
    mean m the variance is at most (m - a)(b - m) (Bhatia and Davis 2000, Am. Math. Monthly 107). The number of answers is
    the lowest of its band, and two means rounded to a tenth add a tenth.
    """
    parts = [_spread(each) / _least(each.n) for each in (before, after)]
    return SURE * math.sqrt(sum(parts)) + 0.1


def _spread(found: RatedFact) -> float:
    low, high = found.scale
    return (found.mean - low) * (high - found.mean)


def _least(band: str) -> int:
    """The lowest number of a band such as 20-49 or 1000+."""
    return int(band.partition("-")[0].rstrip("+"))


def _mean(found: RatedFact) -> str:
    return str(formats.number_format(found.mean, 1))
