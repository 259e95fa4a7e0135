"""How long a reinforcement holds once it stops: time to relapse, and by when the next one is due.

Kaplan and Meier's estimate with Greenwood's variance and log-minus-log intervals, as lifelines, SAS and R's ``survival``
(``conf.type = "log-log"``) give it. Teams that have not relapsed until today count as long as they have been watched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from typing import Final

from takehold.analysis.facts import Coded, Shift

FEWEST_SPELLS: Final = 5
FEWEST_RELAPSES: Final = 3
STILL: Final = 0.75
"""The next one is due before a quarter has gone back."""
NORMAL: Final = 1.959963984540054
CLOSE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Spell:
    """One team: days from the day the reinforcement stopped to its relapse, or to the last day it was watched."""

    days: int
    relapsed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From ``day`` on ``share`` still hold, with its interval at 95 %. ``watched``: teams still watched just before."""

    day: int
    watched: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Until:
    """Days until a share has relapsed, with the interval at 95 %; ``high`` None: not within what was watched."""

    days: int
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Holding:
    """How long it holds.

    Attributes:
        spells, relapses: what was seen.
        curve: one step a day with a relapse; before the first all hold.
        half, quarter: days until half, a quarter has relapsed; None where that was not seen.
        due_within: days after the stop by which the next one is due; None where it cannot be told or it holds.
        because: ``due`` (days), ``holds`` (days watched: in that time not a quarter relapsed), or ``too_few``
            (spells, relapses, fewest_spells, fewest_relapses).
    """

    spells: int
    relapses: int
    curve: tuple[Step, ...]
    half: Until | None
    quarter: Until | None
    due_within: int | None
    because: Coded


def spell(shifts: Sequence[Shift], *, began: date, over: date, watched_to: date) -> Spell | None:
    """One team's spell after a reinforcement that went on from ``began`` to ``over``.

    A team relapses on the day of its first lasting shift down after that. None where nothing was gained that could be lost
    (its last lasting shift up to ``over`` is none, down, or surely from before ``began``), or nothing was watched since.
    """
    before = [each for each in shifts if each.on <= over]
    if watched_to <= over or not before or before[-1].direction != "up" or before[-1].latest < began:
        return None
    fell = next(
        (each.on for each in shifts if over < each.on <= watched_to and each.direction == "down"), None
    )
    return Spell(((fell or watched_to) - over).days, fell is not None)


def holds(spells: Sequence[Spell]) -> Holding:
    """Time to relapse over all spells.

    Raises:
        ValueError: for a spell of negative length.
    """
    if any(spell.days < 0 for spell in spells):
        raise ValueError("a spell cannot end before it begins")
    curve = _curve(spells)
    relapses = sum(spell.relapsed for spell in spells)
    half, quarter = _until(curve, 0.5), _until(curve, STILL)
    because = _because(spells, relapses, quarter)
    due = quarter.days if quarter is not None and because.code == "due" else None
    return Holding(len(spells), relapses, curve, half, quarter, due, because)


def _curve(spells: Sequence[Spell]) -> tuple[Step, ...]:
    share, scatter, steps = 1.0, 0.0, []
    for day in sorted({spell.days for spell in spells if spell.relapsed}):
        watched = sum(spell.days >= day for spell in spells)
        gone = sum(spell.days == day and spell.relapsed for spell in spells)
        share *= 1 - gone / watched
        if gone == watched:
            steps.append(Step(day, watched, 0.0, 0.0, 0.0))
            break
        scatter += gone / (watched * (watched - gone))
        reach = NORMAL * sqrt(scatter) / -log(share)
        steps.append(Step(day, watched, share, share ** exp(reach), share ** exp(-reach)))
    return tuple(steps)


def _until(curve: tuple[Step, ...], share: float) -> Until | None:
    """Brookmeyer and Crowley 1982: the days at which the curve and its two bounds fall to ``share``."""
    bounds = ([step.share for step in curve], [step.low for step in curve], [step.high for step in curve])
    middle, low, high = (
        next((step.day for step, bound in zip(curve, side, strict=True) if bound <= share + CLOSE), None)
        for side in bounds
    )
    return None if middle is None or low is None else Until(middle, low, high)


def _because(spells: Sequence[Spell], relapses: int, quarter: Until | None) -> Coded:
    if len(spells) < FEWEST_SPELLS or (relapses < FEWEST_RELAPSES and quarter is not None):
        numbers = {"spells": len(spells), "relapses": relapses}
        return Coded(
            "too_few", {**numbers, "fewest_spells": FEWEST_SPELLS, "fewest_relapses": FEWEST_RELAPSES}
        )
    if quarter is None:
        watched = sorted(spell.days for spell in spells)
        return Coded("holds", {"days": watched[len(watched) // 2]})
    return Coded("due", {"days": quarter.days, "low": quarter.low})
