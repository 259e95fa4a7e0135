"""What to keep in mind beside a verdict: the ends of the data, a feed that stopped, fewer chances, what is unseen."""

from __future__ import annotations

import numpy as np

from takehold.analysis.deciding import View
from takehold.analysis.facts import Coded, FloatArray, Period, Terms
from takehold.analysis.reasons import caution
from takehold.analysis.sliding import Watched
from takehold.analysis.telling import Told
from takehold.analysis.windows import Source

FALLEN_TO = 0.6
WEEKS_BEFORE = 26
FEWEST_BEFORE = 8
PERFECT = 0.9
UNEVEN = 2.0
LONG_TAIL = {Period.DAY: 7, Period.WEEK: 2, Period.MONTH: 1}


def of_the_series(told: Told, source: Source) -> list[Coded]:
    """Cautions about the periods of one unit."""
    period = told.trend.period.value
    found = []
    if told.incomplete:
        found.append(caution("incomplete_period", period=period, count=told.incomplete))
    if told.thin_start >= LONG_TAIL[told.trend.period]:
        found.append(caution("thin_start", period=period, count=told.thin_start))
    if told.thin_tail >= LONG_TAIL[told.trend.period]:
        found.append(caution("thin_tail", period=period, count=told.thin_tail))
    if told.gap:
        gap = told.gap
        found.append(
            caution("empty_periods", period=period, count=gap.count, longest=gap.longest, since=gap.since)
        )
    if told.jump:
        jump = told.jump
        found.append(
            caution("chances_jumped", on=jump.on, before=round(jump.before, 1), after=round(jump.after, 1))
        )
    if source.grain is not Period.DAY:
        found.append(caution("coarse_source", grain=source.grain.value))
    return found


def of_the_source(source: Source) -> list[Coded]:
    """Cautions that concern every unit alike."""
    if source.stopped_on is None:
        return []
    return [caution("feed_stopped", last=source.stopped_on, days=(source.as_of - source.stopped_on).days)]


def of_the_chances(weekly: FloatArray, view: View) -> list[Coded]:
    """Whether fewer chances are logged than before while the share looks good: (W,) chances a week."""
    now, before = weekly[-8:], weekly[-8 - WEEKS_BEFORE : -8]
    if before.size < FEWEST_BEFORE or before.sum() == 0 or view.chances == 0:
        return []
    usual, recent = float(before.mean()), float(now.mean())
    noise = np.sqrt(max(usual, float(before.var())) / now.size)
    looks_good = view.rate >= PERFECT or view.rise > 0
    if recent >= FALLEN_TO * usual or usual - recent < 3 * noise or not looks_good:
        return []
    return [caution("chances_falling", before=round(usual, 1), now=round(recent, 1), rate=view.rate)]


def of_the_level(seen: Watched) -> list[Coded]:
    """Cautions about the level that was held."""
    found = []
    if seen.borrowed:
        found.append(caution("borrowed_baseline"))
    if seen.recovered:
        found.append(caution("recovered"))
    return found


def of_the_terms(view: View, old_seen: bool, terms: Terms) -> list[Coded]:
    """What was not given and can therefore not be seen."""
    found = []
    if terms.target is None:
        found.append(caution("no_target"))
    if view.people is None:
        found.append(caution("people_unknown"))
    if not old_seen:
        found.append(caution("old_way_unseen"))
    if view.go_live is None:
        found.append(caution("no_go_live"))
    if view.dispersion >= UNEVEN:
        found.append(caution("uneven_weeks", dispersion=round(view.dispersion, 1)))
    return found
