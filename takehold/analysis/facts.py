"""What the analysis takes in and what it answers with: frozen, slotted values that every room may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


class Period(StrEnum):
    """The grid a series is told on. Weeks begin on Monday (ISO)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Verdict(StrEnum):
    """The seven words, in the order in which they are tried."""

    CANNOT_TELL = "cannot tell"
    NOT_STARTED = "not started"
    SLIPPING_BACK = "slipping back"
    WOBBLING = "wobbling"
    HOLDING = "holding"
    TAKING_HOLD = "taking hold"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """Chances and how many were taken the new way, one entry a day, without gaps.

    Attributes:
        start: the day of the first entry; entry i belongs to ``start + i days``.
        chances: (T,) integers >= 0.
        new_way: (T,) integers, 0 <= new_way <= chances.
        old_way: (T,) integers or None where the old way cannot be seen.
        grain: the shortest period the source can speak of. A source of ready-made weekly counts puts each
            count on the first day of its week and says WEEK; a series is never told finer than its grain.
    """

    start: date
    chances: IntArray
    new_way: IntArray
    old_way: IntArray | None = None
    grain: Period = Period.DAY


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """People with at least one chance in the last 8 weeks, and how many of them are above one half."""

    people: int
    above_half: int


@dataclass(frozen=True, slots=True)
class UnitEvidence:
    """One unit (a team, or a named larger unit) and what was seen of it for one behaviour.

    Attributes:
        unit: the name that is shown and that identifies the unit within the call.
        daily: the counts.
        people: known only where persons are on; None otherwise.
        go_live: this unit's own go-live, None where not known.
        baseline_from: a recorded human decision to begin the baseline anew on that day.
        resolved_on: days on which an alert of this unit was resolved by a person (real / not real / data
            fault); the detector starts again after each. A day in a week that is not counted yet holds at once;
            one after the day of the verdict is not looked at.
    """

    unit: str
    daily: DailyCounts
    people: PeopleCount | None = None
    go_live: date | None = None
    baseline_from: date | None = None
    resolved_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a behaviour is held against.

    Attributes:
        as_of: the day of the verdict; data after it is not looked at.
        target: agreed share in 0..1, or None when nobody agreed one.
        go_live: the change's go-live for everybody, None where not known (then it is found).
        budget_per_year: B, false alerts accepted a year over all streams of the organisation.
        streams: how many streams (units x behaviours and pooled levels) share that budget.
        feed_stopped_on: the last day the source delivered, when it is known to have stopped.
    """

    as_of: date
    target: float | None = None
    go_live: date | None = None
    budget_per_year: float = 12.0
    streams: int = 1
    feed_stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement as a code and its numbers; the words are made above (``evidence.wording``), per language."""

    code: str
    numbers: Mapping[str, float | int | str | date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Level:
    """One stretch of the history at one level. ``to`` is the last day it covers."""

    start: date
    to: date
    chances: int
    rate: float
    old_way_rate: float | None


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of level. ``earliest`` to ``latest`` is the interval for its date."""

    on: date
    from_rate: float
    to_rate: float
    earliest: date
    latest: date

    @property
    def direction(self) -> str:
        """Either ``up`` or ``down``."""
        return "up" if self.to_rate > self.from_rate else "down"


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest slip that would have been seen.

    Attributes:
        drop: share points (0.2 = 20 points), or None when no slip could be seen at all.
        within_weeks: the median delay until it would be alerted.
        ten_points_within_weeks: the same for a slip of 10 points; None = longer than a year.
    """

    drop: float | None
    within_weeks: int | None
    ten_points_within_weeks: int | None


@dataclass(frozen=True, slots=True)
class Slip:
    """What the detector saw in one unit.

    Attributes:
        tier: ``alert`` or ``watch``.
        since: when the evidence began to build, with its interval.
        recent_rate / recent_chances / recent_new_way: the last 6 weeks.
        usual_rate / usual_low / usual_high: the level held before.
        evidence: M / A, 1 at the alert threshold.
        others_dipped: whether other teams dipped in the same weeks.
    """

    tier: str
    since: date
    earliest: date
    latest: date
    recent_chances: int
    recent_new_way: int
    usual_rate: float
    usual_low: float
    usual_high: float
    evidence: float
    others_dipped: bool
    weeks: int = 6


@dataclass(frozen=True, slots=True)
class Trend:
    """The series as it is drawn: one entry a period. ``used`` is False for greyed (incomplete, thin) periods."""

    period: Period
    starts: tuple[date, ...]
    chances: tuple[int, ...]
    new_way: tuple[int, ...]
    old_way: tuple[int, ...] | None
    used: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class UnitVerdict:
    """Everything that is said of one unit for one behaviour.

    ``chances``, ``new_way``, ``old_way``, ``rate`` and ``interval`` speak of the last 8 weeks that can be used
    (``recent_from`` to ``recent_to``); ``interval`` is time-uniform at 95 %. ``adopted_on`` begins the first 8 weeks in
    which the unit was at its target, whatever came later. ``otherwise`` is set beside "slipping back" and "wobbling" only: the
    word for those who do not see the slip yet.
    """

    unit: str
    verdict: Verdict
    reverted: bool
    because: Coded
    next_step: Coded | None
    since: date | None
    chances: int
    new_way: int
    old_way: int | None
    rate: float | None
    interval: tuple[float, float] | None
    recent_from: date | None
    recent_to: date | None
    total_chances: int
    trend: Trend
    history: tuple[Level, ...]
    shifts: tuple[Shift, ...]
    slip: Slip | None
    detectable: Detectable | None
    cautions: tuple[Coded, ...]
    adopted_on: date | None = None
    otherwise: Verdict | None = None


@dataclass(frozen=True, slots=True)
class BehaviourVerdict:
    """One behaviour over all units.

    ``whole`` is the pooled level; ``units`` are in the order given. ``early`` and ``behind`` name units by when
    they reached the target, compared with the middle of those that did; neither is ever a list of people.
    ``found_go_live`` is set when no go-live was given and one could be found.
    """

    whole: UnitVerdict
    units: tuple[UnitVerdict, ...]
    early: tuple[str, ...]
    behind: tuple[str, ...]
    found_go_live: date | None
    terms: Terms
    rules: tuple[str, ...] = ()
