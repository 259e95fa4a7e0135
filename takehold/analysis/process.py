"""Process rules on one case: Declare templates as small automata with four answers.

Satisfied, violated, vacuous (nothing in the case touched the rule) or pending (the case is open, and what the rule asks
for can still happen). ``docs/reference/process-rules.md`` has the meaning of each template in words; the templates are
those of Pesic and van der Aalst (Declare), the readings of activation those of Di Ciccio and Montali.

Events of a case are ordered by time, ties by their order in the file. ``hangs_on_tie`` says whether another order of
events at the same time would have given another answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

KINDS: Final = (
    "init", "end", "existence", "absence", "response", "precedence", "succession",
    "chain-response", "chain-precedence", "chain-succession",
    "alternate-response", "alternate-precedence", "alternate-succession",
    "not-succession", "not-coexistence", "exclusive-choice",
)  # fmt: skip
UNARY: Final = frozenset(("init", "end", "existence", "absence"))
UNORDERED: Final = frozenset((*UNARY, "not-coexistence", "exclusive-choice"))


class Outcome(StrEnum):
    """What a rule says of one case."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    VACUOUS = "vacuous"
    PENDING = "pending"


# A state is (active, violated, mark): whether the rule was touched, whether it is broken for good, and what the template
# remembers: a time, a count, or which of a and b were seen. A symbol is "a", "b" or ".".
_State = tuple[bool, bool, float | int | None]
_Step = Callable[["_State", str, float, "_Terms"], "_State"]
_START: Final[_State] = (False, False, None)


@dataclass(frozen=True, slots=True)
class _Terms:
    within: float | None
    n: int

    def late(self, since: float, now: float) -> bool:
        return self.within is not None and now - since > self.within


def check(
    rule_kind: str,
    a: str,
    b: str | None,
    activities: Sequence[str],
    times: Sequence[float],
    within: float | None = None,
    n: int = 1,
    closed: bool = True,
    until: float | None = None,
) -> Outcome:
    """What one rule says of one case.

    Args:
        rule_kind: one of ``KINDS``.
        a: the first activity of the rule.
        b: the second, None for init, end, existence and absence.
        activities: of the case's events, in file order.
        times: of the same events, in seconds.
        within: seconds allowed between the two; only for kinds with an order.
        n: how often, for existence (at least n) and absence (fewer than n).
        closed: whether the case can no longer change. A closed case is never pending.
        until: the time up to which the log was looked at; by default the case's last event.

    Raises:
        ValueError: a kind that is not known, or arguments that do not belong to it.
    """
    groups = _groups(rule_kind, a, b, activities, times, within)
    terms, parts = _Terms(within, n), _PARTS[rule_kind]
    states = [_START] * len(parts)
    for time, symbols in groups:
        for symbol in symbols:
            states = [step(s, symbol, time, terms) for step, s in zip(parts, states, strict=True)]
    return _answer(rule_kind, states, terms, closed, _horizon(groups, until))


def hangs_on_tie(
    rule_kind: str,
    a: str,
    b: str | None,
    activities: Sequence[str],
    times: Sequence[float],
    within: float | None = None,
    n: int = 1,
    closed: bool = True,
    until: float | None = None,
) -> bool:
    """Whether events at the same time, put in another order, would change what ``check`` answers."""
    groups = _groups(rule_kind, a, b, activities, times, within)
    terms, parts = _Terms(within, n), _PARTS[rule_kind]
    reached: set[tuple[_State, ...]] = {(_START,) * len(parts)}
    for time, symbols in groups:
        reached = set().union(*(_orders(s, Counter(symbols), time, terms, parts) for s in reached))
    horizon = _horizon(groups, until)
    return len({_answer(rule_kind, states, terms, closed, horizon) for states in reached}) > 1


def combine(outcomes: Iterable[Outcome]) -> Outcome:
    """One answer for a case with several rules: pending before all, then violated, then satisfied, else vacuous."""
    found = set(outcomes)
    for outcome in (Outcome.PENDING, Outcome.VIOLATED, Outcome.SATISFIED):
        if outcome in found:
            return outcome
    return Outcome.VACUOUS


def _groups(
    kind: str, a: str, b: str | None, activities: Sequence[str], times: Sequence[float], within: float | None
) -> list[tuple[float, str]]:
    """Symbols of the events at each time, in file order, times ascending."""
    if kind not in _PARTS:
        raise ValueError(f"{kind!r} is not a kind of rule; there are: {', '.join(KINDS)}")
    if (b is None) != (kind in UNARY):
        raise ValueError(f"{kind} takes {'one activity' if kind in UNARY else 'two activities, a and b'}")
    if a == b:
        raise ValueError(f"{kind} needs two different activities")
    if within is not None and kind in UNORDERED:
        raise ValueError(f"{kind} has no order, so 'within' has no meaning for it")
    events = sorted(zip(times, activities, strict=True), key=lambda event: event[0])
    name = {a: "a", b: "b"}
    return [
        (time, "".join(name.get(activity, ".") for _, activity in group))
        for time, group in groupby(events, key=lambda event: event[0])
    ]


def _horizon(groups: Sequence[tuple[float, str]], until: float | None) -> float:
    last = groups[-1][0] if groups else float("-inf")
    return last if until is None else max(last, until)


def _orders(
    states: tuple[_State, ...], left: Counter[str], time: float, terms: _Terms, parts: tuple[_Step, ...]
) -> set[tuple[_State, ...]]:
    """Every state that some order of the symbols ``left`` leads to."""
    reached = {(states, tuple(sorted(left.items())))}
    done: set[tuple[_State, ...]] = set()
    while reached:
        following = set()
        for now, rest in reached:
            if not rest:
                done.add(now)
            for symbol, _ in rest:
                after = tuple(step(s, symbol, time, terms) for step, s in zip(parts, now, strict=True))
                fewer = tuple((s, c - (s == symbol)) for s, c in rest if c - (s == symbol) > 0)
                following.add((after, fewer))
        reached = following
    return done


def _answer(kind: str, states: Sequence[_State], terms: _Terms, closed: bool, horizon: float) -> Outcome:
    """The answer at the end of what was seen. A rule of two halves is broken by either and active by either."""
    active = any(state[0] for state in states)
    if not active:
        return Outcome.VACUOUS
    if any(state[1] for state in states):
        return Outcome.VIOLATED
    mark = states[0][2]
    if kind == "end" and not closed:
        return Outcome.PENDING
    if not _owes(kind, mark, terms):
        return Outcome.SATISFIED
    late = kind in _RESPONSES and mark is not None and terms.late(mark, horizon)
    return Outcome.VIOLATED if closed or late else Outcome.PENDING


def _owes(kind: str, mark: float | int | None, terms: _Terms) -> bool:
    """Whether something that the rule asks for had not happened when the events ended."""
    if kind in _RESPONSES:
        return mark is not None
    if kind == "existence":
        return (mark or 0) < terms.n
    return kind in ("exclusive-choice", "end") and not mark


def _init(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, _ = state
    return (True, violated if active else symbol != "a", None)


def _end(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    return (True, False, int(symbol == "a"))


def _existence(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    return (True, False, min((state[2] or 0) + (symbol == "a"), terms.n))


def _absence(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    count = min((state[2] or 0) + (symbol == "a"), terms.n)
    return (True, count >= terms.n, count)


def _response(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, owed = state  # owed: the earliest a without a b; if that one is in time, all are
    if symbol == "a":
        return (True, violated, time if owed is None else owed)
    if symbol == "b" and owed is not None:
        return (active, violated or terms.late(owed, time), None)
    return state


def _precedence(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, last = state  # last: the latest a
    if symbol == "a":
        return (active, violated, time)
    if symbol == "b":
        return (True, violated or last is None or terms.late(last, time), last)
    return state


def _chain_response(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, owed = state  # owed: the event before, if it was an a
    broken = owed is not None and (symbol != "b" or terms.late(owed, time))
    return (active or symbol == "a", violated or broken, time if symbol == "a" else None)


def _chain_precedence(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, before = state  # before: the event before, if it was an a
    broken = symbol == "b" and (before is None or terms.late(before, time))
    return (active or symbol == "b", violated or broken, time if symbol == "a" else None)


def _alternate_response(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, owed = state
    if symbol == "a":
        return (True, violated or owed is not None, time)
    if symbol == "b" and owed is not None:
        return (active, violated or terms.late(owed, time), None)
    return state


def _alternate_precedence(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, last = state  # last: the latest a since the b before
    if symbol == "a":
        return (active, violated, time)
    if symbol == "b":
        return (True, violated or last is None or terms.late(last, time), None)
    return state


def _not_succession(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    active, violated, last = state
    if symbol == "a":
        return (True, violated, time)
    if symbol == "b" and last is not None:
        return (active, violated or not terms.late(last, time), last)
    return state


def _both(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    seen = int(state[2] or 0) | {"a": 1, "b": 2}.get(symbol, 0)
    return (seen > 0, seen == 3, seen)


def _either(state: _State, symbol: str, time: float, terms: _Terms) -> _State:
    _, violated, seen = _both(state, symbol, time, terms)
    return (True, violated, seen)


_RESPONSES: Final = frozenset(
    f"{order}{name}" for order in ("", "chain-", "alternate-") for name in ("response", "succession")
)
_PARTS: Final[dict[str, tuple[_Step, ...]]] = {
    "init": (_init,),
    "end": (_end,),
    "existence": (_existence,),
    "absence": (_absence,),
    "response": (_response,),
    "precedence": (_precedence,),
    "succession": (_response, _precedence),
    "chain-response": (_chain_response,),
    "chain-precedence": (_chain_precedence,),
    "chain-succession": (_chain_response, _chain_precedence),
    "alternate-response": (_alternate_response,),
    "alternate-precedence": (_alternate_precedence,),
    "alternate-succession": (_alternate_response, _alternate_precedence),
    "not-succession": (_not_succession,),
    "not-coexistence": (_both,),
    "exclusive-choice": (_either,),
}
