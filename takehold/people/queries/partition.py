"""Which teams may be shown alone, and into which named units the small ones are folded. Pure.

The units are a partition of the teams that have people, the same for everybody who looks, so that neither one
figure nor any difference of figures speaks of fewer people than the floor. From one day to the next units are only
ever joined: teams that were shown together are tied and come apart no more, so that this holds for the figures of
two days as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from takehold.evidence.words import natural
from takehold.people.facts import ReportingUnit, TeamFact

FLOOR = 5
"""The lowest floor there is. An organisation may raise its own."""


@dataclass(slots=True)
class _Group:
    teams: list[TeamFact] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(team.people for team in self.teams)


def partition(teams: Sequence[TeamFact], *, floor: int) -> tuple[ReportingUnit, ...]:
    """Fold teams under ``floor`` people with their siblings, then upwards, until every unit has at least ``floor``.

    Teams without people belong to no unit, unless they are tied to others that have some; nor does anybody when the
    whole organisation is under the floor.
    """
    return _named(groups(teams, floor=floor))


def groups(teams: Sequence[TeamFact], *, floor: int) -> list[list[TeamFact]]:
    """The teams of each unit, in the order in which they are named."""
    if floor < FLOOR:
        raise ValueError(f"the floor cannot be under {FLOOR}")
    tied = _tied(teams)
    children = _children(_as_one(teams, tied))
    closed: list[_Group] = []
    rest = _Group()
    for root in children.get(None, []):
        done, left = _fold(root, children, floor)
        closed += done
        rest.teams += left.teams
    closed, rest = _settle(closed, [rest] if rest.teams else [], floor)
    return [[each for team in group.teams for each in tied.get(team.id, [team])] for group in closed]


def _tied(teams: Sequence[TeamFact]) -> dict[int, list[TeamFact]]:
    """Teams that stay together, by the id of the first that is there, in their order."""
    found: dict[int, list[TeamFact]] = {}
    for team in sorted(teams, key=lambda team: (team.place, team.key)):
        if team.tied_to is not None:
            found.setdefault(team.tied_to, []).append(team)
    return {each[0].id: each for each in found.values()}


def _as_one(teams: Sequence[TeamFact], tied: Mapping[int, Sequence[TeamFact]]) -> list[TeamFact]:
    """The teams, those that are tied as one in the place of their first, with the people of all of them."""
    first = {each.id: head for head, members in tied.items() for each in members}
    above = {team.id: team.parent_id for team in teams}

    def parent(head: int) -> int | None:
        at, seen = above[head], {head}
        while at is not None and at not in seen and first.get(at, at) == head:
            seen.add(at)
            at = above.get(at)
        return None if at is None or at in seen else first.get(at, at)

    return [
        replace(
            team, parent_id=parent(team.id), people=sum(each.people for each in tied.get(team.id, [team]))
        )
        for team in teams
        if first.get(team.id, team.id) == team.id
    ]


def _children(teams: Sequence[TeamFact]) -> dict[int | None, list[TeamFact]]:
    """Teams under each parent, by key. A parent that is not among the teams, or a circle, makes a root."""
    parents = {team.id: team.parent_id for team in teams}
    found: dict[int | None, list[TeamFact]] = {}
    for team in sorted(teams, key=lambda team: team.key):
        found.setdefault(_parent(team.id, parents), []).append(team)
    return found


def _parent(team: int, parents: Mapping[int, int | None]) -> int | None:
    above = parents[team]
    if above not in parents:
        return None
    seen, at = [team], above
    while at is not None and at in parents:
        if at in seen:  # a circle: its smallest id is made the root, so that the others hang below it
            return None if team == min(seen[seen.index(at) :]) else above
        seen.append(at)
        at = parents[at]
    return above


def _fold(
    top: TeamFact, children: Mapping[int | None, list[TeamFact]], floor: int
) -> tuple[list[_Group], _Group]:
    """Closed groups of the tree under ``top`` and what is left of it, under the floor. Without recursion: deep trees."""
    order, stack = [], [top]
    while stack:
        team = stack.pop()
        order.append(team)
        stack += children.get(team.id, [])
    results: dict[int, tuple[list[_Group], _Group]] = {}
    for team in reversed(order):
        closed: list[_Group] = []
        small: list[_Group] = []
        for child in children.get(team.id, []):
            done, left = results.pop(child.id)
            closed += done
            if left.teams:
                small.append(left)
        if team.people >= floor:
            closed.insert(0, _Group([team]))
        elif team.people:
            small.append(_Group([team]))
        results[team.id] = _settle(closed, small, floor)
    return results[top.id]


def _settle(closed: list[_Group], small: Iterable[_Group], floor: int) -> tuple[list[_Group], _Group]:
    """Small groups are put together until they reach the floor; a remainder joins the smallest closed group."""
    gathering = _Group()
    closed = list(closed)
    for group in small:
        gathering.teams += group.teams
        if gathering.people >= floor:
            closed.append(gathering)
            gathering = _Group()
    if gathering.teams and closed:
        smallest = min(closed, key=lambda group: (group.people, group.teams[0].key))
        smallest.teams += gathering.teams
        gathering = _Group()
    return closed, gathering


def _named(groups: Sequence[Sequence[TeamFact]]) -> tuple[ReportingUnit, ...]:
    units: list[ReportingUnit] = []
    taken: set[str] = set()
    for teams in groups:
        name = _name(teams)
        if name in taken:  # two teams of one name: the key tells them apart
            name = f"{name} ({teams[0].key})"
        taken.add(name)
        folded = tuple(team.name for team in teams) if len(teams) > 1 else ()
        people = sum(team.people for team in teams)
        units.append(ReportingUnit(name, frozenset(team.id for team in teams), people, folded))
    return tuple(sorted(units, key=lambda unit: (natural(unit.name), unit.name)))


def _name(teams: Sequence[TeamFact]) -> str:
    if len(teams) > 3:
        return f"{teams[0].name} + {len(teams) - 1}"
    return " + ".join(team.name for team in teams)
