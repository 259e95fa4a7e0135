"""What was told of a day stays as it was told, or is told in parts that are each of enough people. Pure.

On any day two partitions of a source's labels meet. The *told* one: labels that no reading of that day has parted make
an *atom*. The *proposed* one: labels that belong to the same unit today. Who keeps the pages of every day knows the
figures of the *common refinement* of all partitions that were told, and none finer. Hence one rule: a new reading may
refine what was told only into parts of at least ``floor`` people. An atom of which a part would be smaller stays whole;
labels of which nothing was told join a unit only if they are enough by themselves. To tell more coarsely than before
is always allowed, because it adds nothing.

The people behind some labels are counted by what the labels mean now and by what they meant whenever they were told,
on the day that the figures are of and today. The smallest count decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

Unit = tuple[int, ...]
"""The ids of a unit's teams, in order."""
UNTOLD: Unit = ()
FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Proposed:
    """From ``start`` up to, and not on, ``end`` a label is said to mean ``named``: today ``team`` of ``unit``."""

    label: str
    start: date
    end: date
    unit: Unit
    named: int
    team: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """The team as whose a label was told, from a telling on. ``people``: the fewest behind it, at most the floor."""

    telling: int
    team: int
    people: int


@dataclass(frozen=True, slots=True)
class Told:
    """From ``start`` up to, and not on, ``end`` a label is told in ``unit``; in none any more if that is ``UNTOLD``.

    ``atom``: the first of the labels that no reading has parted from it. ``meanings``: the oldest first.
    """

    label: str
    start: date
    end: date
    atom: str
    unit: Unit
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Census:
    """The house as it is today, and its sizes since anything was told first.

    Attributes:
        floor: the fewest people of whom something may be told.
        sizes: for each team (first day, people), in order; of earlier days nothing else is known.
        heirs: for each team that ended, the team that has its labels today.
        units: for each team of today, its unit.
    """

    floor: int
    sizes: Mapping[int, Sequence[tuple[date, int]]]
    heirs: Mapping[int, int]
    units: Mapping[int, Unit]

    def heir(self, team: int) -> int:
        """The team of today."""
        return self.heirs.get(team, team)

    def now(self, team: int) -> int:
        """People of a team today."""
        steps = self.sizes.get(team)
        return steps[-1][1] if steps else 0

    def then(self, team: int, day: date) -> int:
        """People of a team on a day."""
        steps = self.sizes.get(team)
        return steps[max(0, bisect_right(steps, day, key=lambda step: step[0]) - 1)][1] if steps else 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a label is told, and as whose; ``held``: not as proposed, because its atom stays whole."""

    unit: Unit
    team: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days, from ``first`` on, on which nothing changes: what is proposed and what was told, by label."""

    first: date
    proposed: Mapping[str, Proposed]
    told: Mapping[str, Told]
    house: Census

    def wanted(self, label: str) -> Unit:
        """The unit that is proposed for a label."""
        return self.proposed[label].unit if label in self.proposed else UNTOLD

    def was(self, label: str) -> int:
        """The team of today as whose a label was told last."""
        return self.house.heir(self.told[label].meanings[-1].team)

    def place(self, label: str) -> _Place:
        """Where a label is told if nothing holds it back."""
        if label in self.proposed:
            return _Place(self.proposed[label].unit, self.proposed[label].team)
        return _Place(UNTOLD, self.was(label))


Dated = TypeVar("Dated", Proposed, Told)
Key = TypeVar("Key", bound=Hashable)


def settle(
    proposed: Sequence[Proposed], told: Sequence[Told], house: Census, *, until: date
) -> tuple[Told, ...]:
    """What is told from now on, as proposed wherever that lets nobody work out a group under the floor.

    ``told`` counts as read up to and with ``until``, the day of the last telling; of later days nothing was told. To
    settle twice changes nothing.
    """
    telling = 1 + max((meaning.telling for row in told for meaning in row.meanings), default=0)
    found: dict[str, list[Told]] = defaultdict(list)
    for some, known in _apart(proposed, told, house):
        for row in _settled(some, known, house, until + timedelta(days=1), telling):
            _append(found[row.label], row)
    return tuple(row for label in sorted(found) for row in found[label])


def _settled(
    proposed: Sequence[Proposed], told: Sequence[Told], house: Census, after: date, telling: int
) -> Iterator[Told]:
    for first, end in pairwise(_edges(proposed, told, house, after)):
        was = _there(told, first)
        stretch = _Stretch(first, _there(proposed, first), was if first < after else {}, house)
        yield from _rows(stretch, end, telling, was)


def _apart(
    proposed: Sequence[Proposed], told: Sequence[Told], house: Census
) -> Iterator[tuple[list[Proposed], list[Told]]]:
    """What can be settled by itself, because no label of it shares a unit or an atom with others on any day.

    Only for speed: of a large organisation few teams are ever small, and only their days need looking at.
    """
    above: dict[object, object] = {}

    def root(node: object) -> object:
        while above.setdefault(node, node) != node:
            above[node] = node = above[above[node]]
        return node

    for said in proposed:
        above[root(said.label)] = root(said.unit)
    for row in told:
        above[root(row.label)] = root(row.atom)
        above[root(row.label)] = root(house.units.get(house.heir(row.meanings[-1].team), row.label))
    groups: dict[object, tuple[list[Proposed], list[Told]]] = defaultdict(lambda: ([], []))
    for said in proposed:
        groups[root(said.label)][0].append(said)
    for row in told:
        groups[root(row.label)][1].append(row)
    yield from groups.values()


def placed(stretch: _Stretch) -> dict[str, _Place]:
    """Where each label is told of which something was told, or is told now."""
    places = _again(stretch) | _joining(stretch)
    for unit, labels in _classes(places, lambda label: places[label].unit).items():
        if unit != UNTOLD and few(stretch, unit, {label: places[label] for label in labels}):
            places.update({label: replace(places[label], unit=UNTOLD) for label in labels})
    return {label: place for label, place in places.items() if place.unit != UNTOLD or label in stretch.told}


def _again(stretch: _Stretch) -> dict[str, _Place]:
    """Labels of which something was told: as proposed if each part of their atom is of many people, else all as one."""
    found: dict[str, _Place] = {}
    for labels in _classes(stretch.told, lambda label: stretch.told[label].atom).values():
        parts = _classes(labels, stretch.wanted)
        if len(parts) == 1 or all(many(stretch, part) for part in parts.values()):
            found.update({label: stretch.place(label) for label in labels})
        else:
            home = _home(stretch, labels)
            found.update({label: _Place(home, stretch.was(label), held=True) for label in labels})
    return found


def _joining(stretch: _Stretch) -> dict[str, _Place]:
    """Labels of which nothing was told, where those that join the same unit are of many people by themselves."""
    new = _classes(stretch.proposed.keys() - stretch.told.keys(), stretch.wanted)
    return {
        label: stretch.place(label) for labels in new.values() if many(stretch, labels) for label in labels
    }


def many(stretch: _Stretch, labels: Sequence[str]) -> bool:
    """Whether these labels by themselves speak of enough people, whichever reading of them one holds to be true."""
    return min(_counts(stretch, labels), default=0) >= stretch.house.floor


def _counts(stretch: _Stretch, labels: Sequence[str]) -> Iterator[int]:
    """The people behind labels: as proposed, and as of each telling; of each on that day and today."""
    yield from _as_proposed(stretch, [label for label in labels if stretch.wanted(label) != UNTOLD])
    for meanings in _readings(stretch, labels):
        house = stretch.house
        yield sum(house.now(team) for team in {house.heir(each.team) for each in meanings})
        fewest: dict[int, int] = {}
        for each in meanings:
            fewest[each.team] = min(each.people, fewest.get(each.team, each.people))
        yield sum(fewest.values())


def _as_proposed(stretch: _Stretch, labels: Sequence[str]) -> Iterator[int]:
    said = [stretch.proposed[label] for label in labels]
    if said:
        yield sum(stretch.house.now(team) for team in {each.team for each in said})
        yield sum(
            stretch.house.then(team, stretch.first) for team in {_named(stretch, each) for each in said}
        )


def _named(stretch: _Stretch, said: Proposed) -> int:
    """The team that a label meant on that day: what is named, or its heir once that had ended."""
    return said.named if stretch.house.then(said.named, stretch.first) else said.team


def _readings(stretch: _Stretch, labels: Sequence[str]) -> Iterator[list[Meaning]]:
    """What the labels meant at each telling at which one of them got a meaning."""
    known = [stretch.told[label].meanings for label in labels if label in stretch.told]
    for telling in sorted({each.telling for meanings in known for each in meanings}):
        yield [max((m for m in own if m.telling <= telling), key=_when, default=own[0]) for own in known]


def _when(meaning: Meaning) -> int:
    return meaning.telling


def few(stretch: _Stretch, unit: Unit, places: Mapping[str, _Place]) -> bool:
    """Whether what is told in a unit is of fewer people today than the floor, as it was told or as it is proposed."""
    told = {label: place.team for label, place in places.items()}
    said = {label: stretch.proposed[label].team for label in places if stretch.wanted(label) == unit}
    counts = (sum(map(stretch.house.now, set(teams.values()))) for teams in (told, told | said))
    return min(counts) < stretch.house.floor


def _home(stretch: _Stretch, labels: Sequence[str]) -> Unit:
    """Where an atom goes as a whole: the unit of most people that it was told of, else that it is said to mean now."""
    house = stretch.house
    was = {stretch.was(label) for label in labels}
    now = {stretch.proposed[label].team for label in labels if stretch.wanted(label) != UNTOLD}
    for teams in (was, now):
        people: dict[Unit, int] = defaultdict(int)
        for team in teams & house.units.keys():
            people[house.units[team]] += house.now(team)
        if people:
            return min(people, key=lambda unit: (-people[unit], unit))
    return UNTOLD


def _rows(stretch: _Stretch, end: date, telling: int, before: Mapping[str, Told]) -> Iterator[Told]:
    """One row for each label that was told or is, by the atoms that are left."""
    places = placed(stretch)
    atoms = _classes(
        places, lambda label: (stretch.told[label].atom if label in stretch.told else "", places[label].unit)
    )
    for (_atom, unit), labels in atoms.items():
        for label in labels:
            meanings = _meanings(stretch, label, places[label], telling, before.get(label))
            yield Told(label, stretch.first, end, min(labels), unit, meanings)


def _meanings(
    stretch: _Stretch, label: str, place: _Place, telling: int, before: Told | None
) -> tuple[Meaning, ...]:
    """What a label was told to mean, and what it is told to mean now."""
    house = stretch.house
    if place.unit == UNTOLD:
        return stretch.told[label].meanings
    people = min(house.floor, house.now(place.team))
    if place.held:
        *older, last = stretch.told[label].meanings
        return (*older, replace(last, people=min(people, last.people)))
    people = min(people, house.then(_named(stretch, stretch.proposed[label]), stretch.first))
    new = Meaning(telling, place.team, people)
    if before is None:
        return (new,)
    *older, last = before.meanings
    again = replace(new, telling=last.telling) if last.team == place.team else new
    if label not in stretch.told:  # of a day that was not told yet there is nothing to keep
        return (again,)
    if last.team == place.team:
        return (*older, replace(again, people=min(people, last.people)))
    return (*before.meanings, new)


def _edges(proposed: Sequence[Proposed], told: Sequence[Told], house: Census, after: date) -> list[date]:
    """The days on which anything changes, the first and the last included."""
    rows: list[Proposed | Told] = [*proposed, *told]
    days = {day for row in rows for day in (row.start, row.end)}
    teams = {team for said in proposed for team in (said.named, said.team)}
    steps = {day for team in teams for day, _people in house.sizes.get(team, ())[1:]}
    return sorted(days | {day for day in (*steps, after) if min(days) < day < max(days)})


def _there(rows: Sequence[Dated], day: date) -> dict[str, Dated]:
    return {row.label: row for row in rows if row.start <= day < row.end}


def _classes(labels: Iterable[str], of: Callable[[str], Key]) -> dict[Key, list[str]]:
    """The labels by what they have in common."""
    found: dict[Key, list[str]] = defaultdict(list)
    for label in sorted(labels):
        found[of(label)].append(label)
    return found


def _append(rows: list[Told], row: Told) -> None:
    """Add a row, or go on with the last one where it says the same."""
    if rows and replace(rows[-1], start=row.start, end=row.end) == row and rows[-1].end == row.start:
        rows[-1] = replace(rows[-1], end=row.end)
    else:
        rows.append(row)
