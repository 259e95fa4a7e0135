"""Looks whether actions worked: of one action, and of a practice in the whole house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from takehold.analysis.effect import Effect
from takehold.analysis.tactics import Standing, Trial, standings
from takehold.bridge import models
from takehold.bridge.facts import CheckFact, WorkedHere
from takehold.bridge.queries import payload

SEED: Final = 5
WIDTH: Final = 3.92
"""Standard errors in a range at 95 %."""


def newest(action_id: int) -> CheckFact | None:
    """The newest look at an action that the caller may read; None before the first."""
    row = models.Check.objects.filter(action_id=action_id).first()
    return None if row is None else fact(row)


def newest_of(action_ids: Collection[int]) -> Mapping[int, Effect]:
    """What the newest look at each of these actions found, which the caller may read; those never looked at are left out."""
    rows = models.Check.objects.filter(action_id__in=action_ids).order_by("on", "id")
    return {row.action_id: payload.read(row.payload) for row in rows}


def fact(row: models.Check) -> CheckFact:
    """A row as it leaves the room."""
    return CheckFact(row.on, row.as_of, payload.read(row.payload), row.evidence_sha256, row.code_version)


def trials() -> tuple[Trial, ...]:
    """Every practice's estimates in this house, of each action the newest: shares of groups alone, no names.

    Not those of groups that stood away from their usual just before: these lean to one side, and nobody knows how far.
    """
    return _trials(_newest_of_each())


def _trials(rows: Iterable[models.Check]) -> tuple[Trial, ...]:
    return tuple(
        Trial(row.action.practice, row.action.barrier, estimate.effect, ((high - low) / WIDTH) ** 2)
        for row in rows
        if (estimate := payload.read(row.payload).estimate) is not None
        and estimate.interval is not None
        and not estimate.lean
        for low, high in [estimate.interval]
        if high > low
    )


def worked_here(practice: str) -> WorkedHere:
    """What is known here of a practice."""
    rows = _newest_of_each()
    answers = Counter(row.answer for row in rows if row.action.practice == practice)
    known = WorkedHere(answers.total(), tuple(sorted(answers.items())))
    every = _trials(rows)
    mine = [each for each in every if each.tactic == practice]
    if not mine:
        return known
    found = expected([practice], mine[0].barrier, every)[0]
    return replace(known, mean=found.mean, low=found.low, high=found.high)


def expected(practices: Sequence[str], barrier: str, known: Sequence[Trial]) -> tuple[Standing, ...]:
    """What may be expected of these practices at a barrier, by what was estimated here. The same every time."""
    return _expected(tuple(practices), barrier, tuple(known))


@lru_cache(maxsize=64)
def _expected(practices: tuple[str, ...], barrier: str, known: tuple[Trial, ...]) -> tuple[Standing, ...]:
    """A page that offers practices asks it each time; it takes most of a second, and changes with a new look alone."""
    return standings(practices, barrier, known, rng=np.random.default_rng(SEED))


def _newest_of_each() -> list[models.Check]:
    rows = models.Check.objects.exclude(action__practice="").select_related("action").order_by("on", "id")
    return list({row.action_id: row for row in rows}.values())
