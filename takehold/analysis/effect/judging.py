"""From the counts to one of four answers, on the highest rung there is, with what it would take where it cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from typing import Final

import numpy as np

from takehold.analysis.effect.facts import (
    FEWEST_AFTER,
    FEWEST_ASSIGNMENTS,
    FEWEST_BEFORE,
    FEWEST_TEAMS,
    HORIZON,
    WORTH_HAVING,
    Answer,
    Effect,
    Estimate,
    Rung,
    TeamSeries,
)
from takehold.analysis.effect.groups import group_periods, simple
from takehold.analysis.effect.lottery import by_lots, ways
from takehold.analysis.effect.waiting import FEWEST_WAITING, beside_waiting
from takehold.analysis.effect.weekly import BEFORE, Weeks, sides, weeks
from takehold.analysis.facts import Coded

TO_BE_SEEN: Final = 0.10
"""The effect that a study should be able to see: 10 points, eight times in ten."""
POWER: Final = 1.96 + 0.84


def worked(teams: Sequence[TeamSeries], *, as_of: date, rng: np.random.Generator) -> Effect:
    """Did the action move the share?

    Args:
        teams: where it began, and those to compare with: teams of the same change that wait or were not chosen.
        as_of: the day of the answer; later data is not looked at.
        rng: draws the ways in which lots could have fallen, where there are too many to count; the same state and counts
            give the same answer, in whatever order the teams come.
    """
    ordered = sorted((team for team in teams if team.daily.chances.any()), key=lambda team: team.team)
    drawn = [team for team in ordered if team.stratum is not None]
    panel = weeks(drawn, as_of)
    if drawn and ways(panel.first, [team.stratum for team in drawn]) > 1:
        return _by_lots(panel, [team.stratum for team in drawn], rng)
    return _without_lots(weeks(ordered, as_of), rng)


def _by_lots(panel: Weeks, strata: Sequence[str | None], rng: np.random.Generator) -> Effect:
    """The strongest rung: the lots themselves say how large an effect of chance would be."""
    found = _counted(panel, Rung.LOTS)
    short = _too_short(panel)
    if short is not None:
        return replace(found, because=short[0], needs=short[1])
    estimate = by_lots(panel.share, panel.weight, panel.first, strata, rng, HORIZON)
    found = replace(found, estimate=estimate)
    teams, possible = len(panel.first), ways(panel.first, strata)
    if teams < FEWEST_TEAMS or possible < FEWEST_ASSIGNMENTS:
        because = Coded("too_few_teams", {"teams": teams, "fewest": FEWEST_TEAMS, "ways": possible})
        return replace(found, because=because, needs=(Coded("more_teams", {"teams": FEWEST_TEAMS}),))
    return _answered(found, estimate)


def _without_lots(panel: Weeks, rng: np.random.Generator) -> Effect:
    """Teams that wait, if there are; else only before and after."""
    found = _counted(panel, Rung.WAITING)
    short = _too_short(panel)
    if short is not None:
        rung = Rung.BEFORE_AFTER if found.sides.before.chances and found.sides.after.chances else Rung.NOTHING
        return replace(found, rung=rung, because=short[0], needs=short[1])
    estimate = beside_waiting(panel.share, panel.weight, panel.first, rng)
    if estimate is None:
        needs = (Coded("waiting_teams", {"teams": FEWEST_WAITING}), Coded("lots"))
        because = Coded("nobody_waits", {"others": found.others, "fewest": FEWEST_WAITING})
        return replace(found, rung=Rung.BEFORE_AFTER, because=because, needs=needs)
    return _answered(replace(found, estimate=estimate), estimate)


def _counted(panel: Weeks, rung: Rung) -> Effect:
    """What is known before anything is judged."""
    length = len(panel.starts)
    since = length - panel.first[panel.first < length]
    table = group_periods(panel.share, panel.weight, panel.first, base=BEFORE, waiting=True)
    return Effect(
        Answer.CANNOT_TELL,
        rung,
        None,
        sides(panel),
        begun=int(since.size),
        others=int(np.sum(panel.first == length)),
        weeks=int(np.median(since)) if since.size else 0,
        cross_check=simple(table, HORIZON),
        because=Coded("not_begun"),
    )


def _too_short(panel: Weeks) -> tuple[Coded, tuple[Coded, ...]] | None:
    """Too few weeks before, or since: why, and when there will be enough."""
    length = len(panel.starts)
    begun = panel.first < length
    if not begun.any():
        return Coded("not_begun"), (Coded("weeks_after", {"weeks": FEWEST_AFTER}),)
    before = int(panel.first[begun].max())
    if before < FEWEST_BEFORE:
        return Coded("too_short_before", {"weeks": before, "fewest": FEWEST_BEFORE}), (Coded("lots"),)
    since = length - int(panel.first[begun].min())
    if since < FEWEST_AFTER:
        on = panel.starts[-1] + timedelta(weeks=FEWEST_AFTER - since + 1)
        return Coded("too_short", {"weeks": since, "fewest": FEWEST_AFTER}), (
            Coded("weeks_after", {"weeks": FEWEST_AFTER - since, "on": on}),
        )
    return None


def _answered(found: Effect, estimate: Estimate | None) -> Effect:
    """The word that the range allows.

    Without lots, teams that began where they had slipped may have gone on slipping, and teams that began where they were
    rising may have gone on rising: then only the word against that may be said.
    """
    if estimate is None or estimate.interval is None:
        return replace(found, because=Coded("no_comparison"), needs=(Coded("lots"),))
    low, high = estimate.interval
    numbers = {"effect": estimate.effect, "low": low, "high": high, "p": estimate.p}
    lean = estimate.lean
    if (lean < 0 and high < WORTH_HAVING) or (lean > 0 and low > 0):
        because = Coded("began_low" if lean < 0 else "began_high", {**numbers, "lean": lean})
        return replace(found, because=because, needs=(Coded("lots"),))
    if low > 0:
        return replace(found, answer=Answer.HELPED, because=Coded("range_above", numbers))
    if high < 0:
        return replace(found, answer=Answer.HARMED, because=Coded("range_below", numbers))
    if high < WORTH_HAVING:
        return replace(found, answer=Answer.NO_USE, because=Coded("range_small", numbers))
    enough = _enough(found, (high - low) / 2 / 1.96)
    needs: tuple[Coded, ...] = (Coded("more_teams", {"teams": enough, "points": TO_BE_SEEN}),)
    if found.rung is not Rung.LOTS:
        needs += (Coded("lots"),)
    return replace(found, because=Coded("range_wide", numbers), needs=needs)


def _enough(found: Effect, error: float) -> int:
    """Teams in a draw that would show 10 points eight times in ten, judged by the standard error there was.

    After lots the same design, larger. Without: half and half, with as much to compare as this comparison was worth.
    """
    times = (POWER * error / TO_BE_SEEN) ** 2
    if found.rung is Rung.LOTS:
        teams = found.begun + found.others
        return max(ceil(teams * times), teams + 1)
    worth = found.begun * found.others / max(found.begun + found.others, 1)
    return max(ceil(4 * worth * times), FEWEST_TEAMS)
