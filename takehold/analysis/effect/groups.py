"""The second opinion: each group of beginners against those that never began, from the period before on.

Source:
    Callaway and Sant'Anna 2021, "Difference-in-differences with multiple time periods"; without covariates, compared with
    those that never began, varying base period: what R's ``did`` does when it is told nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class GroupPeriod:
    """The mean effect on those that began in period ``group``, in period ``period``. Before the beginning: a placebo."""

    group: int
    period: int
    effect: float
    members: int

    @property
    def after(self) -> bool:
        """Whether it had begun."""
        return self.period >= self.group


def group_periods(
    outcome: FloatArray, weight: FloatArray, first: IntArray, *, base: int = 1, waiting: bool = False
) -> tuple[GroupPeriod, ...]:
    """The table of groups and periods.

    Args:
        outcome: (U, T); weight: (U, T), 0 where nothing was seen.
        first: (U,) the period of the beginning; T: never. A unit that began in period 0 has no before and is not used.
        base: so many periods before are averaged to one; the published method takes 1.
        waiting: compare with those that had not begun yet too, not only with those that never did.

    Returns:
        A row for each group and period from 1 on that has units of both sides.
    """
    periods = outcome.shape[1]
    found = []
    for group in sorted(set(first[(first > 0) & (first < periods)].tolist())):
        for period in range(1, periods):
            end = min(group, period)
            before = slice(max(end - base, 0), end)
            level, had = _level(outcome[:, before], weight[:, before])
            seen = had & (weight[:, period] > 0)
            others = first > max(group, period) if waiting else first == periods
            inside, outside = seen & (first == group), seen & others
            if inside.any() and outside.any():
                grown = outcome[:, period] - level
                effect = float(grown[inside].mean() - grown[outside].mean())
                found.append(GroupPeriod(group, period, effect, int(inside.sum())))
    return tuple(found)


def _level(outcome: FloatArray, weight: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Each unit's weighted mean, and whether there is one."""
    total = weight.sum(axis=1)
    mean = np.divide((outcome * weight).sum(axis=1), total, out=np.zeros(total.shape), where=total > 0)
    return mean, total > 0


def simple(table: tuple[GroupPeriod, ...], horizon: int | None = None) -> float | None:
    """The mean over all rows after the beginning, weighted by members; None when there is none."""
    rows = [row for row in table if row.after and (horizon is None or row.period < row.group + horizon)]
    total = sum(row.members for row in rows)
    return sum(row.effect * row.members for row in rows) / total if total else None
