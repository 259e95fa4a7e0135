"""How much less a week says than its number of chances: shocks within a week, and habit from week to week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from takehold.analysis.facts import FloatArray, IntArray

MOST_R1 = 0.9
FEWEST_WEEKS = 4
WHOLE = 5  # so many whole baselines speak for all; begun ones may hold a slip
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """rho: correlation of chances within a week. r1: correlation of a week with the next."""

    rho: float
    r1: float

    def phi(self, chances: IntArray | FloatArray) -> FloatArray:
        """(1 + (n - 1) rho) (1 + r1) / (1 - r1), at least 1; same shape as ``chances``."""
        shocks = 1 + np.maximum(np.asarray(chances, dtype=float) - 1, 0) * self.rho
        return np.asarray(shocks * (1 + self.r1) / (1 - self.r1))


def pooled(
    chances: IntArray, new_way: IntArray, within: Bools, common: FloatArray | None = None
) -> Dispersion:
    """Dispersion over all streams, from the weeks marked ``within`` (their baselines); arrays (U, T).

    ``common`` (T,) is the week effect that all share, on the logit scale; it is no dispersion of a single team.
    Residuals are standardised about each stream's own share. One standard error is added to both figures, so that few
    streams make for caution; floors 0, and 0.9 for r1.
    """
    used = within & (chances > 0)
    weeks = used.sum(axis=1, keepdims=True)
    whole = weeks == weeks.max(initial=0)
    used &= whole if whole.sum() >= WHOLE else weeks >= FEWEST_WEEKS
    used &= weeks >= FEWEST_WEEKS
    if not used.any():
        return Dispersion(0.0, 0.0)
    n = np.where(used, chances, 0).astype(float)
    residual = _residuals(n, np.where(used, new_way, 0).astype(float), used, common)
    rows = used.sum(axis=1)
    length = float(rows[rows > 0].mean())
    r1, lost = _r1(residual, used, length)
    return Dispersion(_rho(residual * np.sqrt((1 - 1 / length) / (1 - lost)), n, used), r1)


def _residuals(n: FloatArray, x: FloatArray, used: Bools, common: FloatArray | None) -> FloatArray:
    """(U, T) standardised residuals, corrected for the share and the common effect being estimated from them too."""
    total = n.sum(axis=1, keepdims=True)
    # centred on the raw share: half a chance too many would leave a constant share a constant residual, read as habit
    centre = np.broadcast_to(x.sum(axis=1, keepdims=True) / np.maximum(total, 1), n.shape)
    share = np.broadcast_to((x.sum(axis=1, keepdims=True) + 0.5) / (total + 1), n.shape)
    left = 1 - n / np.maximum(total, 1)
    if common is not None:
        share = centre = _shifted(n, x, share[:, :1], common)
        left = left * (1 - n / np.maximum(n.sum(axis=0, keepdims=True), 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        residual = (x - n * centre) / np.sqrt(n * share * (1 - share) * np.maximum(left, 0.05))
    return np.where(used, residual, 0)


def _shifted(n: FloatArray, x: FloatArray, share: FloatArray, common: FloatArray) -> FloatArray:
    """(U, T) each stream's share in each week, its level found anew beside the common effect by Newton steps."""
    base = logit(share)
    for _ in range(4):
        p = expit(base + common)
        slope = np.maximum((n * p * (1 - p)).sum(axis=1, keepdims=True), 1e-6)
        base = np.clip(base + np.clip((x - n * p).sum(axis=1, keepdims=True) / slope, -1, 1), -8, 8)
    return np.asarray(expit(base + common))


def _rho(residual: FloatArray, n: FloatArray, used: Bools) -> float:
    """Slope of (squared residual - 1) on (n - 1), weighted towards the small weeks, whose variance is least."""
    more = np.where(used, n - 1, 0)
    weight = np.where(used, 1 / np.maximum(n, 1) ** 2, 0)
    spread = float((weight * more * more).sum())
    if spread <= 0:
        return 0.0
    excess = np.where(used, residual**2 - 1, 0)
    slope = float((weight * more * excess).sum()) / spread
    error = float(np.sqrt((weight * weight * more * more * (excess - slope * more) ** 2).sum())) / spread
    return min(max(slope + error, 0.0), 1.0)


def _r1(residual: FloatArray, used: Bools, length: float) -> tuple[float, float]:
    """Lag-1 correlation and v, the variance of a mean of ``length`` weeks as a share of one week's.

    About their own mean, residuals correlate by (r - v(r)) / (1 - v(r)); this is solved for r.
    """
    both = used[:, 1:] & used[:, :-1]
    pairs = int(both.sum())
    if pairs < FEWEST_WEEKS - 1:
        return 0.0, 1 / length
    square = float((residual**2)[used].mean())
    raw = float((residual[:, 1:] * residual[:, :-1])[both].mean()) / square if square > 0 else 0.0
    r1 = 0.0
    for _ in range(60):
        lost = _mean_variance(r1, length)
        r1 = min(max(raw * (1 - lost) + lost, 0.0), MOST_R1)
    lost = _mean_variance(r1, length)
    return float(min(max(r1 + (1 - lost) / np.sqrt(pairs), 0.0), MOST_R1)), lost


def _mean_variance(r1: float, length: float) -> float:
    lag = np.arange(1, max(round(length), 2))
    return float((1 + 2 * ((1 - lag / length) * r1**lag).sum()) / length)
