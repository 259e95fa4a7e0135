"""From events to evidence rows: how often there was a chance, and how often it was taken the new way.

Only the portable subset of Ibis is used (``count(where=...)``, no ordered aggregates), so that every engine gives
the same digits. The chances are filtered first and grouped by team, day and person afterwards: far fewer rows.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from takehold.analysis.facts import Coded
from takehold.evidence import engines
from takehold.evidence.conditions import count, holds
from takehold.evidence.facts import Behaviour, Condition
from takehold.evidence.shaping import shaped

CLOSED_AFTER_DAYS = 28
"""An export does not say which cases are over: a case without an event for so many days counts as over."""


def evidence(
    events: Any, behaviour: Behaviour, *, people: bool = False, closed_before: date | None = None
) -> Any:
    """Evidence rows of one behaviour: an Ibis table with the columns of ``EVIDENCE_SCHEMA``.

    Args:
        events: an Ibis table with the columns of ``EVENT_SCHEMA`` and the attributes that the behaviour tests.
        behaviour: what to count.
        people: one row per person and day (persons that are not known share one row) instead of per day.
        closed_before: rules only: a case whose last event is on an earlier day counts as over.
    """
    if behaviour.rules:
        from takehold.evidence import process

        return process.evidence(events, behaviour, people=people, closed_before=closed_before)
    return counted(_chances(events, behaviour), behaviour, people=people)


def closed_before(behaviour: Behaviour, last_day: date) -> date:
    """The day before which a case's last event must lie for the case to count as over.

    ``closed_after`` = 0 days says that the data holds finished cases only.
    """
    silent = CLOSED_AFTER_DAYS if behaviour.closed_after is None else behaviour.closed_after
    return last_day - timedelta(days=silent) + timedelta(days=1)


def counted(chances: Any, behaviour: Behaviour, *, people: bool) -> Any:
    """Chances summed by team, day and (with ``people``) person."""
    import ibis

    keys: dict[str, Any] = {"team": chances.team.fill_null(""), "day": chances.day}
    if people:
        keys["actor"] = chances.actor
    old = behaviour.old_way
    totals = {
        "chances": chances.count(),
        "new_way": count(chances, _all(chances, behaviour.new_way or Condition())),
    }
    if old is not None:
        totals["old_way"] = count(chances, _all(chances, old))
    rows = chances.group_by(**keys).aggregate(**totals)
    nothing = {} if people else {"actor": ibis.null("int64")}
    unseen = {} if old is not None else {"old_way": ibis.null("int64")}
    return shaped(
        rows.mutate(**nothing, **unseen, pending=ibis.literal(0, "int64"), vacuous=ibis.literal(0, "int64")),
        behaviour,
    )


def _all(events: Any, condition: Condition) -> Any:
    import ibis

    tests = holds(events, condition)
    return ibis.and_(*tests) if tests else ibis.literal(True)


def _chances(events: Any, behaviour: Behaviour) -> Any:
    """The events that are a chance, one per case where the behaviour counts cases."""
    if behaviour.per == "case":
        return _cases(events, behaviour)
    tests = holds(events, behaviour.opportunity)
    chances = events.filter(tests) if tests else events
    return _last_of_case(chances) if behaviour.once_per == "case" else chances


def _cases(events: Any, behaviour: Behaviour) -> Any:
    """The last event of each case, with the team and day of the event that the behaviour names."""
    last = _last_of_case(events)
    if "first" in (behaviour.team_of, behaviour.period_of):
        first = _first_of_case(events).select(first_case="case_id", first_team="team", first_day="day")
        joined = last.join(first, last.case_id == first.first_case)
        last = joined.mutate(
            **({"team": joined.first_team} if behaviour.team_of == "first" else {}),
            **({"day": joined.first_day} if behaviour.period_of == "first" else {}),
        ).drop("first_case", "first_team", "first_day")
    tests = holds(last, behaviour.opportunity)
    return last.filter(tests) if tests else last


def _last_of_case(events: Any) -> Any:
    return _at_place(events, [events.occurred_at.desc(), events.ordinal.desc()])


def _first_of_case(events: Any) -> Any:
    return _at_place(events, [events.occurred_at, events.ordinal])


def _at_place(events: Any, order: list[Any]) -> Any:
    import ibis

    placed = events.mutate(place=ibis.row_number().over(group_by="case_id", order_by=order))
    return placed.filter(placed.place == 0).drop("place")


def collect(
    backend: Any,
    events: Any,
    behaviour: Behaviour,
    *,
    people: bool = False,
    last_day: date,
    size: int,
    memory: str = "400MB",
) -> tuple[pa.Table, tuple[Coded, ...]]:
    """Evidence rows of one behaviour as a table, and what to know beside them.

    Args:
        backend: from ``engines.connect``; the one that ``events`` belong to.
        last_day: the last day that the data speaks of.
        size: events there are; rules are counted in so many parts that each fits ``memory``.
    """
    if not behaviour.rules:
        return engines.rows(backend, evidence(events, behaviour, people=people)), ()
    from takehold.evidence import process

    before = closed_before(behaviour, last_day)
    return process.collect(
        backend, events, behaviour, people=people, closed_before=before, size=size, memory=memory
    )
