"""Conditions of a recipe as Ibis expressions, in the subset that every engine answers alike."""

from __future__ import annotations

from typing import Any

from takehold.evidence.facts import Condition, Scalar, Test, attribute
from takehold.evidence.sentences import Problem, nearest

TRUE = ("true", "1", "yes")
FALSE = ("false", "0", "no")
_PARTS = {"case": "case_id", "activity": "activity", "team": "team"}


class NoSuchColumn(Problem, ValueError):
    """A condition speaks of a column that the events do not carry. ``str()`` names it and those there are."""


def holds(events: Any, condition: Condition) -> list[Any]:
    """One expression per test, all of which must be true; null (a missing value) counts as not true.

    A missing value passes only the test ``missing``: an empty category is not "another category".
    """
    return [_test(column(events, test.column), test) for test in condition.tests]


def column(events: Any, name: str) -> Any:
    """The column of the events that ``name`` of a condition means.

    Raises:
        NoSuchColumn: when the events do not carry it.
    """
    if attribute(name) in events.columns:
        return events[attribute(name)]
    if name in _PARTS:
        return events[_PARTS[name]]
    known = [c[2:] for c in events.columns if c.startswith(attribute(""))]
    every = [*known, *_PARTS]
    raise NoSuchColumn(
        'The data has no column "{column}".{hint} It has: {known}.',
        column=name,
        hint=nearest(name, every),
        known=", ".join(every),
    )


def count(rows: Any, condition: Any) -> Any:
    """How many rows meet the condition. Never null: Spark sums a flag, and a sum of nulls only is null there."""
    return rows.count(where=condition.fill_null(False))


def _test(value: Any, test: Test) -> Any:
    match test.op:
        case "present":
            return value.notnull()
        case "missing":
            return value.isnull()
        case "matches":
            return value.re_search(str(test.value))
        case "at_most":
            return value.try_cast("float64") <= test.value
        case "at_least":
            return value.try_cast("float64") >= test.value
        case "is" | "in":
            return _any(value, _several(test.value))
        case "not" | "not_in":
            return value.notnull() & ~_any(value, _several(test.value))
    raise ValueError(f'The test "{test.op}" is not known.')


def _several(value: Scalar | tuple[Scalar, ...] | None) -> tuple[Scalar, ...]:
    if value is None:
        raise ValueError("This test needs a value.")
    return value if isinstance(value, tuple) else (value,)


def _any(value: Any, wanted: tuple[Scalar, ...]) -> Any:
    """Whether the value is one of ``wanted``: exact for texts, by size for numbers, any spelling for true and false."""
    plain = [w for w in wanted if isinstance(w, str) and w.lower() not in ("true", "false")]
    yes_no = [word for w in wanted for word in _spellings(w)]
    numbers = [float(w) for w in wanted if isinstance(w, int | float) and not isinstance(w, bool)]
    found = [value.isin(plain)] if plain else []
    if yes_no:
        found.append(value.lower().isin(yes_no))
    if numbers:
        found.append(value.try_cast("float64").isin(numbers).fill_null(False))
    either = found[0]
    for more in found[1:]:
        either = either | more
    return either


def _spellings(wanted: Scalar) -> tuple[str, ...]:
    word = str(wanted).lower()
    if isinstance(wanted, bool) or (isinstance(wanted, str) and word in ("true", "false")):
        return TRUE if word == "true" else FALSE
    return ()
