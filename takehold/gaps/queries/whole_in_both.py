"""The smallest groups of teams that are whole in two partitions. Pure."""

from __future__ import annotations

from collections.abc import Sequence

Teams = frozenset[int]


def smallest(groups: Sequence[Teams]) -> list[int]:
    """Which of these groups hold no other of them; groups lie within each other or apart, as places of a tree do."""
    size: dict[int, int] = {}
    for group in groups:
        for team in group:
            size[team] = min(size.get(team, len(group)), len(group))
    return [at for at, group in enumerate(groups) if all(size[team] == len(group) for team in group)]


def holders(units: Sequence[Teams]) -> dict[int, int]:
    """Team -> which of these groups it is in."""
    return {team: at for at, unit in enumerate(units) for team in unit}


def common(
    units: Sequence[Teams], told: Sequence[Teams], answered: Teams
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The smallest groups that are whole in both: which units, and which group of the survey they are together.

    Args:
        units: teams of each reporting group that behaviour is told of; no two overlap.
        told: teams of each group that the survey is told of; any may hold others.
        answered: all teams of which the survey tells. What a unit has beyond them was not asked, and holds nothing up.
    """
    unit_of = holders(units)
    found: dict[int, tuple[int, ...]] = {}
    for start in smallest(told):
        at: int | None = start
        over: list[int] = []
        while at is not None:
            teams = told[at]
            over = sorted({unit_of[team] for team in teams if team in unit_of})
            wanted = teams.union(*(units[each] & answered for each in over))
            if wanted <= teams:
                break
            holding = [each for each, group in enumerate(told) if group >= wanted]
            at = min(holding, key=lambda each: len(told[each]), default=None)
        if at is not None:
            found.setdefault(at, tuple(over))
    return tuple((over, at) for at, over in found.items())
