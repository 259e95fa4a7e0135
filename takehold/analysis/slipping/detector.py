"""The Shiryaev-Roberts e-detector: what a week adds, and the run over all weeks.

M_r <- (M_r + 1) exp(l_r) for each odds ratio r of a slip; M is their mean; an alert is M >= A. If each week's factor has
conditional mean at most 1 while nothing slips, the expected number of alerts in T weeks is at most T / A, whatever the
dependence between streams (Shin, Ramdas, Rinaldo, E-detectors, 2022; the three lines of proof are in
docs/reference/analysis/slipping.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from takehold.analysis.facts import FloatArray, IntArray
from takehold.analysis.slipping.facts import NEVER, SlipSettings

SLIPS: Final = np.array([0.2, 0.35, 0.5, 0.65])
RISES: Final = 1 / SLIPS
LEVEL: Final = 4  # weeks that speak for the slipped level
RECENT: Final = 6  # weeks that must be back at the baseline

Bools = NDArray[np.bool_]


def week_evidence(
    new_way: FloatArray | IntArray,
    chances: FloatArray | IntArray,
    null: FloatArray,
    phi: FloatArray,
    odds: FloatArray,
) -> FloatArray:
    """(R, U) log of each week's factor: the binomial likelihood ratio at odds ratio r, tempered by ``phi``.

    With p_r = r q / (1 - q + r q) the ratio x log(p_r / q) + (n - x) log((1 - p_r) / (1 - q)) is
    x log r - n log(1 - q (1 - r)).
    """
    r = odds[:, None]
    return np.asarray((new_way * np.log(r) - chances * np.log1p(-null * (1 - r))) / phi)


def alerts_with_reset(
    chances: IntArray,
    new_way: IntArray,
    null: FloatArray,
    phi: FloatArray,
    threshold: float,
    *,
    odds: Sequence[float] | FloatArray = SLIPS,
    weights: Sequence[float] | FloatArray | None = None,
    most: float = np.inf,
) -> Bools:
    """(U, T) alerts when each is resolved at once. ``null`` and ``phi`` are (U, T) or broadcast to it.

    ``most``: what a week may add to log M at the most; capping keeps the theorem, for it only lowers factors.
    """
    ratios = np.asarray(odds, dtype=float)
    share = np.full(len(ratios), 1 / len(ratios)) if weights is None else np.asarray(weights, dtype=float)
    q, f = np.broadcast_to(null, chances.shape), np.broadcast_to(phi, chances.shape)
    out = np.zeros(chances.shape, dtype=bool)
    grown = np.zeros((len(ratios), len(chances)))
    for week in range(chances.shape[1]):
        seen = (chances[:, week] > 0) & ~np.isnan(q[:, week])
        gain = week_evidence(new_way[:, week], chances[:, week], q[:, week], f[:, week], ratios)
        grown = np.where(seen, (grown + 1) * np.exp(np.minimum(gain, most)), grown)
        out[:, week] = share @ grown >= threshold
        grown[:, out[:, week]] = 0
    return out


@dataclass(slots=True)
class Run:
    """Where every stream stands; changed week by week by ``follow``. Arrays of length U, evidence (R, U)."""

    alert: FloatArray
    watch: FloatArray
    rise: FloatArray
    latched: Bools
    recovered: Bools
    alert_week: IntArray
    begun: IntArray
    raised: FloatArray
    slipped: FloatArray

    @classmethod
    def fresh(cls, units: int) -> Run:
        """Nothing seen yet."""
        none = np.zeros((len(SLIPS), units))
        quiet = np.zeros(units, dtype=bool)
        never = np.full(units, NEVER, dtype=np.int64)
        zero = np.zeros(units)
        return cls(none, none.copy(), none.copy(), quiet, quiet.copy(), never,
                   np.zeros(units, dtype=np.int64), zero, zero.copy())  # fmt: skip

    def restart(self, which: IntArray, week: int) -> None:
        """Begin anew after ``week`` for these streams."""
        for evidence in (self.alert, self.watch, self.rise):
            evidence[:, which] = 0
        self.latched[which] = False
        self.begun[which] = week + 1


def follow(
    chances: IntArray,
    new_way: IntArray,
    alert_null: FloatArray,
    watch_null: FloatArray,
    phi: FloatArray,
    resolved: Bools,
    least: IntArray,
    settings: SlipSettings,
) -> Run:
    """Run alert, watch and recovery over all weeks. Arrays (U, T); a null of NaN: not watched that week.

    ``least`` (U,): about how many weeks an alert takes at least; a watch takes one less.
    """
    run = Run.fresh(len(chances))
    tiers = (
        (run.alert, alert_null, np.log(settings.threshold) / least),
        (run.watch, watch_null, np.log(settings.watch_threshold) / np.maximum(least - 1, 1)),
    )
    watched = ~np.isnan(alert_null) & (chances > 0)
    for week in range(chances.shape[1]):
        n, x, f = chances[:, week], new_way[:, week], phi[:, week]
        down = np.flatnonzero(run.latched & watched[:, week])
        up = np.flatnonzero(~run.latched & watched[:, week])
        for evidence, null, most in tiers:
            gain = np.minimum(week_evidence(x[up], n[up], null[up, week], f[up], SLIPS), most[up])
            evidence[:, up] = (evidence[:, up] + 1) * np.exp(gain)
        run.watch[:, up] = np.minimum(
            run.watch[:, up], 4 * settings.watch_threshold
        )  # else it would never fade
        if len(down):
            _recover(run, down, week, chances, new_way, alert_null, f, settings)
        fired = up[run.alert[:, up].mean(axis=0) >= settings.threshold]
        if len(fired):
            _raise(run, fired, week, chances, new_way, f, settings.threshold)
        done = np.flatnonzero(resolved[:, week])
        run.restart(done, week)
        run.recovered[done], run.alert_week[done] = False, NEVER
    return run


def _raise(
    run: Run,
    fired: IntArray,
    week: int,
    chances: IntArray,
    new_way: IntArray,
    phi: FloatArray,
    threshold: float,
) -> None:
    """Latch new alerts and note the level they slipped to."""
    run.slipped[fired] = _level(fired, week, chances, new_way, phi)
    run.latched[fired], run.alert_week[fired], run.recovered[fired] = True, week, False
    run.raised[fired] = run.alert[:, fired].mean(axis=0) / threshold
    run.rise[:, fired] = 0


def _level(rows: IntArray, week: int, chances: IntArray, new_way: IntArray, phi: FloatArray) -> FloatArray:
    """The level of the last weeks, cautiously: its upper 90 % posterior quantile."""
    recent = slice(max(week - LEVEL + 1, 0), week + 1)
    n, x = chances[rows, recent].sum(axis=1) / phi[rows], new_way[rows, recent].sum(axis=1) / phi[rows]
    return np.asarray(np.minimum(betaincinv(0.5 + x, 0.5 + n - x, 0.9), 1 - 1e-9))


def _recover(
    run: Run,
    down: IntArray,
    week: int,
    chances: IntArray,
    new_way: IntArray,
    null: FloatArray,
    phi: FloatArray,
    settings: SlipSettings,
) -> None:
    """Gather evidence of a rise from the lowest level so far; each week is held against the weeks before it.

    Recovered = enough evidence, and the last weeks together are back at the cautious baseline.
    """
    gain = week_evidence(new_way[down, week], chances[down, week], run.slipped[down], phi[down], RISES)
    run.rise[:, down] = (run.rise[:, down] + 1) * np.exp(gain)
    run.slipped[down] = np.minimum(run.slipped[down], _level(down, week, chances, new_way, phi))
    recent = slice(max(week - RECENT + 1, 0), week + 1)
    n, x = chances[down, recent].sum(axis=1), new_way[down, recent].sum(axis=1)
    risen = run.rise[:, down].mean(axis=0) >= settings.recovery_threshold
    back = down[risen & (x >= null[down, week] * n)]
    run.restart(back, week)
    run.recovered[back] = True
