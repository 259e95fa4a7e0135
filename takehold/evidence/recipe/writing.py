"""A recipe as canonical TOML: the same recipe always gives the same text, and its hash is of that text."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date

from takehold.evidence.facts import Behaviour, Condition, Recipe, Rule, Test
from takehold.evidence.recipe.spans import written

_BARE = re.compile(r"^[A-Za-z0-9_-]+$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLAIN = (
    "key", "name", "per", "once_per", "team_of", "period_of", "target", "go_live", "closing", "kinds",
    "question", "caution", "origin", "unit", "better",
)  # fmt: skip
_DEFAULTS = {f.name: f.default for f in dataclasses.fields(Behaviour) if f.default is not dataclasses.MISSING}


def dump(recipe: Recipe) -> str:
    """Canonical TOML of a recipe; ``parse(dump(recipe))`` is the recipe again. What is at its default is left out."""
    return "\n".join(_lines(recipe)) + "\n"


def sealed(recipe: Recipe) -> Recipe:
    """The recipe with ``sha256`` of its canonical text."""
    return dataclasses.replace(recipe, sha256=hashlib.sha256(dump(recipe).encode()).hexdigest())


def _lines(recipe: Recipe) -> Iterator[str]:
    source = recipe.source
    yield "[source]"
    yield f'format = "{source.format}"'
    yield f'shape = "{source.shape}"'
    yield f"missing = {_value(source.missing)}"
    for name in ("timestamps", "timezone", "encoding", "delimiter", "sheet"):
        if (value := getattr(source, name)) is not None:
            yield f"{name} = {_value(value)}"
    yield ""
    yield "[columns]"
    for field in dataclasses.fields(recipe.columns):
        if (value := getattr(recipe.columns, field.name)) is not None:
            yield f"{field.name} = {_value(value)}"
    for column in sorted(recipe.values):
        yield ""
        yield f"[values.{_key(column)}]"
        for old, new in sorted(recipe.values[column].items()):
            yield f"{_key(old)} = {_value(new)}"
    for behaviour in recipe.behaviours:
        yield from _behaviour(behaviour)


def _behaviour(behaviour: Behaviour) -> Iterator[str]:
    yield ""
    yield "[[behaviour]]"
    for name in _PLAIN:
        value = getattr(behaviour, name)
        if (
            value not in (None, "", ())
            and value != _DEFAULTS.get(name)
            and (name, value) != ("per", "report")
        ):
            yield f"{name} = {_value(value)}"
    if behaviour.closed_after is not None:
        yield f'closed_after = "{behaviour.closed_after}d"'
    if behaviour.opportunity.tests:
        yield f"opportunity = {_condition(behaviour.opportunity)}"
    for name in ("new_way", "old_way"):
        if (condition := getattr(behaviour, name)) is not None:
            yield f"{name} = {_condition(condition)}"
    for rule in behaviour.rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield "[[behaviour.rule]]"
    yield f'kind = "{rule.kind}"'
    yield f"a = {_value(rule.a)}"
    if rule.b is not None:
        yield f"b = {_value(rule.b)}"
    if rule.within is not None:
        yield f'within = "{written(rule.within)}"'
    if rule.n != 1:
        yield f"n = {rule.n}"


def _condition(condition: Condition) -> str:
    """Tests in order of their columns; those of one column share a table."""
    groups: dict[str, list[Test]] = {}
    for test in condition.tests:
        groups.setdefault(test.column, []).append(test)
    inner = ", ".join(f"{_key(column)} = {_tests(tests)}" for column, tests in groups.items())
    return f"{{ {inner} }}" if inner else "{}"


def _tests(tests: list[Test]) -> str:
    if len(tests) == 1 and tests[0].op in ("is", "in"):
        return _value(tests[0].value)
    return "{ " + ", ".join(f"{t.op} = {_value(True if t.value is None else t.value)}" for t in tests) + " }"


def _key(name: str) -> str:
    return name if _BARE.match(name) else _value(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    if isinstance(value, Mapping):
        raise TypeError("a table is not a value")
    return '"' + "".join(_character(c) for c in str(value)) + '"'


def _character(c: str) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    return c if c.isprintable() or ord(c) > 0x9F else f"\\u{ord(c):04x}"
