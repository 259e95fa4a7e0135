"""One behaviour, many units, seven words: is it being done, since when, by whom, and who is sliding back.

    from takehold.analysis.verdict import judge

    answer = judge(units, Terms(as_of=date(2026, 3, 31), target=0.9, streams=180))
    answer.whole.verdict, [(unit.unit, unit.verdict, unit.because.code) for unit in answer.units]

``units`` are ``UnitEvidence``, one for each team, with daily counts of chances and of those taken the new way. All
units of one behaviour belong in one call: they share a calendar, lend each other strength, and are compared with each
other. ``whole`` is the pooled level, where it is more than the sum of the units; None sums them here. The answer holds a
verdict for each unit in the order given and one for the whole. Every reason, next step and caution is a ``Coded`` from
the closed tables of ``reasons``; nothing here is a sentence. The same input gives the same digits, in any order of units.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from takehold.analysis import cautions as cautioning
from takehold.analysis.adoption import anytime_interval
from takehold.analysis.deciding import Decision, View, decide, unwatched
from takehold.analysis.facts import (
    BehaviourVerdict,
    Coded,
    DailyCounts,
    FloatArray,
    Terms,
    UnitEvidence,
    UnitVerdict,
    Verdict,
)
from takehold.analysis.frame import Frame, Group, group_of
from takehold.analysis.pace import Arrival, early_and_behind, find_go_live
from takehold.analysis.series import Panel, align, pool
from takehold.analysis.sliding import Watched, watch
from takehold.analysis.standing import HELD_WEEKS
from takehold.analysis.windows import describe, weeks_to_use, went_silent

PACE_WEEKS = 26
RULES = (
    "periods/1",
    "optimal-partition/1",
    "beta-binomial-shrinkage/1",
    "anytime-interval/1",
    "held-8-weeks/1",
    "shiryaev-roberts-tempered/1",
)


def judge(
    units: Sequence[UnitEvidence], terms: Terms, *, whole: UnitEvidence | None = None
) -> BehaviourVerdict:
    """Give the verdict of one behaviour for each unit and for the whole.

    Args:
        units: what was seen, one entry a unit; names must differ.
        terms: day of the verdict, target, go-live, false-alert budget.
        whole: the pooled counts, when they hold more than the units (unmatched labels); None sums the units.

    Raises:
        ValueError: two units of one name, or counts that contradict themselves.
    """
    ordered = sorted(units, key=lambda unit: unit.unit)
    if len({unit.unit for unit in ordered}) < len(ordered):
        raise ValueError("Two units have the same name.")
    counts = [unit.daily for unit in ordered]
    panel = align([*counts, whole.daily] if whole else counts, terms.as_of)
    teams = _rows(panel, slice(0, len(ordered)))
    pooled = _rows(panel, slice(len(ordered), None)) if whole else pool(panel)
    source = describe(pooled, terms.as_of, terms.feed_stopped_on)
    frame = Frame(terms, source, *weeks_to_use(pooled, source))
    total = whole or UnitEvidence("", _pooled_counts(pooled))
    groups = (group_of(ordered, teams, pooled, frame), group_of([total], pooled, pooled, frame))
    watched = watch(groups, (False, True), frame)
    verdicts = [
        verdict
        for group, seen in zip(groups, watched, strict=True)
        for verdict in _verdicts(group, seen, frame)
    ]
    by_name = {verdict.unit: verdict for verdict in verdicts[:-1]}
    arrivals = [
        Arrival(
            unit.unit,
            unit.go_live or terms.go_live,
            by_name[unit.unit].adopted_on,
            by_name[unit.unit].verdict,
        )
        for unit in units
    ]
    early, behind = early_and_behind(arrivals, terms.as_of)
    found = find_go_live(verdicts[-1].shifts) if terms.go_live is None else None
    answers = tuple(by_name[unit.unit] for unit in units)
    return BehaviourVerdict(verdicts[-1], answers, early, behind, found, terms, RULES)


def _rows(panel: Panel, rows: slice) -> Panel:
    return Panel(
        panel.first,
        panel.chances[rows],
        panel.new_way[rows],
        panel.old_way[rows],
        panel.old_seen[rows],
        panel.grain,
    )


def _pooled_counts(pooled: Panel) -> DailyCounts:
    old_way = pooled.old_way[0] if pooled.old_seen[0] else None
    return DailyCounts(pooled.first, pooled.chances[0], pooled.new_way[0], old_way, pooled.grain)


def _verdicts(group: Group, watched: Sequence[Watched], frame: Frame) -> list[UnitVerdict]:
    size = group.standing.dispersion
    low, high = anytime_interval(group.standing.new_way / size, group.standing.chances / size)
    return [
        _verdict(group, row, seen, frame, (float(low[row]), float(high[row])))
        for row, seen in enumerate(watched)
    ]


def _verdict(
    group: Group, row: int, seen: Watched, frame: Frame, interval: tuple[float, float]
) -> UnitVerdict:
    view = _view(group, row, seen, frame)
    told = group.told[row]
    decision = decide(view)
    adopted = int(group.standing.adopted[row])
    recent = _recent_days(view, frame)
    return UnitVerdict(
        unit=group.evidence[row].unit,
        verdict=decision.verdict,
        reverted=decision.reverted,
        because=decision.because,
        next_step=decision.next_step,
        since=decision.since,
        chances=view.chances,
        new_way=view.new_way,
        old_way=_old_way(group.panel, row, recent),
        rate=view.rate if view.chances else None,
        interval=interval if view.chances else None,
        recent_from=recent[0] if recent else None,
        recent_to=recent[1] if recent else None,
        total_chances=int(group.panel.chances[row].sum()),
        trend=told.trend,
        history=told.history,
        shifts=told.shifts,
        slip=view.slip,
        detectable=seen.detectable,
        cautions=_cautions(group, row, view, seen, frame),
        adopted_on=frame.weeks[adopted] if adopted >= 0 else None,
        otherwise=_otherwise(decision, view),
    )


def _old_way(panel: Panel, row: int, recent: tuple[date, date] | None) -> int | None:
    if recent is None or not panel.old_seen[row]:
        return None
    first, last = ((day - panel.first).days for day in recent)
    return int(panel.old_way[row, max(first, 0) : last + 1].sum())


def _otherwise(decision: Decision, view: View) -> Verdict | None:
    watched = decision.verdict in (Verdict.SLIPPING_BACK, Verdict.WOBBLING)
    return unwatched(view).verdict if watched else None


def _recent_days(view: View, frame: Frame) -> tuple[date, date] | None:
    if frame.week_end is None or view.weeks == 0:
        return None
    return frame.week_end - timedelta(days=7 * min(view.weeks, HELD_WEEKS) - 1), frame.week_end


def _view(group: Group, row: int, seen: Watched, frame: Frame) -> View:
    standing, weekly, panel = group.standing, group.weekly, group.panel
    active = np.flatnonzero(panel.chances[row])
    begin = int(weekly.begin[row])
    since = int(standing.since[row])
    unit = group.evidence[row]
    earlier = slice(max(begin - PACE_WEEKS, 0), begin)
    lately = weekly.chances[row, -PACE_WEEKS:]
    first = int(np.flatnonzero(lately)[0]) if lately.any() else 0
    return View(
        as_of=frame.terms.as_of,
        target=frame.terms.target,
        go_live=group.go_live(row, frame.terms),
        source=frame.source,
        first_chance=panel.first + timedelta(days=int(active[0])) if active.size else None,
        last_chance=panel.first + timedelta(days=int(active[-1])) if active.size else None,
        weeks=weekly.weeks - begin,
        week_end=frame.week_end,
        chances=int(standing.chances[row]),
        new_way=int(standing.new_way[row]),
        ever_chances=int(weekly.chances[row, begin:].sum()),
        ever_new_way=int(weekly.new_way[row, begin:].sum()),
        before=(int(weekly.chances[row, earlier].sum()), int(weekly.new_way[row, earlier].sum())),
        pace=float(lately[first:].mean()) if lately.size else 0.0,
        at_bar=float(standing.at_bar[row]),
        late=float(standing.late[row]),
        held=bool(standing.held[row]),
        held_since=frame.weeks[since] if since >= 0 else None,
        rise=float(standing.rise[row]),
        rising=float(standing.rising[row]),
        dispersion=standing.dispersion,
        strength=standing.prior.strength,
        estimate=standing.estimate(row),
        shifts=group.told[row].shifts,
        silent=went_silent(active, (frame.full_until - panel.first).days),
        jumped=group.told[row].jump is not None,
        slip=seen.slip,
        people=unit.people,
    )


def _cautions(group: Group, row: int, view: View, seen: Watched, frame: Frame) -> tuple[Coded, ...]:
    weekly: FloatArray = group.weekly.chances[row].astype(np.float64)
    return (
        *cautioning.of_the_source(frame.source),
        *cautioning.of_the_series(group.told[row], frame.source),
        *cautioning.of_the_chances(weekly, view),
        *cautioning.of_the_level(seen),
        *cautioning.of_the_terms(view, group.panel.old_seen[row], frame.terms),
    )
