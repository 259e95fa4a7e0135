"""Do teams break rules more often than their mix of cases explains?

A team that gets the hard cases is compared with what all others do with cases of the same kinds. Source: direct and indirect
standardisation (Breslow & Day 1987); funnel limits (Spiegelhalter 2005) from each team's own expected share, the others'
doubt included; variance between teams by DerSimonian & Laird (1986).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from takehold.analysis.facts import FloatArray
from takehold.analysis.reach.raking import weighted_interval
from takehold.analysis.standardisation.facts import (
    FEWEST_CASES,
    FUNNEL,
    Differs,
    Standard,
    Stratum,
    TeamViolations,
)

FEWEST_OTHERS: Final = 5
"""With fewer cases of a kind elsewhere there is nothing to compare a team's cases of that kind with."""
LEAST_COMPARED: Final = 0.5


def standard(
    strata: Sequence[Stratum], *, fewest: int = FEWEST_CASES, dispersion: float = 1.0
) -> Standard | None:
    """Teams at an equal mix of cases; None without any case.

    Args:
        strata: cases and violations by team and kind; kinds of cases are what makes some harder than others. The same team
            and kind may come several times.
        fewest: teams with fewer cases are named, and not compared. Their cases count among the others'.
        dispersion: how many times more than chance a team varies from week to week, 1 at least.

    Raises:
        ValueError: where a stratum has more violations than cases.
    """
    if any(not 0 <= each.violations <= each.cases for each in strata):
        raise ValueError("a stratum has as many cases as violations at least")
    teams = sorted({each.team for each in strata if each.cases})
    kinds = sorted({each.kind for each in strata})
    n, x = np.zeros((len(teams), len(kinds))), np.zeros((len(teams), len(kinds)))
    for each in strata:
        if each.cases:
            at = teams.index(each.team), kinds.index(each.kind)
            n[at] += each.cases
            x[at] += each.violations
    if not teams:
        return None
    size = n.sum(axis=1)
    told = [_team(teams[at], n, x, at, dispersion) for at in range(len(teams)) if size[at] >= fewest]
    told.sort(key=lambda team: (team.differs in (Differs.ALIKE, Differs.CANNOT_TELL), -abs(team.difference)))
    small = tuple(name for name, cases in zip(teams, size, strict=True) if cases < fewest)
    return Standard(float(x.sum() / n.sum()), _between(n, x, size >= fewest), tuple(told), small)


def _team(name: str, n: FloatArray, x: FloatArray, at: int, dispersion: float) -> TeamViolations:
    own, bad = n[at], x[at]
    others, theirs = n.sum(axis=0) - own, x.sum(axis=0) - bad
    here = own > 0
    standardised, low, high = weighted_interval(bad[here], own[here], n.sum(axis=0)[here] / own[here])
    both = here & (others >= FEWEST_OTHERS)
    compared = float(own[both].sum() / own.sum())
    cases, violations = int(own.sum()), int(bad.sum())
    crude = violations / cases
    if compared < LEAST_COMPARED:
        nothing = (crude, crude, 0.0, 1.0, Differs.CANNOT_TELL)
        return TeamViolations(name, cases, violations, crude, standardised, low, high, compared, *nothing)
    share = own[both] / own[both].sum()
    rate = theirs[both] / others[both]
    near = (theirs[both] + 0.5) / (others[both] + 1)
    spread = share**2 * near * (1 - near) * (1 / own[both] + 1 / others[both])
    expected = float(share @ rate)
    reach = float(ndtri((1 + FUNNEL) / 2)) * float(np.sqrt(max(dispersion, 1.0) * spread.sum()))
    beside = float(bad[both].sum() / own[both].sum())
    lower, upper = max(0.0, expected - reach), min(1.0, expected + reach)
    differs = Differs.MORE if beside > upper else Differs.FEWER if beside < lower else Differs.ALIKE
    rest = (beside, expected, lower, upper, differs)
    return TeamViolations(name, cases, violations, crude, standardised, low, high, compared, *rest)


def _between(n: FloatArray, x: FloatArray, large: NDArray[np.bool_]) -> float:
    """Standard deviation of teams about their expected shares, beyond chance."""
    rate = (x.sum(axis=0) + 0.5) / (n.sum(axis=0) + 1)
    n, x = n[large], x[large]
    size = n.sum(axis=1)
    if size.size < 2:
        return 0.0
    off = (x.sum(axis=1) - n @ rate) / size
    chance = (n @ (rate * (1 - rate))) / size**2
    weight = 1 / chance
    middle = float((weight * off).sum() / weight.sum())
    surplus = float((weight * (off - middle) ** 2).sum()) - (size.size - 1)
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return float(np.sqrt(max(surplus / room, 0.0)))
