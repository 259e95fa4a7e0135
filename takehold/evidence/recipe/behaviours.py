"""The behaviours of a recipe: conditions and rules, checked for sense before anything is counted."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TypeGuard

from takehold.evidence.facts import (
    ORDERED_KINDS,
    READY_MADE,
    RULE_KINDS,
    Behaviour,
    Condition,
    Rule,
    Scalar,
    Shape,
    Test,
)
from takehold.evidence.recipe.spans import seconds
from takehold.evidence.recipe.table import Table, kind
from takehold.evidence.sentences import Sentence

OPS = ("is", "in", "not", "not_in", "at_most", "at_least", "present", "missing", "matches")
ALONE = ("init", "end", "existence", "absence")
COUNTED = ("existence", "absence")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_ABOUT = ("key", "name", "target", "go_live", "question", "caution", "origin")
_MEASURED = (
    "per", "opportunity", "new_way", "old_way", "rule", "once_per", "team_of", "period_of", "closing", "closed_after",
    "kinds",
)  # fmt: skip


def behaviour(table: Table, roles: Mapping[str, str], shape: Shape = Shape.EVENTS) -> Behaviour:
    """One ``[[behaviour]]``. ``roles`` maps the file's columns to the part they play."""
    if shape is Shape.VALUES:
        return _report(table)
    counts = shape in READY_MADE
    table.only(*_ABOUT, *(() if counts else _MEASURED))
    key = _key(table)
    rules = tuple(_rule(t) for t in table.tables("rule"))
    per = table.choice("per", ("event", "case"), default="case" if rules else "event")
    _sense(table, per, rules, counts=counts)
    return Behaviour(
        key=key,
        name=table.text("name"),
        per=per,
        opportunity=_condition(table, "opportunity", roles) or Condition(),
        new_way=_condition(table, "new_way", roles),
        old_way=_condition(table, "old_way", roles),
        rules=rules,
        once_per=table.choice("once_per", ("case",)) if table.has("once_per") else None,
        team_of=table.choice("team_of", ("first", "last"), default="first"),
        period_of=table.choice("period_of", ("first", "last"), default="first"),
        target=table.share("target"),
        go_live=table.day("go_live"),
        question=table.text("question", default=""),
        caution=table.text("caution", default=""),
        origin=table.text("origin", default=""),
        closing=table.texts("closing"),
        closed_after=_days(table),
        kinds=roles.get(table.text("kinds", default=""), table.text("kinds", default="")),
    )


def _key(table: Table) -> str:
    key = table.text("key")
    if not _SLUG.match(key) or len(key) > 80:
        raise table.wrong(
            "key",
            Sentence('"{key}" cannot be a key: small letters, digits and hyphens, at most 80.', key=key),
        )
    return key


def _report(table: Table) -> Behaviour:
    """A figure measured elsewhere: what it is called, in what it is measured, and which way is better."""
    if table.has("target"):
        raise table.wrong("target", Sentence("A target is a share; a file of values has no shares."))
    table.only("key", "name", "unit", "better", "question", "caution", "origin")
    unit = table.text("unit", default="")
    if len(unit) > 40:
        raise table.wrong("unit", Sentence('A "unit" is short, such as "minutes".'))
    return Behaviour(
        key=_key(table),
        name=table.text("name"),
        per="report",
        unit=unit,
        better=table.choice("better", ("lower", "higher")) if table.has("better") else "",
        question=table.text("question", default=""),
        caution=table.text("caution", default=""),
        origin=table.text("origin", default=""),
    )


def _sense(table: Table, per: str, rules: tuple[Rule, ...], *, counts: bool) -> None:
    if counts:
        return
    if rules and per == "event":
        raise table.wrong("per", Sentence('Rules speak of whole cases: write per = "case".'))
    if rules and table.has("old_way"):
        raise table.wrong(
            "old_way",
            Sentence("Rules have no old way of their own: a case that breaks one is counted as not done."),
        )
    if table.has("kinds") and not rules:
        raise table.wrong(
            "kinds",
            Sentence('"kinds" tells kinds of cases apart where rules are compared; write a rule first.'),
        )
    if not rules and not table.has("new_way"):
        raise table.wrong(
            "new_way",
            Sentence('"new_way" is missing: what does a row look like when it was done the new way?'),
        )
    if per == "case" and table.has("once_per"):
        raise table.wrong(
            "once_per", Sentence('With per = "case" each case already counts once; leave "once_per" out.')
        )


def _days(table: Table) -> int | None:
    if not table.has("closed_after"):
        return None
    span = seconds(table.text("closed_after"))
    if span is None or span % 86_400:
        raise table.wrong(
            "closed_after", Sentence('"closed_after" is a number of days or weeks, such as "28d" or "4w".')
        )
    return span // 86_400


def _rule(table: Table) -> Rule:
    table.only("kind", "a", "b", "within", "n")
    name = table.choice("kind", RULE_KINDS)
    alone = name in ALONE
    if alone and table.has("b"):
        raise table.wrong("b", Sentence('"{name}" speaks of one activity; leave "b" out.', name=name))
    if not alone and not table.has("b"):
        raise table.wrong("b", Sentence('"b" is missing: "{name}" speaks of two activities.', name=name))
    a, b = table.text("a"), None if alone else table.text("b")
    if a == b:
        raise table.wrong(
            "b",
            Sentence(
                '"a" and "b" are the same activity, "{name}"; to count it use absence or existence with n.',
                name=a,
            ),
        )
    if table.has("within") and name not in ORDERED_KINDS:
        raise table.wrong(
            "within",
            Sentence('"{name}" has no order in time, so "within" does not apply.', name=name),
            ORDERED_KINDS,
        )
    if table.has("n") and name not in COUNTED:
        raise table.wrong("n", Sentence('"n" does not apply to "{name}".', name=name), COUNTED)
    span = seconds(table.text("within")) if table.has("within") else None
    if table.has("within") and not span:
        raise table.wrong("within", Sentence('"within" is a span such as "5d", "4h" or "30m".'))
    return Rule(kind=name, a=a, b=b, within=span, n=table.whole("n", least=1, default=1))


def _condition(table: Table, key: str, roles: Mapping[str, str]) -> Condition | None:
    if not table.has(key):
        return None
    inner = table.table(key)
    tests: list[Test] = []
    for column in inner.keys():  # noqa: SIM118 - a Table is not a mapping
        value = inner.value(column)
        name = roles.get(column, column)
        if isinstance(value, dict):
            nested = inner.table(column)
            nested.only(*OPS)
            tests += [Test(name, op, _operand(nested, op, v)) for op, v in value.items()]
        else:
            op = "in" if isinstance(value, list) else "is"
            tests.append(Test(name, op, _operand(inner, column, value, op=op)))
    return Condition(tuple(tests))


def _operand(
    table: Table, key: str, value: object, *, op: str | None = None
) -> Scalar | tuple[Scalar, ...] | None:
    """The value of one test, of the type that its comparison needs."""
    op = op or key
    if op in ("present", "missing"):
        if value is not True:
            raise table.wrong(
                key,
                Sentence('"{name}" is only ever true; for the opposite use the other of the two.', name=op),
                ("present", "missing"),
            )
        return None
    if op in ("in", "not_in"):
        if not isinstance(value, list) or not value or not all(_scalar(v) for v in value):
            raise table.wrong(
                key,
                Sentence(
                    '"{name}" takes a list with at least one value, not {what}.', name=op, what=kind(value)
                ),
            )
        return tuple(value)
    if op in ("at_most", "at_least"):
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise table.wrong(
                key, Sentence('"{name}" takes a number, not {what}.', name=op, what=kind(value))
            )
        return value
    if op == "matches":
        return _pattern(table, key, value)
    if not _scalar(value):
        raise table.wrong(
            key, Sentence("Compare with a text, a number, true or false, not with {what}.", what=kind(value))
        )
    return value


def _pattern(table: Table, key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise table.wrong(key, Sentence('"matches" takes a regular expression of at most 200 characters.'))
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        raise table.wrong(
            key, Sentence('"{text}" is not a regular expression: {why}.', text=value, why=str(error))
        ) from error
    if re.search(r"\(\?[=!<]|\\[1-9]", value):
        raise table.wrong(
            key,
            Sentence(
                '"{text}" looks around or back, which not every engine can do; use plain patterns.',
                text=value,
            ),
        )
    return value


def _scalar(value: object) -> TypeGuard[Scalar]:
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))
