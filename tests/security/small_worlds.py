"""Small made-up organisations over three weeks, and what everybody together can work out of what each may read.

Every team has its own power of two as its daily number of chances, so that any figure tells which teams are in it. The
attacker holds all figures of all readers on all days; two figures of the same days and different teams tell their
difference. What cannot be told apart by any figure is an *atom*; whatever is worked out is made of atoms.

The people behind an atom are counted as the organisation itself counted them: by the teams that its names were said to
mean at each reading that told of them, with the sizes of the day that the figure is of, of the reading, and of today.
All of these must be five at the least. None of this asks the product what it has written down.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from conftest import NOW, pour
from takehold.analysis.facts import Trend
from takehold.evidence.facts import Behaviour
from takehold.initiatives import operations, queries
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger import operations as ledger
from takehold.people import operations as people_operations
from takehold.people import queries as people
from takehold.people.facts import NotYours, RoleFact, RoleKind, Viewer
from takehold.people.models import Reorganisation, TeamLabel

FEWEST = 5
WEEKS_BEFORE, WEEKS = 12, 3
SCALE = 40
STEWARD = (RoleFact(RoleKind.STEWARD), RoleFact(RoleKind.ADMIN), RoleFact(RoleKind.LEAD))


@dataclass
class Reading:
    """One day's reading: how large teams were, what names were said to mean, and, of each day, in which unit's figure
    a name stood (no unit: in that of the whole alone)."""

    on: date
    sizes: dict[int, int]
    named: dict[int, list[tuple[date, int | None]]]
    heirs: dict[int, int]
    units: dict[date, dict[int, frozenset[int]]] = field(default_factory=lambda: defaultdict(dict))

    def heir(self, team: int) -> int:
        """The team that has a team's names on this day."""
        seen: set[int] = set()
        while not self.sizes.get(team) and team in self.heirs and team not in seen:
            seen.add(team)
            team = self.heirs[team]
        return team

    def said(self, number: int, day: date) -> int | None:
        """The team that a name is said to mean on a day."""
        rows = [team for start, team in self.named.get(number, []) if start <= day]
        return rows[-1] if rows else None


@dataclass
class World:
    """An organisation: teams by number, their ids, and what was read so far."""

    seed: int
    rng: random.Random
    source: int = 0
    measure: int = 0
    slugs: list[str] = field(default_factory=list)
    behaviours: list[int] = field(default_factory=list)
    ids: dict[int, int] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    read: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    atoms: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    found: list[str] = field(default_factory=list)

    def house(self, now: datetime) -> Viewer:
        """Who may do everything."""
        return Viewer(None, "house", STEWARD, now.date())


def leaks(seed: int) -> list[str]:
    """What can be worked out of fewer than five people in this world, in sentences; nothing, if all is well."""
    world = World(seed, random.Random(seed))
    _found_it(world)
    for week in range(WEEKS):
        now = NOW + timedelta(weeks=week)
        if week:
            _things_happen(world, now)
        world.readings.append(_reading(world, now))
        for behaviour in world.behaviours:
            operations.refresh(behaviour, now)
        for viewer in readers(world, now):
            _read(world, viewer)
        _work_out(world)
    return world.found


def _found_it(world: World) -> None:
    rng, house = world.rng, world.house(NOW)
    teams = range(rng.randint(4, 8))
    rows = [f"t{n},Team {'ABCDEFGH'[n]},{rng.choice(['', 'd0', 'd1'])},,{_size(rng)}" for n in teams]
    text = "key,name,parent,from,people\nd0,Depot,,,0\nd1,Dock,,,0\n" + "\n".join(rows)
    people_operations.import_teams(viewer=house, text=text, now=NOW)
    _know_ids(world, house)
    source = ledger.register_source(key="seen", name="Seen", kind="observed", now=NOW)
    measure = ledger.register_measure(
        source_id=source.id, behaviour=Behaviour(key="b", name="B"), recipe_sha256="", now=NOW
    )
    world.source, world.measure = source.id, measure.id
    first = NOW.date() - timedelta(weeks=WEEKS_BEFORE)
    days = [first + timedelta(days=n) for n in range(7 * (WEEKS_BEFORE + WEEKS))]
    workdays = [day for day in days if day.weekday() < 5]
    pour(
        measure.id,
        source.id,
        {_label(n): [(day, SCALE << n, SCALE << n) for day in workdays] for n in range(10)},
    )
    _match(world, NOW, rng.sample(list(teams), rng.randint(len(teams) - 2, len(teams))))
    for name, audience in (("All", ()), ("Some", rng.sample(list(teams), 2))):
        said = InitiativeInput(name, ("Because.",), team_ids=frozenset(world.ids[n] for n in audience))
        slug = operations.create(viewer=house, said=said, now=NOW)
        fact = operations.add_behaviour(viewer=house, slug=slug, key="b", name="B", target=0.9, now=NOW)
        operations.connect(viewer=house, behaviour_id=fact.id, measure_id=measure.id, now=NOW)
        world.slugs.append(slug)
        world.behaviours.append(fact.id)


def _things_happen(world: World, now: datetime) -> None:
    """People come and go, a team begins, names find their teams or others, teams merge, the floor rises."""
    rng, house, day = world.rng, world.house(now), now.date()
    size = dict(_sizes(now))
    for n in rng.sample(list(world.ids), min(3, len(world.ids))):
        row = f"t{n},Team {'ABCDEFGHIJ'[n]},,{day},{max(0, size.get(world.ids[n], 0) + rng.choice([-3, -1, 1, 2, -99]))}"
        people_operations.import_teams(viewer=house, text=f"key,name,parent,from,people\n{row}", now=now)
    if rng.random() < 0.6 and len(world.ids) < 10:
        n = len(world.ids)
        row = f"t{n},Team {'ABCDEFGHIJ'[n]},d0,{day},{_size(rng)}"
        people_operations.import_teams(viewer=house, text=f"key,name,parent,from,people\n{row}", now=now)
    _know_ids(world, house)
    _match(world, now, rng.sample(list(world.ids), 2))
    for _ in range(rng.choice([0, 1, 1, 2])):
        moved, to = rng.sample(list(world.ids), 2)
        since = rng.choice([None, None, day, day - timedelta(days=10)])
        people_operations.match_label(
            viewer=house, source_id=world.source, label=_label(moved), now=now, since=since,
            team_id=None if rng.random() < 0.2 else world.ids[to],
        )  # fmt: skip
    if rng.random() < 0.5:
        earlier, later = rng.sample(list(world.ids), 2)
        people_operations.record_reorganisation(
            viewer=house, on=day, kind=rng.choice(["merges", "continues"]), earlier_id=world.ids[earlier], later_id=world.ids[later], now=now,
        )  # fmt: skip
    if rng.random() < 0.2:
        people_operations.raise_floor(viewer=house, to=max(people.floor(), rng.choice([6, 8])), now=now)


def readers(world: World, now: datetime) -> Iterator[Viewer]:
    """One of each kind of role that reads everything, and somebody of each team: every other one its manager."""
    on = now.date()
    for kind in (RoleKind.LEAD, RoleKind.WORKS_COUNCIL, RoleKind.ADMIN, RoleKind.STEWARD):
        yield Viewer(None, kind.value, (RoleFact(kind),), on)
    for n, team in world.ids.items():
        kind = RoleKind.MANAGER if n % 2 else RoleKind.EMPLOYEE
        yield Viewer(None, kind.value, (RoleFact(kind, team_id=team),), on)


def _read(world: World, viewer: Viewer) -> None:
    """Everything that this viewer can read: each change with its units, and the list of changes."""
    for slug in world.slugs:
        try:
            found = queries.with_series(viewer=viewer, standings=queries.standings(viewer=viewer, slug=slug))
        except NotYours:
            continue
        for standing in found:
            if standing.verdict is not None:
                _note(world, standing.verdict.whole.trend)
                for unit in standing.units:
                    _note(world, unit.verdict.trend, unit.team_ids)
    for line in queries.lines(viewer=viewer):
        if line.whole is not None:
            _note(world, line.whole.trend)


def _note(world: World, trend: Trend, unit: frozenset[int] = frozenset()) -> None:
    """Which teams each figure is of, by the first day of its period; of a unit's also whose it was."""
    ends = (*trend.starts[1:], date.max)
    for start, end, chances in zip(trend.starts, ends, trend.chances, strict=True):
        last = min(end, start + timedelta(days={"day": 1, "week": 7, "month": 31}[trend.period.value]))
        workdays = sum((start + timedelta(days=n)).weekday() < 5 for n in range((last - start).days))
        if chances and workdays and chances % (SCALE * workdays) == 0:
            mask = chances // (SCALE * workdays)
            world.read[start].add(mask)
            stood = world.readings[-1].units[start]
            stood.update({n: unit or stood.get(n, unit) for n in _numbers(mask)})
        elif chances and trend.period.value == "day":
            world.found.append(f"seed {world.seed}: {chances} on {start} is of no set of teams")


def _work_out(world: World) -> None:
    """New atoms of each day must be five people at the least, whenever one counts."""
    for day, masks in world.read.items():
        atoms = _atoms(masks)
        for atom in atoms - world.atoms[day]:
            behind, how = min(_counts(world, atom, day), default=(0, "never"))
            if behind < FEWEST:
                read = world.readings[-1].on
                world.found.append(
                    f"seed {world.seed}: {behind} people {how} ({atom:b}) of {day}, read {read}"
                )
        world.atoms[day] |= atoms


def _counts(world: World, atom: int, day: date) -> Iterator[tuple[int, str]]:
    """People of the teams that these names were told to mean, as each reading that told of all of them has it."""
    told = [
        each for each in world.readings if each.units
    ]  # of days before anything was told no sizes are known
    then, now = next((each for each in reversed(told) if each.on <= day), told[0]), world.readings[-1]
    for at, reading in enumerate(world.readings):
        meant = {_meant(world.readings[: at + 1], n, day) for n in _numbers(atom)}
        teams = {pair for pair in meant if pair is not None}
        if len(teams) == len(meant):
            alive = {named if then.sizes.get(named) else heir for named, heir in teams}
            yield sum(then.sizes.get(team, 0) for team in alive), f"on {then.on}, said on {reading.on}"
            heirs = {heir for _named, heir in teams}
            yield sum(reading.sizes.get(team, 0) for team in heirs), f"on {reading.on}"
            heirs = {now.heir(heir) for heir in heirs}
            yield sum(now.sizes.get(team, 0) for team in heirs), f"today, said on {reading.on}"


def _meant(readings: list[Reading], number: int, day: date) -> tuple[int, int] | None:
    """The team as whose a name was told at the last of these readings, and who had its names then: as was said then,
    or before if its unit's figure did not follow. None where no figure of the day had it."""
    reading = readings[-1]
    told = reading.units.get(day, {}).get(number)
    if told is None:
        return None
    for team in (each.said(number, day) for each in reversed(readings)):
        if team is not None:
            heir = team if team in told else reading.heir(team)
            if not told or heir in told:
                return team, heir
    return None


def _numbers(mask: int) -> list[int]:
    return [n for n in range(10) if mask >> n & 1]


def _atoms(masks: set[int]) -> set[int]:
    """The classes of teams that no figure parts, of those that are in some figure."""
    where = defaultdict(int)
    for at, mask in enumerate(sorted(masks)):
        for n in _numbers(mask):
            where[n] |= 1 << at
    found: dict[int, int] = defaultdict(int)
    for n, seen in where.items():
        found[seen] |= 1 << n
    return set(found.values())


def _reading(world: World, now: datetime) -> Reading:
    named: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    rows = TeamLabel.objects.filter(source_id=world.source).order_by("valid_from")
    for label, start, team in rows.values_list("label", "valid_from", "team_id"):
        named[int(label.split()[1])].append((start, team))
    went = Reorganisation.objects.filter(kind__in=["merges", "continues"], on__lte=now.date()).order_by(
        "on", "id"
    )
    return Reading(now.date(), dict(_sizes(now)), named, dict(went.values_list("earlier_id", "later_id")))


def _sizes(now: datetime) -> list[tuple[int, int]]:
    return [(team.id, team.people) for team in people.teams(viewer=Viewer(None, "", STEWARD, now.date()))]


def _know_ids(world: World, house: Viewer) -> None:
    keys = {team.key: team.id for team in people.teams(viewer=house)}
    world.ids = {n: keys[f"t{n}"] for n in range(10) if f"t{n}" in keys}


def _match(world: World, now: datetime, numbers: list[int]) -> None:
    for n in numbers:
        people_operations.match_label(
            viewer=world.house(now), source_id=world.source, label=_label(n), team_id=world.ids[n], now=now
        )


def _label(number: int) -> str:
    return f"Queue {number}"


def _size(rng: random.Random) -> int:
    return rng.choice([1, 2, 3, 3, 4, 4, 5, 6, 8, 12])
