"""How cases run: their ways, their times, and which break a rule, from events to what the analysis compares.

A way is the sequence of a case's activities. Engines differ in how they gather a sequence in order, so a way is told by two
sums of hashes of (place, activity), with the number of steps; what a frequent way looks like is read from one of its cases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from takehold.analysis.facts import Coded, FloatArray
from takehold.analysis.standardisation import CycleTime, LateOpenings, Stratum, Variants, late_openings
from takehold.evidence import engines
from takehold.evidence.conditions import column, count
from takehold.evidence.facts import Behaviour
from takehold.evidence.process import outcomes
from takehold.evidence.process.rules import looked

SHOWN: Final = 10
LONGEST: Final = 50
"""Steps of a way that are told; a longer one is cut."""
FEWEST_ALIKE: Final = 5
"""A way is told from so many cases on, of as many persons: a few could be somebody's."""
MOST_KINDS: Final = 30
MANY: Final = 0.05
"""From this share of late openings on a comparison says so."""
_SPREAD: Final = 2**30


@dataclass(frozen=True, slots=True)
class Way:
    """One way that cases run, with how many do. ``steps`` has the first 50; ``length`` all."""

    steps: tuple[str, ...]
    length: int
    cases: int


@dataclass(frozen=True, slots=True)
class Course:
    """How the cases of a source run that are over. ``single``: each is one row, so that nothing is known of its steps
    and no way is told."""

    variants: Variants
    ways: tuple[Way, ...]
    time: CycleTime
    cautions: tuple[Coded, ...]
    single: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """``counts``: cases of every way, the most frequent first; ``shown``: what the first ten look like.

    ``people``: how many persons the cases of each shown way are of; empty where the data names none.
    """

    counts: tuple[int, ...]
    shown: tuple[Way, ...]
    people: tuple[int, ...] = ()

    def told(self) -> tuple[Way, ...]:
        """Those that enough cases took to be told to a reader and, where persons are known, cases of enough of them."""
        people = self.people or (FEWEST_ALIKE,) * len(self.shown)
        return tuple(
            way
            for way, persons in zip(self.shown, people, strict=True)
            if min(way.cases, persons) >= FEWEST_ALIKE
        )


@dataclass(frozen=True, slots=True)
class Times:
    """One entry a case: when it opened and how long it ran, in seconds; its team's label; and what is not comparable."""

    opened: FloatArray
    took: FloatArray
    teams: tuple[str, ...]
    late: LateOpenings

    def cautions(self) -> tuple[Coded, ...]:
        """``late_openings``, where at least one case in twenty opened too near the end of the data."""
        if self.late.share < MANY:
            return ()
        days = -int(-self.late.within // 86400)
        return (Coded("late_openings", {"n": self.late.cases, "rate": self.late.share, "days": days}),)


def ways(backend: Any, events: Any, *, closed_before: date | None = None, shown: int = SHOWN) -> Ways:
    """In which ways cases run. ``closed_before``: only cases whose last event is on an earlier day."""
    along = looked(events, ())
    step = along.place.cast("string") + "\x1f" + along.activity
    runs = along.group_by("case_id").aggregate(
        length=along.count(),
        one=((step + "a").hash() % _SPREAD).abs().sum(),
        two=((step + "b").hash() % _SPREAD).abs().sum(),
        last_day=along.day.max(),
    )
    if closed_before is not None:
        runs = runs.filter(runs.last_day < closed_before)
    found = runs.group_by("length", "one", "two").aggregate(cases=runs.count(), case_id=runs.case_id.min())
    told = engines.rows(backend, found.select("cases", "length", "case_id")).to_pylist()
    told.sort(key=lambda row: (-row["cases"], row["length"], row["case_id"]))
    most = told[:shown]
    steps = _steps(backend, events, [row["case_id"] for row in most])
    return Ways(
        tuple(row["cases"] for row in told),
        tuple(Way(steps[row["case_id"]], row["length"], row["cases"]) for row in most),
        _people(backend, events, runs, [row["case_id"] for row in most]),
    )


def _people(backend: Any, events: Any, runs: Any, cases: list[str]) -> tuple[int, ...]:
    """Of how many persons the cases are that run as each of ``cases`` does; empty where no event names one."""
    known = events.filter(events.actor.notnull()).select("case_id", "actor").distinct()
    if not cases or not engines.rows(backend, known.limit(1)).num_rows:
        return ()
    keys = ("length", "one", "two")
    shown = runs.filter(runs.case_id.isin(cases)).select(*keys, way="case_id")
    alike = runs.select("case_id", *keys).join(shown, keys).select("case_id", "way")
    acted = alike.join(known, "case_id").select("way", "actor").distinct()
    found = engines.rows(backend, acted.group_by("way").aggregate(people=acted.count())).to_pylist()
    by_way = {row["way"]: row["people"] for row in found}
    return tuple(by_way.get(case, 0) for case in cases)


def _steps(backend: Any, events: Any, cases: list[str]) -> dict[str, tuple[str, ...]]:
    chosen = events.filter(events.case_id.isin(cases)).select("case_id", "activity", "occurred_at", "ordinal")
    rows = engines.rows(backend, chosen).to_pylist() if cases else []
    rows.sort(key=lambda row: (row["occurred_at"], row["ordinal"]))
    return {
        case: tuple(row["activity"] for row in rows if row["case_id"] == case)[:LONGEST] for case in cases
    }


def times(backend: Any, events: Any, *, team_of: str = "first", closed_before: date | None = None) -> Times:
    """When each case opened and how long it ran. ``team_of``: the team of its first or last event."""
    along = looked(events, ())
    end = along.place == 0 if team_of == "first" else along.after.isnull()
    cases = along.group_by("case_id").aggregate(
        team=along.team.max(where=end),
        opened=along.occurred_at.min().epoch_seconds(),
        ended=along.occurred_at.max().epoch_seconds(),
        last_day=along.day.max(),
    )
    until = engines.rows(backend, cases.aggregate(until=cases.ended.max()))["until"][0].as_py()
    if closed_before is not None:
        cases = cases.filter(cases.last_day < closed_before)
    rows = engines.rows(backend, cases.select("case_id", "team", "opened", "ended").order_by("case_id"))
    opened = np.asarray(rows["opened"].to_pylist(), dtype=np.float64)
    took = np.asarray(rows["ended"].to_pylist(), dtype=np.float64) - opened
    late = late_openings(opened, took, None if until is None else float(until))
    return Times(opened, took, tuple(team or "" for team in rows["team"].to_pylist()), late)


def strata(
    backend: Any,
    events: Any,
    behaviour: Behaviour,
    *,
    kind: str | None = None,
    closed_before: date | None = None,
) -> tuple[Stratum, ...]:
    """Cases and rule violations by team and kind of case; cases that wait, or that no rule speaks of, are not counted.

    Args:
        behaviour: one with rules; its ``team_of`` says whose case it is.
        kind: the column whose value at a case's first event is the kind of the case; None: all are of one kind.

    Raises:
        takehold.evidence.conditions.NoSuchColumn: where the events do not carry ``kind``.
    """
    cases = _judged(events, behaviour, kind, closed_before)
    found = cases.group_by("team", "kind").aggregate(
        cases=cases.count(), violations=count(cases, cases.violated)
    )
    rows = engines.rows(backend, found).to_pylist()
    return tuple(
        sorted(
            (Stratum(row["team"], row["kind"], row["cases"], row["violations"]) for row in rows),
            key=lambda each: (each.team, each.kind),
        )
    )


def daily(
    backend: Any,
    events: Any,
    behaviour: Behaviour,
    *,
    kind: str,
    since: date,
    closed_before: date | None = None,
) -> tuple[tuple[date, Stratum], ...]:
    """``strata`` of each day that cases count for, from ``since`` on. Older cases are not looked at at all.

    Kinds beyond the thirty most frequent are one kind together: a column of numbers would else be as many kinds.
    """
    recent = events.filter(events.day >= since).select("case_id").distinct()
    cases = _judged(events.semi_join(recent, "case_id"), behaviour, kind, closed_before)
    cases = cases.filter(cases.day >= since)
    found = cases.group_by("day", "team", "kind").aggregate(
        cases=cases.count(), violations=count(cases, cases.violated)
    )
    rows = engines.rows(backend, found).to_pylist()
    often: Counter[str] = Counter()
    for row in rows:
        often[row["kind"]] += row["cases"] if row["kind"] else 0
    told = {name for name, _cases in sorted(often.items(), key=lambda each: (-each[1], each[0]))[:MOST_KINDS]}
    summed: dict[tuple[date, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        both = summed[row["day"], row["team"], row["kind"] if row["kind"] in told else ""]
        both[0] += row["cases"]
        both[1] += row["violations"]
    return tuple((day, Stratum(team, name, *both)) for (day, team, name), both in sorted(summed.items()))


def _judged(events: Any, behaviour: Behaviour, kind: str | None, closed_before: date | None) -> Any:
    """The cases that some rule speaks of and that wait for nothing: ``team, day, violated, kind``."""
    import ibis

    cases = outcomes(events, behaviour, closed_before=closed_before)
    cases = cases.filter(cases.chance)
    if kind is None:
        return cases.mutate(team=cases.team.fill_null(""), kind=ibis.literal(""))
    along = looked(events, ())
    kinds = along.group_by("case_id").aggregate(kind=column(along, kind).max(where=along.place == 0))
    joined = cases.join(kinds, "case_id").select("team", "day", "violated", "kind")
    return joined.mutate(team=joined.team.fill_null(""), kind=joined.kind.fill_null(""))
