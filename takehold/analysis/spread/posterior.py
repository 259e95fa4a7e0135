"""How often each of a group's people lapses, as a posterior: most as is usual, some as often as it turns out.

A person lapses either about as often as is usual, or at a level of another kind that is not known beforehand, and neither
is the share of people of that kind. Both are averaged over a grid. (One beta distribution for everybody, the simpler model,
takes two people at 0.9 among ten at 0.1 for widespread in one of five groups with 12 chances a person; this one in none
of 1,000.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import betainc, betaln

from takehold.analysis.facts import FloatArray

JEFFREYS: Final = 0.5
DRAWS: Final = 1000
TOP: Final = 2
USUAL_STRENGTH: Final = 60.0
"""How alike people are who lapse as is usual: as if each had shown it over so many chances."""
SHARES: Final = np.array([0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95, 0.98])
LEVELS: Final = np.array([0.06, 0.12, 0.18, 0.25, 0.35, 0.45, 0.55, 0.67, 0.78, 0.9])
"""The other kind's level, as a share of the way from the usual to always."""
STRENGTHS: Final = np.array([4.0, 12.0, 40.0])
MATTERS: Final = 0.03
MOST: Final = 0.6


@dataclass(frozen=True, slots=True)
class Excess:
    """Probabilities: more than usual at all; more than usual by 3 points; the top two hold 60 % of the excess of all
    people; half of the people are 3 points above the usual."""

    any: float
    matters: float
    few: float
    wide: float


def excess(chances: FloatArray, lapses: FloatArray, usual: float, rng: np.random.Generator) -> Excess:
    """The posterior of the excess over ``usual`` (a share). ``chances``, ``lapses``: (n,), one entry a person."""
    order = np.lexsort((lapses, chances))
    m, x = chances[order], lapses[order]
    rates = _rates(m, x, usual, rng)
    above = np.sort(np.maximum(rates - usual, 0.0), axis=1)
    most = above[:, -TOP:].sum(axis=1) >= MOST * above.sum(axis=1)
    half = (rates > usual + MATTERS).mean(axis=1) >= 0.5
    one, two = JEFFREYS + float(x.sum()), JEFFREYS + float((m - x).sum())
    over = [1 - float(betainc(one, two, min(bar, 1.0))) for bar in (usual, usual + MATTERS)]
    return Excess(over[0], over[1], float(most.mean()), float(half.mean()))


def _rates(m: FloatArray, x: FloatArray, usual: float, rng: np.random.Generator) -> FloatArray:
    """Draws of everybody's share of lapses, (DRAWS, n)."""
    like, unlike = usual * USUAL_STRENGTH, (1 - usual) * USUAL_STRENGTH
    as_usual = betaln(like + x, unlike + m - x) - betaln(like, unlike)
    share, level, strength = (
        side.ravel() for side in np.meshgrid(SHARES, usual + (1 - usual) * LEVELS, STRENGTHS, indexing="ij")
    )
    a, b = level * strength, (1 - level) * strength
    other = betaln(a[:, None] + x, b[:, None] + m - x) - betaln(a, b)[:, None]
    other += np.log(share)[:, None]
    both = np.logaddexp(np.log1p(-share)[:, None] + as_usual, other)
    weight = np.exp(both.sum(axis=1) - both.sum(axis=1).max())
    at = rng.choice(weight.size, DRAWS, p=weight / weight.sum())
    differs = rng.random((DRAWS, m.size)) < np.exp(other - both)[at]
    found: FloatArray = rng.beta(
        np.where(differs, a[at][:, None], like) + x, np.where(differs, b[at][:, None], unlike) + m - x
    )
    return found
