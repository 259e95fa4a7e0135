"""What the detector takes in and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import Detectable, IntArray

NEVER: Final = -1
WEEKS_A_YEAR: Final = 52


class Tier(StrEnum):
    """How far the evidence has come."""

    QUIET = "quiet"
    WATCH = "watch"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """U streams over the same T weeks.

    Attributes:
        starts: T Mondays without a gap. The last week must be complete.
        chances: (U, T) integers >= 0; a week without chances is skipped, it is no evidence of anything.
        new_way: (U, T) integers, 0 <= new_way <= chances.
        peers: (U,) True for teams, which are excused by what happens to all of them at once and lend each other a
            baseline; False for pooled levels (a department, everybody), which stand by themselves, unadjusted.
        baseline_start: (U,) week index at which the behaviour was adopted and the baseline begins; -1 = not yet,
            the stream is not watched.
        resolved: for each stream the week indices in which a person resolved an alert; the detector begins anew
            after that week. From T on: in a week that is not counted yet; it begins anew after the last that is. May
            be empty for none at all.
    """

    starts: tuple[date, ...]
    chances: IntArray
    new_way: IntArray
    peers: IntArray | NDArray[np.bool_]
    baseline_start: IntArray
    resolved: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SlipSettings:
    """The budget, and the thresholds that follow from it.

    Attributes:
        streams: how many streams share the budget in the whole organisation (units x behaviours, and pooled levels).
        budget_per_year: B, false alerts accepted a year over all of them.
        watch_threshold: A of the watch tier, in weeks: 104 is one false watch in two years and stream.
        least_threshold: A is never lower than this, else few streams with a large budget would be alerted for nothing.
        recovery_threshold: the same for the detector of recovery.
        team_weeks, pooled_weeks: about how many weeks an alert takes at least. No week counts for more than its share of
            log A, so that a holiday fortnight cannot alert a pooled level, or a team alone, which nobody excuses.
        baseline_weeks, baseline_chances: what a baseline of its own takes; else it leans on sister teams.
    """

    streams: int = 1
    budget_per_year: float = 12.0
    watch_threshold: float = 104.0
    least_threshold: float = 520.0
    recovery_threshold: float = 52.0
    team_weeks: int = 2
    pooled_weeks: int = 4
    baseline_weeks: int = 12
    baseline_chances: int = 60

    @property
    def threshold(self) -> float:
        """A of the alert tier: 52 x streams / B, at least ``least_threshold``."""
        return max(WEEKS_A_YEAR * self.streams / self.budget_per_year, self.least_threshold)


NOTHING: Final = Detectable(None, None, None)


@dataclass(frozen=True, slots=True)
class SlipState:
    """What is known of one stream at the end of the last week. Weeks are indices into ``WeeklyCounts.starts``.

    Attributes:
        tier: quiet, watch or alert. An alert stays until a person resolves it or the recovery detector says so.
        evidence: M / A of the alert tier, 1 at the threshold; at an alert the value that raised it.
        since, earliest, latest: when the evidence began to build, with its 80 % interval; None when quiet.
        lasting: how likely it is that the slip goes on and was not a blip; None when quiet.
        baseline_rate, baseline_low, baseline_high: the level held, with its 90 % interval; NaN when not watched.
        borrowed: the baseline leans on sister teams.
        alert_week: when the latest alert was raised, also if it has recovered since; None when none is open.
        recovered: the latest alert was followed by a recovery.
        others_dipped: the other teams dipped in the weeks since the evidence began to build.
        watched: False while there is no baseline; then nothing could be seen.
        detectable: the smallest slip that would have been seen.
    """

    tier: Tier
    evidence: float
    since: int | None
    earliest: int | None
    latest: int | None
    lasting: float | None
    baseline_rate: float
    baseline_low: float
    baseline_high: float
    borrowed: bool
    alert_week: int | None
    recovered: bool
    others_dipped: bool
    watched: bool
    detectable: Detectable = field(default=NOTHING)
