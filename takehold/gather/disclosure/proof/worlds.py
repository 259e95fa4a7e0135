"""Made-up organisations: 10 to 2,000 people in a tree of 2 to 6 levels, asked one to six times (large ones up to three), with joiners and leavers."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from takehold.gather.disclosure.tree import Path

FORM: Final[Mapping[str, Any]] = {
    "pages": [
        {
            "elements": [
                {"type": "rating", "name": "told", "takehold": {"element": "awareness"}},
                {"type": "rating", "name": "known", "takehold": {"element": "awareness"}},
                {"type": "boolean", "name": "worked"},
                {"type": "comment", "name": "free"},
                {"type": "comment", "name": "why"},
            ]
        }
    ]
}
LINES: Final = ("free", "why")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person: number, team as a path, role, and what they answer whenever they are asked."""

    number: int
    team: Path
    role: Path
    choices: Mapping[str, Any]
    writes: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """One survey: who was invited, and who answered in time and too late, both in the order of arrival."""

    invited: tuple[Somebody, ...]
    answered: tuple[Somebody, ...]
    late: tuple[Somebody, ...]


def organisation(rng: random.Random, *, least: int = 10, most: int = 2000) -> Iterator[Asking]:
    """The surveys of one made-up organisation, one after the other."""
    size = round(math.exp(rng.uniform(math.log(least), math.log(most))))
    teams = _teams(rng, size)
    staff = [_somebody(rng, number, team) for number, team in enumerate(teams)]
    yield from surveys(rng, staff, rng.randint(1, 6 if size < 500 else 3))


def realistic(rng: random.Random, teams: int) -> Asking:
    """Teams of 8 to 35 people, of whom 75 % answer: how much is still told of one's own team is measured here."""
    found: list[Somebody] = []
    for team in range(teams):
        path = ("house", f"department {team // 6}", f"team {team}")
        found += [_somebody(rng, len(found) + at, path) for at in range(rng.randint(8, 35))]
    return _asking(rng, found, 0.75)


def of_sizes(rng: random.Random, sizes: Mapping[Path, int], share: float) -> Asking:
    """A survey of an organisation of which the tree and the sizes are known, and no more is needed."""
    found: list[Somebody] = []
    for path, size in sorted(sizes.items()):
        found += [_somebody(rng, len(found) + at, path) for at in range(size)]
    return _asking(rng, found, share)


def surveys(rng: random.Random, staff: Sequence[Somebody], times: int) -> Iterator[Asking]:
    """The same people asked again and again; between two surveys up to four leave and up to four join."""
    people = list(staff)
    number = len(people)
    for _time in range(times):
        yield _asking(rng, people, rng.uniform(0.3, 0.98))
        rng.shuffle(people)
        del people[: rng.randint(0, min(4, len(people) - 1))]
        for _joiner in range(rng.randint(0, 4)):
            people.append(_somebody(rng, number, rng.choice(people).team))
            number += 1


def _asking(rng: random.Random, people: Sequence[Somebody], share: float) -> Asking:
    arrival = [each for each in people if rng.random() < share]
    rng.shuffle(arrival)
    cut = len(arrival) - rng.randint(0, min(4, len(arrival)))
    return Asking(tuple(people), tuple(arrival[:cut]), tuple(arrival[cut:]))


def _teams(rng: random.Random, size: int) -> list[Path]:
    """The team of each person. A quarter of the teams has fewer than five people; some people stand above teams."""
    levels, width = rng.randint(2, 6), rng.randint(2, 5)
    found: list[Path] = []
    team = 0
    while len(found) < size:
        above: Path = ("house",)
        for level in range(levels - 2):
            above = (*above, f"{level}.{rng.randrange(width)}")
        members = rng.randint(1, 4) if rng.random() < 0.25 else rng.randint(5, 35)
        found += [(*above, f"team {team}")] * min(members, size - len(found))
        team += 1
        if rng.random() < 0.2 and len(found) < size:
            found.append(above)
    return found


def _somebody(rng: random.Random, number: int, team: Path) -> Somebody:
    happy = rng.random() < 0.8
    choices: dict[str, Any] = {}
    for item in ("told", "known"):
        if rng.random() < 0.93:
            choices[item] = rng.choice((4, 4, 4, 5, 5, 3) if happy else (1, 2, 2, 3))
    if rng.random() < 0.9:
        choices["worked"] = rng.random() < (0.95 if happy else 0.2)
    role = ("nurse", "doctor", "porter", "clerk", "cook")[min(4, int(rng.expovariate(0.9)))]
    return Somebody(number, team, (role,), choices, rng.random() < 0.6)
