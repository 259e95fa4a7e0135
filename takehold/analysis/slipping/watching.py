"""All streams of one behaviour at once: dispersion, baselines, common weeks, the run, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from takehold.analysis.facts import Detectable, FloatArray, IntArray
from takehold.analysis.slipping import baseline, detection, detector, dispersion, onset, peers
from takehold.analysis.slipping.facts import NEVER, SlipSettings, SlipState, Tier, WeeklyCounts

TYPICAL = 26  # weeks that say how many chances a stream has now
DIPPED = -0.15  # common effect on the logit scale that counts as a dip of the others


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the run needs: nulls and dispersion (U, T), levels (U,), the excuses of the weeks (U, T)."""

    base: baseline.Baselines
    phi: FloatArray
    alert_null: FloatArray
    watch_null: FloatArray
    excuse: FloatArray
    dipped: FloatArray


def watch_all(weeks: WeeklyCounts, settings: SlipSettings) -> tuple[SlipState, ...]:
    """The state of each stream at the end of the last week, in the order given."""
    if not weeks.chances.size:
        return tuple(_unwatched() for _ in weeks.chances)
    ready = prepare(weeks, settings)
    least = _least_weeks(weeks, settings)
    run = detector.follow(
        weeks.chances,
        weeks.new_way,
        ready.alert_null,
        ready.watch_null,
        ready.phi,
        _resolved(weeks),
        least,
        settings,
    )
    seen = _detectable(weeks, ready, settings)
    return tuple(_state(unit, weeks, ready, run, seen[unit], settings) for unit in range(len(weeks.chances)))


def prepare(weeks: WeeklyCounts, settings: SlipSettings) -> Prepared:
    """Nulls and dispersion of every week. Sister teams and pooled levels are treated apart."""
    shape = (len(weeks.chances), weeks.chances.shape[1])
    within = baseline.window(weeks.chances, weeks.baseline_start, settings)
    phi, excuse, dipped = np.ones(shape), np.zeros(shape), np.zeros(shape)
    parts: list[tuple[NDArray[np.int64], baseline.Baselines]] = []
    for sisters in (True, False):
        rows = np.flatnonzero(weeks.peers.astype(bool) == sisters)
        if not len(rows):
            continue
        n, x, own, start = weeks.chances[rows], weeks.new_way[rows], within[rows], weeks.baseline_start[rows]
        phi[rows] = dispersion.pooled(n, x, own, _shared(n, x, own) if sisters else None).phi(n)
        base = baseline.establish(n, x, own, start, phi[rows], sisters, settings)
        parts.append((rows, base))
        if sisters:
            counted = ~np.isnan(base.alert_null)
            common = peers.effects(n, x, base.rate, counted, phi[rows])
            excuse[rows] = common.excuse
            dipped[rows] = np.where(common.common + 2 * common.error < DIPPED, common.common, 0)
    base = _together(parts)
    nulls = [peers.excused(null, excuse) for null in (base.alert_null, base.watch_null)]
    return Prepared(base, phi, nulls[0], nulls[1], excuse, dipped)


def _resolved(weeks: WeeklyCounts) -> NDArray[np.bool_]:
    """(U, T) the weeks after which the detector begins anew; an answer newer than all of them holds from the last."""
    found = np.zeros(weeks.chances.shape, dtype=bool)
    last = len(weeks.starts) - 1
    for unit, answered in enumerate(weeks.resolved):
        found[unit, [min(week, last) for week in answered if week >= 0]] = True
    return found


def _shared(n: IntArray, x: IntArray, own: NDArray[np.bool_]) -> FloatArray | None:
    """(T,) the week effect common to the baselines, None while there are too few teams."""
    total = np.where(own, n, 0).sum(axis=1)
    share = np.where(total > 0, (np.where(own, x, 0).sum(axis=1) + 0.5) / (total + 1), np.nan)
    found = peers.effects(n, x, share, own, np.ones(n.shape))
    return found.common if (own.sum(axis=0) >= peers.FEWEST).any() else None


def _together(
    parts: list[tuple[NDArray[np.int64], baseline.Baselines]],
) -> baseline.Baselines:
    """Baselines of both kinds in the streams' own order."""
    rows = np.concatenate([rows for rows, _ in parts])
    order = np.argsort(rows)
    names = ("within", "rate", "low", "high", "borrowed", "alert_null", "watch_null")
    return baseline.Baselines(
        *(np.concatenate([getattr(b, name) for _, b in parts])[order] for name in names)
    )


def _least_weeks(weeks: WeeklyCounts, settings: SlipSettings) -> IntArray:
    """(U,) about how many weeks an alert takes at least: more where there are no sister teams to excuse a common dip."""
    team = weeks.peers.astype(bool)
    excused = team & (int((team & (weeks.baseline_start >= 0)).sum()) > peers.FEWEST)
    return np.where(excused, settings.team_weeks, settings.pooled_weeks)


def _detectable(weeks: WeeklyCounts, ready: Prepared, settings: SlipSettings) -> tuple[Detectable, ...]:
    """From the chances of the last weeks and the latest null."""
    recent = weeks.chances[:, -TYPICAL:].astype(float)
    busy = (recent > 0).mean(axis=1)
    n = recent.sum(axis=1) / np.maximum((recent > 0).sum(axis=1), 1)
    phi = np.where(recent > 0, ready.phi[:, -TYPICAL:], 0).sum(axis=1) / np.maximum(
        (recent > 0).sum(axis=1), 1
    )
    null = ready.base.alert_null
    column = null.shape[1] - 1 - np.argmax(~np.isnan(null[:, ::-1]), axis=1)
    latest = null[np.arange(len(null)), column]
    most = np.log(settings.threshold) / _least_weeks(weeks, settings)
    return detection.detectable(
        ready.base.rate, latest, n, np.maximum(phi, 1), busy, settings.threshold, most
    )


def _state(
    unit: int,
    weeks: WeeklyCounts,
    ready: Prepared,
    run: detector.Run,
    seen: Detectable,
    settings: SlipSettings,
) -> SlipState:
    if np.isnan(ready.alert_null[unit]).all():
        return _unwatched()
    tier = _tier(unit, run, settings)
    evidence = run.raised[unit] if tier is Tier.ALERT else run.alert[:, unit].mean() / settings.threshold
    found = _onset(unit, weeks, ready, run) if tier is not Tier.QUIET else None
    base = ready.base
    return SlipState(
        tier=tier,
        evidence=float(evidence),
        since=found.week if found else None,
        earliest=found.earliest if found else None,
        latest=found.latest if found else None,
        lasting=found.lasting if found else None,
        baseline_rate=float(base.rate[unit]),
        baseline_low=float(base.low[unit]),
        baseline_high=float(base.high[unit]),
        borrowed=bool(base.borrowed[unit]),
        alert_week=int(run.alert_week[unit]) if run.alert_week[unit] != NEVER else None,
        recovered=bool(run.recovered[unit]),
        others_dipped=bool((ready.dipped[unit, found.week :] < 0).any()) if found else False,
        watched=True,
        detectable=seen,
    )


def _tier(unit: int, run: detector.Run, settings: SlipSettings) -> Tier:
    if run.latched[unit]:
        return Tier.ALERT
    return Tier.WATCH if run.watch[:, unit].mean() >= settings.watch_threshold else Tier.QUIET


def _onset(unit: int, weeks: WeeklyCounts, ready: Prepared, run: detector.Run) -> onset.Onset:
    """Over the weeks since the detector last began anew, in which the stream was watched."""
    watched = np.flatnonzero(~np.isnan(ready.alert_null[unit]))
    first = max(int(run.begun[unit]), int(watched[0]))
    span = slice(first, None)
    level = peers.excused(np.clip(ready.base.rate[unit], 1e-6, 1 - 1e-6), ready.excuse[unit, span])
    n = np.where(np.isnan(ready.alert_null[unit, span]), 0, weeks.chances[unit, span]).astype(float)
    x = np.where(n > 0, weeks.new_way[unit, span], 0).astype(float)
    found = onset.find(x, n, level, ready.phi[unit, span])
    return onset.Onset(first + found.week, first + found.earliest, first + found.latest, found.lasting)


def _unwatched() -> SlipState:
    nan = float("nan")
    return SlipState(Tier.QUIET, 0.0, None, None, None, None, nan, nan, nan, False, None, False, False, False)
