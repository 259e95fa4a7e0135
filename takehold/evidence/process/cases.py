"""A row per case: what the rules say of it, and the team and day that it counts for."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from takehold.evidence.conditions import count, holds
from takehold.evidence.facts import Behaviour, Rule
from takehold.evidence.process.rules import asked, late, looked
from takehold.evidence.shaping import shaped

_ENDS = ("team", "day", "actor")


def evidence(
    events: Any, behaviour: Behaviour, *, people: bool = False, closed_before: date | None = None
) -> Any:
    """Evidence rows: a chance is a case that a rule speaks of and that waits for nothing."""
    import ibis

    cases = outcomes(events, behaviour, closed_before=closed_before)
    keys: dict[str, Any] = {"team": cases.team.fill_null(""), "day": cases.day}
    told = cases.filter(cases.chance) if people else cases
    rows = told.group_by(**keys, **({"actor": told.actor} if people else {})).aggregate(
        chances=count(told, told.chance),
        new_way=count(told, told.chance & ~told.violated),
        **({} if people else _waiting(told)),
    )
    none, nobody = ibis.literal(0, "int64"), ibis.null("int64")
    if not people:
        return shaped(rows.mutate(actor=nobody, old_way=nobody), behaviour)
    others = cases.filter(~cases.chance)
    waiting = others.group_by(team=others.team.fill_null(""), day=others.day).aggregate(**_waiting(others))
    return shaped(rows.mutate(old_way=nobody, pending=none, vacuous=none), behaviour).union(
        shaped(waiting.mutate(actor=nobody, chances=none, new_way=none, old_way=nobody), behaviour)
    )


def outcomes(events: Any, behaviour: Behaviour, *, closed_before: date | None = None) -> Any:
    """One row per case: ``case_id, team, day, actor, violated, pending, vacuous, chance``.

    With an opportunity only the cases whose last event meets it are there. A new way beside the rules is asked of the
    last event too.
    """
    rules = behaviour.rules
    along = looked(events, rules)
    is_first, is_last = along.place == 0, along.after.isnull()
    at = {"first": is_first, "last": is_last}
    totals: dict[str, Any] = {
        "team": along.team.max(where=at[behaviour.team_of]),
        "day": along.day.max(where=at[behaviour.period_of]),
        "actor": along.actor.max(where=at[behaviour.team_of]),
        "last_activity": along.activity.max(where=is_last),
        "last_at": along.occurred_at.max(),
        "last_day": along.day.max(where=is_last),
        "meant": count(along, _both(is_last, holds(along, behaviour.opportunity))),
        "kept": count(along, _both(is_last, holds(along, behaviour.new_way) if behaviour.new_way else [])),
    }
    for number, rule in enumerate(rules):
        part = asked(along, rule)
        totals |= {
            f"touched_{number}": part.touched,
            f"broken_{number}": part.broken,
            f"owed_{number}": part.owed,
            f"lacking_{number}": part.lacking,
        }
    cases = along.group_by("case_id").aggregate(**totals)
    cases = cases.filter(cases.meant > 0).mutate(closed=_closed(cases, behaviour, closed_before))
    return _answered(cases, rules)


def _closed(cases: Any, behaviour: Behaviour, closed_before: date | None) -> Any:
    import ibis

    closed = ibis.literal(False)
    if behaviour.closing:
        closed = cases.last_activity.isin(behaviour.closing)
    if closed_before is not None:
        closed = closed | (cases.last_day < ibis.literal(closed_before))
    return closed


def _answered(cases: Any, rules: tuple[Rule, ...]) -> Any:
    """Pending when any rule is, else violated when any is, else satisfied when any is, else vacuous."""
    touched, violated, pending = [], [cases.kept == 0], []
    for number, rule in enumerate(rules):
        active = cases[f"touched_{number}"] > 0
        owed = cases[f"owed_{number}"]
        overdue = cases.closed & cases[f"lacking_{number}"]
        if rule.within is not None:
            overdue = overdue | (owed.notnull() & late(owed, cases.last_at, rule.within).fill_null(False))
        broken = active & ((cases[f"broken_{number}"].fill_null(0) > 0) | overdue)
        touched.append(active)
        violated.append(broken)
        pending.append(active & ~broken & owed.notnull() & ~cases.closed)
    told = cases.mutate(
        touched=reduce(or_, touched), violated=reduce(or_, violated), pending=reduce(or_, pending)
    )
    told = told.mutate(vacuous=~told.touched & ~told.pending, chance=told.touched & ~told.pending)
    return told.select("case_id", "team", "day", "actor", "violated", "pending", "vacuous", "chance")


def _waiting(cases: Any) -> dict[str, Any]:
    return {"pending": count(cases, cases.pending), "vacuous": count(cases, cases.vacuous)}


def _both(first: Any, others: list[Any]) -> Any:
    for other in others:
        first = first & other
    return first
