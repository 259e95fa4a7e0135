"""The figures that show goals, and how they move beside the behaviours that the goals pull at.

Only what is told of everybody a change is for: no figure of a team, so that who reads the change reads the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from takehold.alignment.facts.figures import Beside, Figure, FigureKind, FigureName, Pairing
from takehold.alignment.facts.goals import ConflictFact, GoalFact
from takehold.analysis.facts import Period, Trend
from takehold.analysis.joint import joint_movement
from takehold.analysis.series import coarsest, start_of
from takehold.analysis.values import ValueStory
from takehold.gather.queries.listening import ears_for_changes
from takehold.initiatives.queries.behaviour_names import BehaviourName, of_changes, reports_of_changes
from takehold.initiatives.queries.reports import whole_stories
from takehold.initiatives.queries.whole import wholes
from takehold.people.facts import Viewer

SEEN: Final = "behaviours of changes that are read"
BehaviourNames = tuple[tuple[int, BehaviourName], ...]
Weighed = tuple[date, float, float]
"""First day of a period, value, and of how many."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A series as it is kept, before it is put on the grid of those beside it."""

    name: str
    kind: FigureKind
    unit: str
    period: Period
    rows: tuple[Weighed, ...]


def choices(*, viewer: Viewer) -> tuple[tuple[FigureName, str], ...]:
    """Figures of changes this viewer may read, each with the name of its change: behaviours first, then reports."""
    seen = {each.id: each for each in ears_for_changes(viewer).changes}
    reports = reports_of_changes(initiative_ids=[each.id for each in seen.values() if each.with_reports])
    several = ((FigureKind.BEHAVIOUR, behaviours_seen(viewer, seen)), (FigureKind.REPORT, reports))
    return tuple(
        (FigureName(kind, each.id, seen[change].slug, each.key, each.name), seen[change].name)
        for kind, found in several
        for change, each in found
    )


def behaviours_seen(viewer: Viewer, seen: Collection[int]) -> BehaviourNames:
    """The behaviours of the changes a viewer reads, each with the number of its change; asked for once a page."""
    kept = viewer.seen.get(SEEN)
    found: BehaviourNames = kept if isinstance(kept, tuple) else of_changes(initiative_ids=seen)
    viewer.seen[SEEN] = found
    return found


def of_goal(*, viewer: Viewer, goal: GoalFact) -> Beside | None:
    """The goal's figure beside the behaviours that it pulls at, each compared with it; None without a figure."""
    if goal.figure is None:
        return None
    pulled = {each.behaviour_id: each.behaviour for each in goal.pulls}
    kept = _kept(viewer, [goal.figure], pulled)
    own = kept.pop(_place(goal.figure), None)
    return _beside([own, *kept.values()], lead=1) if own else None


def of_conflict(*, viewer: Viewer, conflict: ConflictFact) -> Beside | None:
    """The figures of both goals and the behaviour between them, each two compared; None where neither goal has one."""
    names = [each.figure for each in (conflict.helps, conflict.hinders) if each.figure is not None]
    if not names:
        return None
    kept = _kept(viewer, names, {conflict.behaviour_id: conflict.behaviour})
    return _beside(list(kept.values()), lead=len(kept))


def _place(figure: FigureName) -> tuple[FigureKind, int]:
    return figure.kind, figure.id


def _kept(
    viewer: Viewer, figures: Sequence[FigureName], behaviours: Mapping[int, str]
) -> dict[tuple[FigureKind, int], _Kept]:
    """Each series once, in this order: of goals, then of behaviours; those without any value are left out."""
    shown = {each.id: each.name for each in figures if each.kind is FigureKind.BEHAVIOUR}
    names = {**behaviours, **shown}
    told = wholes(behaviour_ids=names)
    shares = {number: _shares(names[number], verdict.trend) for number, verdict in told.items()}
    stories = whole_stories(viewer=viewer, asked=[each.asked for each in figures if each.asked is not None])
    found: dict[tuple[FigureKind, int], _Kept] = {}
    for each in figures:
        one = shares.get(each.id) if each.kind is FigureKind.BEHAVIOUR else _reported(each, stories)
        if one is not None and one.rows:
            found.setdefault(_place(each), one)
    for number in behaviours:
        if number in shares and shares[number].rows:
            found.setdefault((FigureKind.BEHAVIOUR, number), shares[number])
    return found


def _shares(name: str, trend: Trend) -> _Kept:
    """Of finished periods with enough chances."""
    rows = zip(trend.starts, trend.new_way, trend.chances, trend.used, strict=True)
    told = tuple((day, new / chances, float(chances)) for day, new, chances, used in rows if used and chances)
    return _Kept(name, FigureKind.BEHAVIOUR, "", trend.period, told)


def _reported(figure: FigureName, stories: Mapping[int, ValueStory]) -> _Kept | None:
    """Of finished periods that are not thin; None where the names of teams in it are not settled."""
    story = stories.get(figure.id)
    if story is None:
        return None
    rows = tuple(
        (each.start, each.value.mean, float(1 if each.value.n is None else each.value.n))
        for each in story.points
        if each.used
    )
    return _Kept(figure.name, FigureKind.REPORT, figure.unit, story.period, rows)


def _beside(kept: Sequence[_Kept], *, lead: int) -> Beside:
    """All on one grid; the first ``lead`` of them compared with each after them, two by two on their own."""
    period = _grid(*kept)
    figures = tuple(Figure(each.name, each.kind, each.unit, _on(each.rows, period)) for each in kept)
    pairings = (_pairing(one, other) for nth, one in enumerate(kept[:lead]) for other in kept[nth + 1 :])
    return Beside(period, figures, tuple(pairings))


def _pairing(one: _Kept, other: _Kept) -> Pairing:
    period = _grid(one, other)
    movement = joint_movement(_on(one.rows, period), _on(other.rows, period), period)
    return Pairing(one.name, other.name, movement)


def _grid(*kept: _Kept) -> Period:
    """Weeks at the least: within one, days differ by what day of the week it is."""
    return coarsest([Period.WEEK, *(each.period for each in kept)])


def _on(rows: Iterable[Weighed], period: Period) -> dict[date, float]:
    """The mean of each period, by of how many each value is."""
    sums: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for day, value, weight in rows:
        at = sums[start_of(day, period)]
        at[0] += value * weight
        at[1] += weight
    return {day: total / weight for day, (total, weight) in sorted(sums.items()) if weight}
