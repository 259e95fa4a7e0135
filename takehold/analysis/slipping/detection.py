"""What could have been seen: the smallest slip, and how long it would go unseen."""

from __future__ import annotations

from typing import Final

import numpy as np

from takehold.analysis.facts import Detectable, FloatArray
from takehold.analysis.slipping.detector import SLIPS, week_evidence

DROPS: Final = np.arange(1, 13) * 0.05
QUARTER, YEAR = 13, 52
TEN_POINTS = 1  # its place in DROPS


def delays(
    rate: FloatArray,
    null: FloatArray,
    chances: FloatArray,
    phi: FloatArray,
    threshold: float,
    most: FloatArray | float = np.inf,
) -> FloatArray:
    """(D, U) weeks with chances until a slip of each of ``DROPS`` is alerted, about the median; inf beyond a year.

    Each week adds what it adds on average, never more than ``most`` to log M; M begins where it settles while nothing
    happens. Arrays of length U.
    """
    now = np.maximum(rate - DROPS[:, None], 0.0)
    shape = now.shape
    wide = [np.broadcast_to(v, shape).ravel() for v in (chances, null, phi)]
    quiet = _mean_gain(rate, null, chances, phi)
    settled = np.exp(quiet) / np.maximum(1 - np.exp(quiet), 0.05)
    gain = _mean_gain(now.ravel(), wide[1], wide[0], wide[2])
    gain = np.minimum(gain, np.broadcast_to(most, shape).ravel())
    grown = np.tile(settled, (1, len(DROPS)))
    out = np.full(shape[0] * shape[1], np.inf)
    for week in range(1, YEAR + 1):
        grown = np.minimum((grown + 1) * np.exp(np.minimum(gain, 50)), 1e12)
        out = np.where(np.isinf(out) & (grown.mean(axis=0) >= threshold), week, out)
    return np.where(now > 0, out.reshape(shape), np.inf)


def detectable(
    rate: FloatArray,
    null: FloatArray,
    chances: FloatArray,
    phi: FloatArray,
    busy: FloatArray,
    threshold: float,
    most: FloatArray | float = np.inf,
) -> tuple[Detectable, ...]:
    """For each stream the smallest slip alerted within a quarter (else within a year), and the delay for 10 points.

    ``busy`` is the share of weeks that have any chances; streams without a baseline have NaN in ``rate``.
    """
    known = ~np.isnan(rate) & ~np.isnan(null) & (chances > 0)
    safe = [np.where(known, v, d) for v, d in ((rate, 0.5), (null, 0.5), (chances, 1.0), (phi, 1.0))]
    weeks = delays(safe[0], safe[1], safe[2], safe[3], threshold, most) / np.maximum(busy, 0.05)
    return tuple(
        _one(weeks[:, unit]) if known[unit] else Detectable(None, None, None) for unit in range(len(rate))
    )


def _one(weeks: FloatArray) -> Detectable:
    ten = weeks[TEN_POINTS]
    for limit in (QUARTER, YEAR):
        seen = np.flatnonzero(weeks <= limit)
        if len(seen):
            drop, within = float(np.round(DROPS[seen[0]], 2)), int(np.ceil(weeks[seen[0]]))
            return Detectable(drop, within, int(np.ceil(ten)) if ten <= YEAR else None)
    return Detectable(None, None, None)


def _mean_gain(rate: FloatArray, null: FloatArray, chances: FloatArray, phi: FloatArray) -> FloatArray:
    return week_evidence(rate * chances, chances, null, phi, SLIPS)
