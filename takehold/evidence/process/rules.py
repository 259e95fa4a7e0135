"""What each kind of rule asks of the events of a case: one event at a time first, then the case as a whole.

``takehold.analysis.process`` has the same rules as automata on one case; the two are compared on random cases. Here a
rule is three numbers per case: how often it was touched, how often it was broken for good, and since when something
that it asks for is still owed. Order within a case is ``place`` (0, 1, 2, ...): time, then position in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from takehold.evidence.conditions import count
from takehold.evidence.facts import Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """Aggregates of one rule over the events of a case.

    Attributes:
        touched: how many events touch the rule.
        broken: how many events break it for good.
        owed: the earliest time since when something is owed; null when nothing is. An open case waits for it.
        lacking: whether a closed case is broken by what it still owes.
    """

    touched: Any
    broken: Any
    owed: Any
    lacking: Any


def looked(events: Any, rules: Sequence[Rule]) -> Any:
    """``events`` with the columns that look along the case: ``place`` and what the rules need besides."""
    import ibis

    along = {"group_by": "case_id", "order_by": [events.occurred_at, events.ordinal]}
    columns = {"place": ibis.row_number().over(**along), "after": events.activity.lead().over(**along)}
    if any(rule.kind.startswith("chain-") for rule in rules):
        columns["before"] = events.activity.lag().over(**along)
        columns["time_before"] = events.occurred_at.lag().over(**along)
        columns["time_after"] = events.occurred_at.lead().over(**along)
    placed = events.mutate(**columns)
    frames = {
        "until": ibis.window(rows=(1, None), group_by="case_id", order_by="place"),
        "since": ibis.window(rows=(None, -1), group_by="case_id", order_by="place"),
    }
    looks = sorted({look for rule in rules for look in _looks(rule)})
    further = {}
    for way, what, activity in looks:
        there = _if(placed.activity == activity, placed[what], None)
        nearest = there.min() if way == "until" else there.max()
        further[_name(way, what, activity)] = nearest.over(frames[way])
    return placed.mutate(**further) if further else placed


def _looks(rule: Rule) -> list[tuple[str, str, str]]:
    """(until or since, place or time, activity): the nearest later or earlier such event that the rule looks for."""
    looks: list[tuple[str, str, str]] = []
    a, b, timed = rule.a, str(rule.b), rule.within is not None
    _, _, half = rule.kind.rpartition("-")
    if rule.kind.startswith("alternate-"):
        if half in ("response", "succession"):
            looks += [("until", "place", a), ("until", "place", b)]
        if half in ("precedence", "succession"):
            looks += [("since", "place", a), ("since", "place", b)]
    if timed and not rule.kind.startswith("chain-"):
        if half in ("response", "succession") and rule.kind != "not-succession":
            looks.append(("until", "occurred_at", b))
        if half in ("precedence", "succession"):
            looks.append(("since", "occurred_at", a))
    return looks


def _name(way: str, what: str, activity: str) -> str:
    return f"{way}_{what}_{sha256(activity.encode()).hexdigest()[:16]}"


def asked(events: Any, rule: Rule) -> Asked:
    """The aggregates of ``rule`` over ``events`` as ``looked`` gives them."""
    kind = rule.kind
    if kind in ("init", "end", "existence", "absence"):
        return _alone(events, rule)
    if kind in ("not-coexistence", "exclusive-choice"):
        return _unordered(events, rule)
    if kind == "not-succession":
        return _not_succession(events, rule)
    order, _, half = kind.rpartition("-")
    halves = []
    if half in ("response", "succession"):
        halves.append(_RESPONSES[order](events, rule))
    if half in ("precedence", "succession"):
        halves.append(_PRECEDENCES[order](events, rule))
    first, *rest = halves
    if not rest:
        return first
    return Asked(first.touched + rest[0].touched, first.broken + rest[0].broken, first.owed, first.lacking)


def _alone(events: Any, rule: Rule) -> Asked:
    is_a = events.activity == rule.a
    every = events.count()
    if rule.kind == "init":
        return _asked(events, every, count(events, (events.place == 0) & ~is_a))
    found = count(events, is_a)
    if rule.kind == "absence":
        return _asked(events, every, _if(found >= rule.n, 1, 0))
    last = events.occurred_at.max()
    if rule.kind == "end":
        return Asked(every, every - every, last, count(events, events.after.isnull() & ~is_a) > 0)
    return _asked(events, every, every - every, _if(found < rule.n, last, None))


def _unordered(events: Any, rule: Rule) -> Asked:
    with_a, with_b = (
        count(events, events.activity == rule.a),
        count(events, events.activity == rule.b),
    )
    both = _if((with_a > 0) & (with_b > 0), 1, 0)
    if rule.kind == "not-coexistence":
        return _asked(events, with_a + with_b, both)
    return _asked(events, events.count(), both, _if(with_a + with_b == 0, events.occurred_at.max(), None))


def _not_succession(events: Any, rule: Rule) -> Asked:
    is_a, is_b = events.activity == rule.a, events.activity == rule.b
    if rule.within is None:
        broken = _if(events.place.min(where=is_a) < events.place.max(where=is_b), 1, 0)
    else:
        since = _look(events, "since", "occurred_at", rule.a)
        broken = count(events, is_b & since.notnull() & ~_late(since, events.occurred_at, rule))
    return _asked(events, count(events, is_a), broken)


def _response(events: Any, rule: Rule) -> Asked:
    is_a, is_b = events.activity == rule.a, events.activity == rule.b
    touched = count(events, is_a)
    if rule.within is None:
        last_b = events.place.max(where=is_b)
        waits = (touched > 0) & (last_b.isnull() | (events.place.max(where=is_a) > last_b))
        return _asked(events, touched, touched - touched, _if(waits, _time(events, is_a), None))
    answer = _look(events, "until", "occurred_at", rule.b)
    broken = count(events, is_a & _late(events.occurred_at, answer, rule))
    return _asked(events, touched, broken, _time(events, is_a & answer.isnull()))


def _precedence(events: Any, rule: Rule) -> Asked:
    is_a, is_b = events.activity == rule.a, events.activity == rule.b
    touched = count(events, is_b)
    if rule.within is None:
        first_a = events.place.min(where=is_a)
        broken = _if((touched > 0) & (first_a.isnull() | (first_a > events.place.min(where=is_b))), 1, 0)
    else:
        since = _look(events, "since", "occurred_at", rule.a)
        broken = count(events, is_b & (since.isnull() | _late(since, events.occurred_at, rule)))
    return _asked(events, touched, broken)


def _chain_response(events: Any, rule: Rule) -> Asked:
    is_a, last = events.activity == rule.a, events.after.isnull()
    wrong = (events.after != rule.b) | _late(events.occurred_at, events.time_after, rule)
    return _asked(
        events, count(events, is_a), count(events, is_a & ~last & wrong), _time(events, is_a & last)
    )


def _chain_precedence(events: Any, rule: Rule) -> Asked:
    is_b = events.activity == rule.b
    late = _late(events.time_before, events.occurred_at, rule)
    wrong = events.before.isnull() | (events.before != rule.a) | late
    return _asked(events, count(events, is_b), count(events, is_b & wrong))


def _alternate_response(events: Any, rule: Rule) -> Asked:
    is_a = events.activity == rule.a
    next_a, next_b = _look(events, "until", "place", rule.a), _look(events, "until", "place", rule.b)
    wrong = next_a.notnull() & (next_b.isnull() | (next_a < next_b))
    if rule.within is not None:
        wrong = wrong | _late(events.occurred_at, _look(events, "until", "occurred_at", rule.b), rule)
    waits = is_a & next_a.isnull() & next_b.isnull()
    return _asked(events, count(events, is_a), count(events, is_a & wrong), _time(events, waits))


def _alternate_precedence(events: Any, rule: Rule) -> Asked:
    is_b = events.activity == rule.b
    last_a, last_b = _look(events, "since", "place", rule.a), _look(events, "since", "place", rule.b)
    wrong = last_a.isnull() | (last_b.notnull() & (last_b > last_a))
    if rule.within is not None:
        wrong = wrong | _late(_look(events, "since", "occurred_at", rule.a), events.occurred_at, rule)
    return _asked(events, count(events, is_b), count(events, is_b & wrong))


_RESPONSES = {"": _response, "chain": _chain_response, "alternate": _alternate_response}
_PRECEDENCES = {"": _precedence, "chain": _chain_precedence, "alternate": _alternate_precedence}


def _asked(events: Any, touched: Any, broken: Any, owed: Any = None) -> Asked:
    """By default nothing is owed; what is owed breaks the rule when the case ends."""
    import ibis

    if owed is None:
        return Asked(touched, broken, _time(events, events.place < 0), ibis.literal(False))
    return Asked(touched, broken, owed, owed.notnull())


def late(since: Any, now: Any, within: int) -> Any:
    """Whether ``now`` is more than ``within`` seconds after ``since``."""
    import ibis

    return now > since + ibis.interval(seconds=within)


def _late(since: Any, now: Any, rule: Rule) -> Any:
    """As ``late``, and false (never null) where one of the two is missing or nothing is asked about time."""
    import ibis

    if rule.within is None:
        return ibis.literal(False)
    return late(since, now, rule.within).fill_null(False)


def _if(condition: Any, then: Any, otherwise: Any) -> Any:
    import ibis

    return ibis.cases((condition, then), else_=otherwise)


def _look(events: Any, way: str, what: str, activity: str | None) -> Any:
    return events[_name(way, what, str(activity))]


def _time(events: Any, condition: Any) -> Any:
    return events.occurred_at.min(where=condition)
