"""From the rows of a performance report to what is told of it: of all teams together and of each."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from takehold.analysis.facts import Coded
from takehold.analysis.values import Reported, ValueStory, grain, last_day, tell
from takehold.evidence.facts import Behaviour, Recipe
from takehold.evidence.recipe import dump


@dataclass(frozen=True, slots=True)
class ValueReport:
    """What a file of values tells, and what it rests on. ``behaviour`` names the figure, its unit and which way is better.

    Attributes:
        whole: all teams together. units: each team, by name.
        inputs_sha256: of the rows, sorted by team and day.
        definition: the recipe as canonical TOML; ``definition_version`` is its hash.
    """

    behaviour: Behaviour
    as_of: date
    whole: ValueStory
    units: tuple[ValueStory, ...]
    inputs_sha256: str
    definition: str
    definition_version: str
    cautions: tuple[Coded, ...] = ()


def report_of(rows: pa.Table, recipe: Recipe, as_of: date | None = None) -> ValueReport:
    """The report that these rows make. Offline nobody knows how many people a team has: the caution says so."""
    ordered = rows.sort_by([("team", "ascending"), ("day", "ascending")])
    by_team: dict[str, dict[date, list[Reported]]] = defaultdict(lambda: defaultdict(list))
    every: dict[date, list[Reported]] = defaultdict(list)
    for row in ordered.to_pylist():
        value = Reported(row["mean"], row["n"], row["sd"])
        by_team[row["team"]][row["day"]].append(value)
        every[row["day"]].append(value)
    period = grain(every)
    until = as_of or last_day(every, period)
    text = dump(recipe)
    return ValueReport(
        behaviour=recipe.behaviours[0],
        as_of=until,
        whole=tell("", every, period=period, as_of=until),
        units=tuple(tell(team, found, period=period, as_of=until) for team, found in by_team.items()),
        inputs_sha256=_sha256(ordered),
        definition=text,
        definition_version=hashlib.sha256(text.encode()).hexdigest(),
        cautions=(Coded("small_team"),),
    )


def _sha256(rows: pa.Table) -> str:
    """Values joined by the unit separator, one line a row, null as nothing."""
    columns = [
        pc.fill_null(rows[name].cast(pa.string()), "").combine_chunks() for name in ("team", "day", "mean", "n", "sd")
    ]  # fmt: skip
    lines = pc.binary_join_element_wise(*columns, "\x1f").to_pylist()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
