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
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from takehold.analysis import cautions as cautioning
from takehold.analysis.adoption import anytime_interval
from takehold.analysis.deciding import Decision, View, decide, unwatched
from takehold.analysis.facts import (
    BehaviourVerdict,
    Coded,
    DailyCounts,
    FloatArray,
    IntArray,
    Period,
    Terms,
    UnitEvidence,
    UnitVerdict,
    Verdict,
)
from takehold.analysis.pace import Arrival, early_and_behind, find_go_live
from takehold.analysis.series import Calendar, Panel, align, pool, totals
from takehold.analysis.standing import HELD_WEEKS, Standing, Weekly, stand
from takehold.analysis.telling import Told, tell
from takehold.analysis.windows import Source, describe, weeks_to_use

PACE_WEEKS = 26
RULES = (
    "periods/1",
    "optimal-partition/1",
    "beta-binomial-shrinkage/1",
    "anytime-interval/1",
    "held-8-weeks/1",
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that are judged together: the teams, or the pooled level alone."""

    evidence: tuple[UnitEvidence, ...]
    panel: Panel
    told: tuple[Told, ...]
    weekly: Weekly
    standing: Standing
    pooled: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for every unit of the call."""

    terms: Terms
    source: Source
    calendar: Calendar
    span: slice

    def week(self, index: int) -> date:
        """The Monday of a usable week."""
        return self.calendar.starts[int(self.span.start) + index]

    @property
    def week_end(self) -> date | None:
        """The Sunday of the last usable week."""
        return self.calendar.ends[self.span.stop - 1] if self.span.stop > self.span.start else None


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
    frame = _Frame(terms, source, *weeks_to_use(pooled, source))
    total = whole or UnitEvidence("", _pooled_counts(pooled))
    groups = (_group(ordered, teams, pooled, frame), _group([total], pooled, pooled, frame))
    verdicts = [verdict for group in groups for verdict in _verdicts(group, frame)]
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


def _group(evidence: Sequence[UnitEvidence], panel: Panel, whole: Panel, frame: _Frame) -> _Group:
    told = tell(panel, whole, frame.source)
    chances, new_way = (
        totals(counts, frame.calendar)[:, frame.span] for counts in (panel.chances, panel.new_way)
    )
    begin = np.array(
        [
            _begin(chances[row], unit.go_live or frame.terms.go_live, frame)
            for row, unit in enumerate(evidence)
        ],
        dtype=np.int64,
    )
    weekly = Weekly(chances, new_way, begin, _quiet(told, chances, frame))
    level_weeks = np.array([_level_weeks(one, frame) for one in told], dtype=np.int64)
    standing = stand(weekly, frame.terms.target, level_weeks)
    return _Group(tuple(evidence), panel, told, weekly, standing, panel is whole)


def _begin(chances: IntArray, go_live: date | None, frame: _Frame) -> int:
    """The first usable week that counts: the one of the go-live, or the first with a chance; W when there is none."""
    active = np.flatnonzero(chances)
    begin = int(active[0]) if active.size else chances.size
    if go_live is not None and chances.size:
        begin = max(begin, (go_live - frame.week(0)).days // 7)
    return min(begin, chances.size)


def _quiet(told: Sequence[Told], chances: IntArray, frame: _Frame) -> NDArray[np.bool_]:
    """(U, W - 1) whether no told shift lies between a week and the next: a week of tolerance, or its whole month."""
    quiet = np.ones((chances.shape[0], max(chances.shape[1] - 1, 0)), dtype=bool)
    for row, one in enumerate(told):
        for shift in one.shifts:
            low = (shift.earliest - frame.week(0)).days // 7 - 2
            high = (shift.latest - frame.week(0)).days // 7 + (5 if one.trend.period is Period.MONTH else 1)
            quiet[row, max(low, 0) : max(high, 0)] = False
    return quiet


def _level_weeks(told: Told, frame: _Frame) -> int:
    if not told.history or frame.week_end is None:
        return 0
    return max((frame.week_end - told.history[-1].start).days // 7 + 1, 0)


def _verdicts(group: _Group, frame: _Frame) -> list[UnitVerdict]:
    standing = group.standing
    size = standing.dispersion
    low, high = anytime_interval(standing.new_way / size, standing.chances / size)
    return [
        _verdict(group, row, frame, (float(low[row]), float(high[row]))) for row in range(len(group.evidence))
    ]


def _verdict(group: _Group, row: int, frame: _Frame, interval: tuple[float, float]) -> UnitVerdict:
    view = _view(group, row, frame)
    told, unit = group.told[row], group.evidence[row]
    decision = decide(view)
    old_seen = group.panel.old_seen[row]
    recent = _recent_days(view, frame)
    old_way = None
    if old_seen and recent:
        first = (recent[0] - group.panel.first).days
        old_way = int(
            group.panel.old_way[row, max(first, 0) : (recent[1] - group.panel.first).days + 1].sum()
        )
    return UnitVerdict(
        unit=unit.unit,
        verdict=decision.verdict,
        reverted=decision.reverted,
        because=decision.because,
        next_step=decision.next_step,
        since=decision.since,
        chances=view.chances,
        new_way=view.new_way,
        old_way=old_way,
        rate=view.rate if view.chances else None,
        interval=interval if view.chances else None,
        recent_from=recent[0] if recent else None,
        recent_to=recent[1] if recent else None,
        total_chances=int(group.panel.chances[row].sum()),
        trend=told.trend,
        history=told.history,
        shifts=told.shifts,
        slip=view.slip,
        detectable=None,
        cautions=_cautions(group, row, view, frame),
        adopted_on=view.held_since,
        otherwise=_otherwise(decision, view),
    )


def _otherwise(decision: Decision, view: View) -> Verdict | None:
    watched = decision.verdict in (Verdict.SLIPPING_BACK, Verdict.WOBBLING)
    return unwatched(view).verdict if watched else None


def _recent_days(view: View, frame: _Frame) -> tuple[date, date] | None:
    if frame.week_end is None or view.weeks == 0:
        return None
    return frame.week_end - timedelta(days=7 * min(view.weeks, HELD_WEEKS) - 1), frame.week_end


def _view(group: _Group, row: int, frame: _Frame) -> View:
    standing, weekly, panel = group.standing, group.weekly, group.panel
    active = np.flatnonzero(panel.chances[row])
    begin = int(weekly.begin[row])
    adopted = int(standing.adopted[row])
    unit = group.evidence[row]
    earlier = slice(max(begin - PACE_WEEKS, 0), begin)
    lately = weekly.chances[row, -PACE_WEEKS:]
    first = int(np.flatnonzero(lately)[0]) if lately.any() else 0
    return View(
        as_of=frame.terms.as_of,
        target=frame.terms.target,
        go_live=unit.go_live or frame.terms.go_live,
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
        held_since=frame.week(adopted) if adopted >= 0 else None,
        rise=float(standing.rise[row]),
        rising=float(standing.rising[row]),
        dispersion=standing.dispersion,
        strength=standing.prior.strength,
        shifts=group.told[row].shifts,
        slip=None,
        people=unit.people,
    )


def _cautions(group: _Group, row: int, view: View, frame: _Frame) -> tuple[Coded, ...]:
    weekly: FloatArray = group.weekly.chances[row].astype(np.float64)
    return (
        *cautioning.of_the_source(frame.source),
        *cautioning.of_the_series(group.told[row], frame.source),
        *cautioning.of_the_chances(weekly, view),
        *cautioning.of_the_terms(view, group.panel.old_seen[row], frame.terms),
    )
