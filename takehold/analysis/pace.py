"""Which units were early and which are behind, measured against the middle of those that reached the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from takehold.analysis.facts import Shift, Verdict

FEWEST_ARRIVED = 4
APART = timedelta(weeks=4)
CLEAR_RISE = 0.1
NOT_THERE = frozenset({Verdict.NOT_STARTED, Verdict.TAKING_HOLD, Verdict.STALLED})


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a unit reached the target, if it did; and when it set out."""

    unit: str
    set_out: date | None
    arrived: date | None
    verdict: Verdict


def early_and_behind(arrivals: Sequence[Arrival], as_of: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the units that reached the target 4 weeks or more before the middle one, and those that are behind it.

    Behind is who reached it 4 weeks or more after the middle one, and who had that much time and surely is not there.
    With fewer than 4 units that reached it there is no middle, and nobody is named. A unit that set out later is
    measured from its own go-live.
    """
    arrived = [one for one in arrivals if one.arrived]
    if len(arrived) < FEWEST_ARRIVED:
        return (), ()
    start = min((one.set_out for one in arrivals if one.set_out), default=None)
    taken = {one.unit: _days(one, one.arrived, start) for one in arrived}
    middle, apart = median(taken.values()), APART.days
    early = tuple(one.unit for one in arrived if taken[one.unit] <= middle - apart)
    behind = tuple(
        one.unit
        for one in arrivals
        if (one.arrived and taken[one.unit] >= middle + apart)
        or (not one.arrived and one.verdict in NOT_THERE and _days(one, as_of, start) >= middle + apart)
    )
    return early, behind


def _days(one: Arrival, day: date | None, start: date | None) -> int:
    begin = one.set_out or start
    return ((day or date.max) - (begin or date.min)).days


def find_go_live(shifts: Sequence[Shift]) -> date | None:
    """The largest told rise of the pooled level, 10 points at least: where a go-live would lie, not why."""
    ups = [shift for shift in shifts if shift.to_rate - shift.from_rate >= CLEAR_RISE]
    return max(ups, key=lambda shift: shift.to_rate - shift.from_rate).on if ups else None
