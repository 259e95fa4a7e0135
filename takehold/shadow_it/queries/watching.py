"""Whether, as logs tell, the replacement is used and the old tool fades. Figures of weeks, never of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from takehold.shadow_it import models
from takehold.shadow_it.facts.finds import WeekUse
from takehold.shadow_it.facts.tools import KEEPS, Found
from takehold.shadow_it.queries.finds import week_use

BEFORE: Final = timedelta(weeks=8)
LATE: Final = 4
"""The last so many weeks are compared."""
FADES: Final = 0.5
"""The old tool fades where it is used at most half as often as before the move."""
STAYS: Final = 0.5
"""The new one stays where it is used at least half as often as in its own first weeks."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What logs tell, with the calls a week behind it."""

    found: Found
    figures: Mapping[str, int]


def told(row: models.Tool, teams: frozenset[int], on: date) -> Seen | None:
    """Whether the need is met as far as logs can see it; None where they cannot. On a way on which the tool goes on, its
    use tells nothing of that."""
    if row.way in KEEPS or not row.service or row.settled_on is None:
        return None
    monday = row.settled_on - timedelta(days=row.settled_on.weekday())
    first = monday + timedelta(weeks=1)
    before = week_use(service=row.service, since=monday - BEFORE, on=monday - timedelta(days=1), teams=teams)
    after = week_use(service=row.service, since=first, on=on, teams=teams)
    new = week_use(service=row.offer_service, since=first, on=on, teams=teams) if row.offer_service else ()
    return judge(before, after, new, expects_new=bool(row.offer_service))


def judge(
    before: Sequence[WeekUse], after: Sequence[WeekUse], new: Sequence[WeekUse], *, expects_new: bool
) -> Seen | None:
    """From weekly calls of the old tool before and after the move, and of the new one after it. Pure.

    Whole weeks alone; the week of the move is in neither. Fewer than four after it, or no use before it, tell nothing; nor
    does an old tool that fades where the new one cannot be seen.
    """
    if not before or len(after) < LATE or (expects_new and len(new) < LATE):
        return None
    was, now = _mean(before), _mean(after[-LATE:])
    if not was:
        return None
    if now > FADES * was:
        return Seen(Found.STILL, {"was": round(was), "now": round(now)})
    if not expects_new:
        return None
    first, last = _mean(new[:LATE]), _mean(new[-LATE:])
    found = Found.HARDLY if last <= 0 or last < STAYS * first else Found.FADES
    return Seen(found, {"was": round(was), "now": round(now), "first": round(first), "last": round(last)})


def _mean(weeks: Sequence[WeekUse]) -> float:
    return sum(each.hits for each in weeks) / len(weeks)
