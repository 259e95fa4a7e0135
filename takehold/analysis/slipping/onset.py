"""When a slip began, and whether it lasts: posteriors over a grid of weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from takehold.analysis.facts import FloatArray
from takehold.analysis.slipping.detector import week_evidence

GRID: Final = np.array([0.1, 0.2, 0.35, 0.5, 0.65, 0.8])  # odds ratios of the slip, equally likely beforehand
LONGEST = 104  # weeks looked back


@dataclass(frozen=True, slots=True)
class Onset:
    """Offsets into the weeks given: the median, the 80 % interval, and how likely the slip goes on."""

    week: int
    earliest: int
    latest: int
    lasting: float


def find(new_way: FloatArray, chances: FloatArray, level: FloatArray, phi: FloatArray) -> Onset:
    """When the rate fell below ``level``.

    Args:
        new_way: (T,) of the weeks since the detector last began anew.
        chances: (T,) of the same weeks; 0 says nothing.
        level: (T,) the rate held, with the week's common effect.
        phi: (T,) dispersion.

    Beforehand each week is as likely as any other to be the first of the slip, and a slip that lasts as likely as a
    blip, which may have ended in any week.
    """
    first = max(len(chances) - LONGEST, 0)
    cut = slice(first, None)
    gain = week_evidence(new_way[cut], chances[cut], level[cut], phi[cut], GRID)
    total = np.concatenate([np.zeros((len(GRID), 1)), np.cumsum(gain, axis=1)], axis=1)
    lasts = total[:, -1:] - total[:, :-1]  # (R, T): begun in week k, still on
    top = float(lasts.max())
    weight = np.exp(lasts - top).sum(axis=0)
    chance = np.cumsum(weight) / weight.sum()
    earliest, week, latest = (int(np.searchsorted(chance, q)) for q in (0.1, 0.5, 0.9))
    return Onset(first + week, first + earliest, first + latest, _lasting(total, float(weight.sum()), top))


def _lasting(total: FloatArray, on: float, top: float) -> float:
    """Evidence for slips that go on, against slips begun in week k and over before week e < T."""
    ended = total[:, None, 1:-1] - total[:, :-2, None]  # (R, k, e)
    size = ended.shape[1]
    if size == 0:
        return 1.0
    which = np.tril(np.ones((size, size), dtype=bool)).T
    blips = np.where(which, np.exp(np.minimum(ended - top, 700)), 0).sum(axis=(0, 1)) / size
    over = float(blips.sum())
    return float(on / (on + over))
