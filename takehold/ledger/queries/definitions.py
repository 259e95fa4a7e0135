"""A behaviour as it is kept with a measure, and what makes two of them the same."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from takehold.evidence.facts import Behaviour, Condition, Rule, Test, attribute

WORDS = ("name", "question", "caution", "origin", "go_live", "kinds")
LATER = ("unit", "better", "kinds")
PARTS = frozenset({"case", "activity", "team"})


def to_json(behaviour: Behaviour) -> dict[str, Any]:
    """Plain values; ``from_json`` gives the behaviour back."""
    plain = asdict(behaviour)
    for name in LATER:
        if not plain[name]:  # so that a behaviour of before keeps its hash
            del plain[name]
    plain["go_live"] = behaviour.go_live.isoformat() if behaviour.go_live else None
    result: dict[str, Any] = json.loads(json.dumps(plain))
    return result


def from_json(plain: Mapping[str, Any]) -> Behaviour:
    """The behaviour that ``to_json`` wrote."""
    fields = dict(plain)
    for name in ("opportunity", "new_way", "old_way"):
        if fields.get(name) is not None:
            fields[name] = _condition(fields[name])
    fields["closing"] = tuple(fields.get("closing", ()))
    fields["rules"] = tuple(Rule(**rule) for rule in fields["rules"])
    fields["go_live"] = date.fromisoformat(fields["go_live"]) if fields["go_live"] else None
    return Behaviour(**fields)


def sha256(behaviour: Behaviour) -> str:
    """Of what decides the counts and the target; its words, its go-live and what is compared with what may change without a new version."""
    counted = {key: value for key, value in to_json(behaviour).items() if key not in WORDS}
    return hashlib.sha256(json.dumps(counted, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def needs(behaviour: Behaviour) -> tuple[str, ...]:
    """The attribute columns that its conditions test."""
    named = {
        test.column
        for condition in (behaviour.opportunity, behaviour.new_way, behaviour.old_way)
        if condition is not None
        for test in condition.tests
    }
    return tuple(sorted(attribute(column) for column in named - PARTS))


def filled_in(behaviour: Behaviour) -> frozenset[str]:
    """Attribute columns of which is only asked whether they are filled in: notes, mostly. What they say is not told."""
    asked: dict[str, set[str]] = defaultdict(set)
    for condition in (behaviour.opportunity, behaviour.new_way, behaviour.old_way):
        for test in condition.tests if condition is not None else ():
            asked[attribute(test.column)].add(test.op)
    return frozenset(name for name, ops in asked.items() if ops <= {"present", "missing"})


def by_event(behaviour: Behaviour) -> bool:
    """Whether each event counts for itself, so that new events only add rows."""
    return behaviour.per == "event" and behaviour.once_per is None


def _condition(plain: Mapping[str, Any]) -> Condition:
    tests = []
    for test in plain["tests"]:
        value = test["value"]
        tests.append(Test(test["column"], test["op"], tuple(value) if isinstance(value, list) else value))
    return Condition(tuple(tests))
