"""How many of all want it, each group counting as much as it has people: raked on the groups asked and on what they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from takehold.analysis.reach import Heard, Weights, rake, weighted_share
from takehold.gaps.facts.joining import Weighed
from takehold.gaps.queries.whole_in_both import holders, smallest
from takehold.gather.facts.disclosure import TeamsTold
from takehold.initiatives.facts import UnitStanding

GROUP, DONE = "group", "done"
Edge = Callable[[TeamsTold], float]


def weighed(told: Sequence[TeamsTold], units: Sequence[UnitStanding]) -> Weighed | None:
    """Of the smallest groups that a survey tells of; None where there are fewer than two.

    Every answer of a group weighs the same, and sizes and shares are the bands that were released: so it tells nothing of
    anybody that those do not. The range holds both ends of each band and the doubt of so few answers.
    """
    parts = [
        each for each in told if each.group.number and each.group.invited and each.figure.low is not None
    ]
    parts = [parts[at] for at in smallest([each.team_ids for each in parts])]
    if len(parts) < 2:
        return None
    unit_of = holders([unit.team_ids for unit in units])
    heard = [
        Heard(_key(each), _answered(each), {GROUP: _key(each), DONE: _done(each, units, unit_of)})
        for each in parts
    ]
    done: Counter[str] = Counter()
    for each, group in zip(parts, heard, strict=True):
        done[group.classes[DONE]] += each.group.invited
    weights = rake(heard, {GROUP: {_key(each): each.group.invited for each in parts}, DONE: done})
    low, high = _share(parts, weights, _least), _share(parts, weights, _most)
    if low is None or high is None:
        return None
    return Weighed((low[1], high[2]), weights.design_effect, len(parts), len(weights.trimmed))


def _share(parts: Sequence[TeamsTold], weights: Weights, edge: Edge) -> tuple[float, float, float] | None:
    counts = {_key(each): (round(edge(each) * _answered(each)), _answered(each)) for each in parts}
    return weighted_share(counts, weights)


def _least(each: TeamsTold) -> float:
    """The least share that wants it."""
    return 1 - each.figure.low.high / 100 if each.figure.low else 0.0


def _most(each: TeamsTold) -> float:
    return 1 - each.figure.low.low / 100 if each.figure.low else 1.0


def _key(each: TeamsTold) -> str:
    return str(each.group.number)


def _answered(each: TeamsTold) -> int:
    """At the least: more answers would claim more."""
    return max(1, each.group.answered_low)


def _done(each: TeamsTold, units: Sequence[UnitStanding], unit_of: Mapping[int, int]) -> str:
    """What is known of the group whether it answered or not: mostly done, mostly not, or nothing."""
    over = [units[at].verdict for at in {unit_of[team] for team in each.team_ids if team in unit_of}]
    chances = sum(verdict.chances for verdict in over)
    if not chances:
        return "not known"
    return "mostly" if 2 * sum(verdict.new_way for verdict in over) >= chances else "mostly not"
