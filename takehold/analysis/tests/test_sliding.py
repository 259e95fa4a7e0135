"""What is handed to the detector, and what its answer looks like in dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from takehold.analysis import sliding, slipping
from takehold.analysis.facts import Detectable, Terms
from takehold.analysis.verdict import judge

from .test_verdict import end, flat, unit

NONE = Detectable(None, None, None)


def state(**more: Any) -> slipping.SlipState:
    plain: dict[str, Any] = {
        "tier": slipping.Tier.QUIET, "evidence": 0.1, "since": None, "earliest": None, "latest": None, "lasting": None,
        "baseline_rate": 0.9, "baseline_low": 0.8, "baseline_high": 0.95, "borrowed": False, "alert_week": None,
        "recovered": False, "others_dipped": False, "watched": True, "detectable": NONE,
    }  # fmt: skip
    return slipping.SlipState(**plain | more)


class Detector:
    """A detector that says what it is told to say, and remembers what it was asked."""

    def __init__(self, *states: slipping.SlipState) -> None:
        self.states = states
        self.weeks: slipping.WeeklyCounts | None = None
        self.settings: slipping.SlipSettings | None = None

    def __call__(
        self, weeks: slipping.WeeklyCounts, settings: slipping.SlipSettings
    ) -> tuple[slipping.SlipState, ...]:
        self.weeks, self.settings = weeks, settings
        return self.states


def test_teams_are_peers_and_the_whole_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = Detector(state(), state(), state())
    monkeypatch.setattr(slipping, "watch_all", detector)
    done = end(30) - timedelta(days=3)
    units = [unit("a", flat(0.9, 40), resolved_on=(done,)), unit("b", flat(0.2, 40), baseline_from=end(20))]
    judge(units, Terms(as_of=end(40), target=0.8, budget_per_year=6, streams=700))
    assert detector.weeks is not None
    assert detector.settings == slipping.SlipSettings(streams=700, budget_per_year=6)
    assert detector.weeks.peers.tolist() == [1, 1, 0]
    assert detector.weeks.resolved == ((29,), (), ())
    # The first 8 weeks that held were chosen for being high: the baseline begins in their middle, or where decided.
    assert detector.weeks.baseline_start.tolist() == [4, 19, -1]
    assert detector.weeks.starts[0] == date(2024, 1, 1)
    assert detector.weeks.chances.shape == (3, 40)


def test_a_baseline_decided_for_the_future_is_not_watched_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = Detector(state(), state())
    monkeypatch.setattr(slipping, "watch_all", detector)
    judge([unit("a", flat(0.9, 30), baseline_from=end(31))], Terms(as_of=end(30), target=0.8))
    assert detector.weeks is not None
    assert detector.weeks.baseline_start.tolist() == [-1, 4]


def test_nobody_adopted_nobody_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = Detector()
    monkeypatch.setattr(slipping, "watch_all", detector)
    answer = judge([unit("a", flat(0.2, 30))], Terms(as_of=end(30), target=0.8))
    assert detector.weeks is None
    assert (answer.units[0].slip, answer.units[0].detectable) == (None, None)


def test_weeks_become_dates_and_the_last_six_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Detectable(0.2, 4, 30)
    alert = state(
        tier=slipping.Tier.ALERT,
        since=24,
        earliest=22,
        latest=25,
        evidence=1.3,
        detectable=seen,
        borrowed=True,
    )
    monkeypatch.setattr(slipping, "watch_all", Detector(alert, state(watched=False)))
    answer = judge([unit("a", flat(0.9, 30))], Terms(as_of=end(30), target=0.8))
    one = answer.units[0]
    assert one.slip is not None
    assert (one.slip.tier, one.slip.since) == ("alert", end(24) + timedelta(days=1))
    assert (one.slip.earliest, one.slip.latest) == (end(22) + timedelta(days=1), end(25) + timedelta(days=1))
    assert (one.slip.recent_chances, one.slip.recent_new_way, one.slip.weeks) == (
        240,
        216,
        sliding.RECENT_WEEKS,
    )
    assert (one.slip.usual_rate, one.slip.usual_low, one.slip.usual_high) == (0.9, 0.8, 0.95)
    assert one.detectable == seen
    assert "borrowed_baseline" in {caution.code for caution in one.cautions}
    assert (answer.whole.slip, answer.whole.detectable) == (None, None)
    assert np.isfinite(one.slip.evidence)
