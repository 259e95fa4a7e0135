"""Who is sliding back: hands the weeks of all units to the detector and puts its answer into dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from takehold.analysis import slipping
from takehold.analysis.facts import Detectable, Slip
from takehold.analysis.frame import Frame, Group
from takehold.analysis.standing import HALF_WEEKS

RECENT_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Watched:
    """What the detector says of one unit; nothing while the unit is not watched yet."""

    slip: Slip | None = None
    detectable: Detectable | None = None
    borrowed: bool = False
    recovered: bool = False


def watch(groups: Sequence[Group], pooled: Sequence[bool], frame: Frame) -> list[list[Watched]]:
    """The detector's answer for each unit of each group.

    Args:
        groups: teams and pooled levels; all are streams of the same budget.
        pooled: for each group whether it is a pooled level, which is not excused by what its peers do.
        frame: what holds for every unit.
    """
    starts = [_baseline(group, frame) for group in groups]
    if all((start < 0).all() for start in starts):
        return [[Watched()] * len(group.evidence) for group in groups]
    sizes = [len(group.evidence) for group in groups]
    counts = slipping.WeeklyCounts(
        frame.weeks,
        np.concatenate([group.weekly.chances for group in groups]),
        np.concatenate([group.weekly.new_way for group in groups]),
        np.repeat([not level for level in pooled], sizes).astype(np.int64),
        np.concatenate(starts),
        tuple(
            tuple(frame.week_of(day) for day in unit.resolved_on if day <= frame.terms.as_of)
            for group in groups
            for unit in group.evidence
        ),
    )
    settings = slipping.SlipSettings(streams=frame.terms.streams, budget_per_year=frame.terms.budget_per_year)
    states = slipping.watch_all(counts, settings)
    answers = [_answer(state, counts, row, frame) for row, state in enumerate(states)]
    ends = np.cumsum(sizes)
    return [answers[end - size : end] for end, size in zip(ends.tolist(), sizes, strict=True)]


def _baseline(group: Group, frame: Frame) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """(U,) the week in which each baseline begins: a recorded decision, or the middle of the first 8 weeks held.

    Those weeks were chosen for being high. Beginning in their middle keeps that luck to a third of a baseline of 12
    weeks, and the detector is ready in the week in which the 8 are over (simulated: alerts stay within the budget;
    from their first week on they would not).
    """
    start = np.where(group.standing.adopted >= 0, group.standing.adopted + HALF_WEEKS, -1)
    for row, unit in enumerate(group.evidence):
        if unit.baseline_from is not None and frame.weeks:
            week = frame.week_of(unit.baseline_from)
            start[row] = max(week, 0) if week < len(frame.weeks) else -1
    return start


def _answer(state: slipping.SlipState, counts: slipping.WeeklyCounts, row: int, frame: Frame) -> Watched:
    if not state.watched:
        return Watched()
    slip = None
    if state.since is not None and state.earliest is not None and state.latest is not None:
        slip = Slip(
            tier=state.tier.value,
            since=frame.weeks[state.since],
            earliest=frame.weeks[state.earliest],
            latest=frame.weeks[state.latest],
            recent_chances=int(counts.chances[row, -RECENT_WEEKS:].sum()),
            recent_new_way=int(counts.new_way[row, -RECENT_WEEKS:].sum()),
            usual_rate=state.baseline_rate,
            usual_low=state.baseline_low,
            usual_high=state.baseline_high,
            evidence=state.evidence,
            others_dipped=state.others_dipped,
            weeks=RECENT_WEEKS,
        )
    return Watched(slip, state.detectable, state.borrowed, state.recovered)
