"""What is offered first for a gap: practices for its causes, spread over the quadrants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from takehold.bridge.facts import Practice
from takehold.bridge.queries.checks import expected, trials
from takehold.bridge.queries.playbook import practices
from takehold.gaps.facts import Group
from takehold.gaps.queries import chains
from takehold.gaps.queries import gaps as gap_queries
from takehold.gaps.queries.rights import Change
from takehold.people.facts import Viewer

FIRST: Final = 8


@dataclass(frozen=True, slots=True)
class Offered:
    """What is proposed. ``gap``: its title, empty for none; ``groups``: numbers of the groups it is of."""

    gap: str
    groups: tuple[int, ...]
    practices: tuple[Practice, ...]


def offered(*, viewer: Viewer, change: Change, gap_id: int | None, groups: Sequence[Group] = ()) -> Offered:
    """For a gap the practices that answer the causes at the ends of its chain, then those at any step; two of each quadrant.

    ``groups``: those that can be chosen. Without a gap, or without a chain, the first of each quadrant. Raises ``NotYours`` where the gap is not theirs.
    """
    if gap_id is None:
        return Offered("", (), _spread(frozenset(), frozenset()))
    found = gap_queries.gap(viewer=viewer, slug=change.slug, gap_id=gap_id, whole=False)
    ends = frozenset(str(branch[-1].cause) for branch in chains.ends(found.steps))
    every = frozenset(str(each.cause) for each in chains.walked(found.steps))
    numbers = tuple(each.number for each in groups if each.team_ids & found.team_ids)
    return Offered(found.line.title, numbers, _spread(ends, every))


def _spread(ends: frozenset[str], every: frozenset[str], barrier: str = "") -> tuple[Practice, ...]:
    """The best of each quadrant in turn, until ``FIRST`` are chosen: by cause, then by what worked here.

    What was never tried here keeps a share (``analysis.tactics``), so nothing is shut out by what happened to come first.
    """

    known = trials()
    share = {
        each.tactic: each.share for each in expected([one.key for one in practices()], barrier, known)
    } if known else {}  # fmt: skip

    def worth(each: Practice) -> tuple[int, int, float]:
        causes = {str(cause) for cause in each.causes}
        return (-len(causes & ends), -len(causes & every), -share.get(each.key, 0.0))

    quadrants: dict[tuple[str, str], list[Practice]] = {}
    for each in practices():
        quadrants.setdefault((each.setting, each.aim), []).append(each)
    ranked = [sorted(inside, key=worth) for inside in quadrants.values()]
    return tuple(each for turn in zip(*ranked, strict=False) for each in turn)[:FIRST]
