"""Behaviour beside opinion, group by group: what people do, and whether they want it. Never of a person.

The groups of a survey and the groups in which behaviour is told are two partitions of the same teams. Both are told of the
smallest union that is whole in both; each figure is one that is told anyway, or a sum of such, so that no difference of two
of them speaks of fewer people than either partition does.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Final

from takehold.gaps.facts.joining import Joined, JoinedGroup, Joining, Quadrant
from takehold.gaps.queries.rights import change_of
from takehold.gaps.queries.weighing import weighed
from takehold.gaps.queries.whole_in_both import common
from takehold.gather.disclosure.by_team import newest_by_team
from takehold.gather.facts.disclosure import TeamsTold
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.people.facts import EVERYWHERE, Viewer

WANTS: Final = "element:desire"
HALF: Final = 0.5
NEED: Final = (Quadrant.HINDERED, Quadrant.DUTY, Quadrant.NEITHER, Quadrant.CANNOT_TELL, Quadrant.BOTH)
"""In this order groups stand on the page: where something is to be done first."""


def joining(*, viewer: Viewer, slug: str) -> Joining:
    """Everything of a change that can be laid side by side for this viewer. Raises ``NotYours``."""
    change = change_of(viewer, slug, whole=True)
    newest = newest_by_team(viewer=viewer, initiative_id=change.id, question=WANTS)
    if newest is None:
        return Joining(None, ())
    survey, told = newest
    wide = viewer.has(*EVERYWHERE)
    standings = initiatives.standings(viewer=viewer, slug=slug)
    found = (_joined(standing, told, wide) for standing in standings)
    return Joining(survey, tuple(each for each in found if each.groups))


def _joined(standing: BehaviourStanding, told: Sequence[TeamsTold], wide: bool) -> Joined:
    groups = []
    whole = standing.verdict.whole if standing.verdict is not None else None
    if whole is not None and whole.rate is not None and whole.interval is not None:
        found = (each for each in told if not each.group.number)
        groups += [
            _group(each, whole.chances, whole.rate, whole.interval, (), everybody=True) for each in found
        ]
    units = [each for each in standing.units if each.verdict.chances]
    parts = [each for each in told if each.group.number]
    answered = frozenset(team for each in told for team in each.team_ids)
    for inside, at in common([each.team_ids for each in units], [each.team_ids for each in parts], answered):
        over = [units[each] for each in inside]
        known = frozenset(team for unit in over for team in unit.team_ids)
        if over and (wide or parts[at].team_ids <= known):
            groups.append(_pooled(parts[at], over, partly=known != parts[at].team_ids))
    groups.sort(key=lambda each: (not each.everybody, NEED.index(each.quadrant)))
    of_all = weighed(told, standing.units) if wide and groups else None
    first = whole.recent_from if whole is not None else None
    last = whole.recent_to if whole is not None else None
    return Joined(standing.behaviour.key, standing.behaviour.name, tuple(groups), first, last, of_all)


def _pooled(told: TeamsTold, units: Sequence[UnitStanding], *, partly: bool) -> JoinedGroup:
    """The units' chances together; the range is that of their mean, each with its own doubt."""
    chances = sum(each.verdict.chances for each in units)
    rate = sum(each.verdict.new_way for each in units) / chances
    if len(units) == 1 and units[0].verdict.interval is not None:
        interval = units[0].verdict.interval
    else:
        halves = [
            each.verdict.chances / chances * (each.verdict.interval[1] - each.verdict.interval[0]) / 2
            for each in units
            if each.verdict.interval is not None
        ]
        interval = (max(0.0, rate - hypot(*halves)), min(1.0, rate + hypot(*halves)))
    names = tuple(sorted(each.unit for each in units))
    return _group(told, chances, rate, interval, names, partly=partly)


def _group(
    told: TeamsTold,
    chances: int,
    rate: float,
    interval: tuple[float, float],
    units: tuple[str, ...],
    *,
    everybody: bool = False,
    partly: bool = False,
) -> JoinedGroup:
    low = told.figure.low
    wants = (100 - low.high, 100 - low.low) if low is not None else (0, 100)
    return JoinedGroup(
        name=told.group.name,
        units=units,
        answered=told.figure.n,
        chances=chances,
        rate=rate,
        interval=interval,
        wants=wants,
        quadrant=quadrant(interval, wants),
        stops=told.stops,
        everybody=everybody,
        partly=partly,
    )


def quadrant(interval: tuple[float, float], wants: tuple[int, int]) -> Quadrant:
    """Where a group stands: both lines are at one half, a convention; a range on both sides of a line tells nothing."""
    does = True if interval[0] >= HALF else False if interval[1] < HALF else None
    likes = True if wants[0] >= 100 * HALF else False if wants[1] <= 100 * HALF else None
    if does is None or likes is None:
        return Quadrant.CANNOT_TELL
    if does:
        return Quadrant.BOTH if likes else Quadrant.DUTY
    return Quadrant.HINDERED if likes else Quadrant.NEITHER
