"""Is a process the same everywhere? Ways, times and violations of its cases together, before anybody buys a tool for it."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from takehold.analysis.facts import Coded
from takehold.analysis.standardisation import CycleTime, Standard, Variants, cycle_time, standard
from takehold.analysis.standardisation import variants as variety
from takehold.evidence import engines, variants
from takehold.evidence.facts import Behaviour, Condition, Reading, Recipe, Shape, Test
from takehold.evidence.measures import closed_before
from takehold.evidence.sentences import Problem, Sentence
from takehold.evidence.variants import Way


class NoRules(Problem, ValueError):
    """There is no behaviour with rules over whole cases. ``str()`` says what is missing."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """What is told of one process. ``standard`` is None where no case can be judged by the rules yet."""

    behaviour: Behaviour
    variants: Variants
    ways: tuple[Way, ...]
    time: CycleTime
    standard: Standard | None
    cautions: tuple[Coded, ...]


def consistency(
    backend: Any,
    events: Any,
    behaviour: Behaviour,
    *,
    last_day: date,
    rng: np.random.Generator,
    kind: str | None = None,
) -> Consistency | None:
    """The process that a behaviour's rules speak of; None where no case is over.

    Args:
        backend, events: from ``engines``; the events of one source.
        last_day: the last day that the data speaks of. Cases still open then are not counted.
        kind: the column that tells kinds of cases apart, so that a team with the hard ones is not blamed for them.
    """
    before = closed_before(behaviour, last_day)
    ways = variants.ways(backend, events, closed_before=before)
    if not ways.counts:
        return None
    times = variants.times(backend, events, team_of=behaviour.team_of, closed_before=before)
    strata = variants.strata(backend, events, behaviour, kind=kind, closed_before=before)
    alone = () if kind else (Coded("one_kind"),)
    return Consistency(
        behaviour,
        variety(ways.counts),
        ways.told(),
        cycle_time(times.took, rng=rng),
        standard(strata),
        (*times.cautions(), *alone),
    )


def examine(
    paths: Sequence[Path],
    recipe: Recipe,
    *,
    rng: np.random.Generator,
    kind: str | None = None,
    memory: str = "400MB",
    progress: Callable[[float], None] | None = None,
) -> tuple[Reading, tuple[Consistency, ...]]:
    """The same from files: one answer for each behaviour of the recipe that has rules and cases that are over.

    ``kind``: instead of the column that the behaviour itself names, if it does.

    Raises:
        NoRules: where none has rules.
        takehold.evidence.reading.Refused: a file that cannot be read, or lacks a column.
    """
    from takehold.evidence.reading import read

    ruled = [behaviour for behaviour in recipe.behaviours if behaviour.rules]
    if not ruled or recipe.source.shape is not Shape.EVENTS:
        raise NoRules(
            Sentence(
                "There is no behaviour with rules over whole cases here; a [[behaviour.rule]] in the column mapping makes one."
            )
        )
    with tempfile.TemporaryDirectory(prefix="takehold-") as folder:
        home = Path(folder)
        reading = read(paths, _carrying(recipe, kind), home, progress=progress)
        backend = engines.connect(memory=memory, scratch=home)
        events = engines.table(backend, [home / "events.parquet"])
        zone = ZoneInfo(recipe.source.timezone)
        last = reading.last.astimezone(zone).date() if reading.last else date.min
        found = [
            consistency(backend, events, each, last_day=last, rng=rng, kind=kind or each.kinds or None)
            if reading.last
            else None
            for each in ruled
        ]
    return reading, tuple(each for each in found if each is not None)


def _carrying(recipe: Recipe, kind: str | None) -> Recipe:
    """The recipe with the column of kinds among those that are read."""
    from takehold.evidence.recipe import sealed

    if kind is None:
        return recipe
    asked = Behaviour("kind-of-case", kind, opportunity=Condition((Test(kind, "present"),)))
    return sealed(dataclasses.replace(recipe, behaviours=(*recipe.behaviours, asked)))
