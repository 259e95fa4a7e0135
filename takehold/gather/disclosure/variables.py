"""What a survey's form asks, as variables: a question, an element of ADKAR over its items, the barrier. Pure.

The form is SurveyJS JSON. A rating with ``"takehold": {"element": "awareness"}`` is an item of that element
(``"reverse": true`` where agreeing is bad); a question of choices with ``"takehold": {"barrier": {choice: element}}``
tells the barrier itself. One with ``"takehold": {"reasons": true}`` is given the reasons of the change as choices when the
survey is planned and opened; whether the reasons have arrived is told of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

ELEMENTS: Final = ("awareness", "desire", "knowledge", "ability", "reinforcement")
TRUST: Final = "trust"
BARRIER: Final = "barrier"
NO_BARRIER: Final = "none"
ARRIVED: Final = "arrived"
NAMED, ELSE, UNKNOWN = "named", "else", "unknown"
"""Whether somebody names one of the change's reasons, something else, or says that they do not know."""
OF_THE_CHANGE: Final = "reason-"
BARRIER_AT: Final = 3
"""An element at three or below is a barrier; the first such is the barrier (Prosci's published reading)."""


class Kind(StrEnum):
    """How a variable is told."""

    RATING = "rating"
    ELEMENT = "element"
    CHOICE = "choice"
    MANY = "many"
    RANKING = "ranking"
    BARRIER = "barrier"


@dataclass(frozen=True, slots=True)
class Variable:
    """``key``: the question's name, or "element:NAME", or "barrier". ``items``: the questions it is made of."""

    key: str
    kind: Kind
    items: tuple[str, ...]
    low: int = 1
    high: int = 5
    choices: tuple[str, ...] = ()
    reverse: frozenset[str] = frozenset()
    elements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


def questions(definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Questions in their order, those in panels too."""
    waiting = [*reversed(definition.get("pages") or definition.get("elements") or [])]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, Mapping):
            continue
        inside = each.get("elements")
        if inside is not None:
            waiting += reversed(inside)
        elif each.get("name"):
            yield each


def variables(definition: Mapping[str, Any]) -> tuple[Variable, ...]:
    """Everything that is told about a survey but its comments."""
    asked = list(questions(definition))
    single = [found for found in map(_single, asked) if found is not None]
    ratings = {each.key: each for each in single if each.kind is Kind.RATING}
    of_reasons = {str(each["name"]) for each in asked if is_of_reasons(each)}
    items: dict[str, list[str]] = {}
    reverse = set()
    for each in asked:
        element = _ours(each).get("element")
        if each["name"] in ratings and element in (*ELEMENTS, TRUST):
            items.setdefault(element, []).append(each["name"])
            if _ours(each).get("reverse"):
                reverse.add(each["name"])
    elements = _elements(items, ratings, frozenset(reverse))
    alone = (each for each in single if each.key not in of_reasons)
    return (*alone, *elements, *_barriers(asked, single), *_arrived(single, of_reasons))


def value(variable: Variable, choices: Mapping[str, Any]) -> Any:
    """One respondent's value, hashable; None where the respondent left open what it takes.

    Rating: the number. Element: the sum over its items, which must all be answered. Choice, barrier: a word. Many: a
    frozen set. Ranking: a tuple.
    """
    kind = variable.kind
    if kind is Kind.RATING or kind is Kind.ELEMENT:
        return _sum(variable, choices)
    if kind is Kind.BARRIER:
        return _barrier(variable, choices)
    said = choices.get(variable.items[0])
    if kind is Kind.CHOICE:
        word = variable.told.get(word_of(said), "") if variable.told else word_of(said)
        return word if word in variable.choices else None
    words = [word_of(each) for each in said] if isinstance(said, list) else []
    kept = tuple(dict.fromkeys(word for word in words if word in variable.choices))
    if kind is Kind.RANKING:
        return kept if len(kept) == len(variable.choices) else None
    return frozenset(kept) if isinstance(said, list) else None


def word_of(said: object) -> str:
    """A choice's value as the word it is known by."""
    return str(said).lower() if isinstance(said, bool) else str(said)


def _ours(question: Mapping[str, Any]) -> Mapping[str, Any]:
    ours = question.get("takehold")
    return ours if isinstance(ours, Mapping) else {}


def _single(question: Mapping[str, Any]) -> Variable | None:
    name, kind = str(question["name"]), question.get("type")
    if kind == "rating":
        low, high = _scale(question)
        if high - low >= 3:
            return Variable(name, Kind.RATING, (name,), low, high)
        return Variable(name, Kind.CHOICE, (name,), choices=tuple(map(str, range(low, high + 1))))
    if kind == "boolean":
        return Variable(name, Kind.CHOICE, (name,), choices=("true", "false"))
    kinds = {
        "radiogroup": Kind.CHOICE,
        "dropdown": Kind.CHOICE,
        "checkbox": Kind.MANY,
        "ranking": Kind.RANKING,
    }
    if kind not in kinds:
        return None
    return Variable(name, kinds[kind], (name,), choices=_choices(question))


def _scale(question: Mapping[str, Any]) -> tuple[int, int]:
    values = [
        each.get("value") if isinstance(each, Mapping) else each for each in question.get("rateValues") or []
    ]
    numbers = [int(each) for each in values if isinstance(each, int | float)]
    if numbers:
        return min(numbers), max(numbers)
    return int(question.get("rateMin", 1)), int(question.get("rateMax", 5))


def _choices(question: Mapping[str, Any]) -> tuple[str, ...]:
    found = [
        word_of(each.get("value") if isinstance(each, Mapping) else each)
        for each in question.get("choices") or []
    ]
    for flags, word in ((("showOtherItem", "hasOther"), "other"), (("showNoneItem", "hasNone"), "none")):
        if any(question.get(flag) for flag in flags):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _elements(
    items: Mapping[str, Sequence[str]], ratings: Mapping[str, Variable], reverse: frozenset[str]
) -> Iterator[Variable]:
    five = [(name, tuple(items[name])) for name in ELEMENTS if name in items]
    for name in (*ELEMENTS, TRUST):
        names = tuple(items.get(name, ()))
        scales = {(ratings[each].low, ratings[each].high) for each in names}
        if len(scales) == 1:
            low, high = scales.pop()
            yield Variable(f"element:{name}", Kind.ELEMENT, names, low, high, reverse=reverse & set(names))
    if len(five) == len(ELEMENTS) and all(
        (ratings[each].low, ratings[each].high) == (1, 5) for _n, q in five for each in q
    ):
        every = tuple(each for _name, names in five for each in names)
        yield Variable(
            BARRIER,
            Kind.BARRIER,
            every,
            choices=(*ELEMENTS, NO_BARRIER),
            reverse=reverse,
            elements=tuple(five),
        )


def _barriers(asked: Sequence[Mapping[str, Any]], single: Sequence[Variable]) -> Iterator[Variable]:
    """What is most in the way, told by a choice, under a key of its own."""
    chosen = {each.key for each in single if each.kind is Kind.CHOICE}
    for each in asked:
        told = _ours(each).get("barrier")
        if isinstance(told, Mapping) and each["name"] in chosen:
            words = {word_of(choice): str(element) for choice, element in told.items()}
            named = tuple(dict.fromkeys((*ELEMENTS, *words.values(), NO_BARRIER)))
            yield Variable(
                f"{BARRIER}:{each['name']}", Kind.BARRIER, (each["name"],), choices=named, told=words
            )


def is_of_reasons(question: Mapping[str, Any]) -> bool:
    """Whether this question asks which of the change's reasons somebody would give."""
    return _ours(question).get("reasons") is True


def reason_key(text: str) -> str:
    """By what a reason is known as a choice: by its words, so that other words are another reason."""
    return OF_THE_CHANGE + hashlib.sha256(text.encode()).hexdigest()[:8]


def _arrived(single: Sequence[Variable], of_reasons: Collection[str]) -> Iterator[Variable]:
    """Whether one of the reasons is named, of the first question that was given them. Which one is told of nobody: beside the
    shares of single reasons one could work out that all of a small group named some."""
    for variable in single:
        if variable.kind is not Kind.CHOICE or variable.key not in of_reasons:
            continue
        told = {word: NAMED if word.startswith(OF_THE_CHANGE) else ELSE for word in variable.choices}
        if NAMED in told.values():
            told[UNKNOWN] = UNKNOWN
            yield Variable(ARRIVED, Kind.CHOICE, variable.items, choices=(NAMED, ELSE, UNKNOWN), told=told)
            return


def _sum(variable: Variable, choices: Mapping[str, Any]) -> int | None:
    total = 0
    for item in variable.items:
        said = choices.get(item)
        if type(said) is not int:  # a bool is an int too, and no point of a scale
            if not (isinstance(said, str) and said.lstrip("-").isdigit()):
                return None
            said = int(said)
        if not variable.low <= said <= variable.high:
            return None
        total += variable.low + variable.high - said if item in variable.reverse else said
    return total


def _barrier(variable: Variable, choices: Mapping[str, Any]) -> str | None:
    if variable.told:
        said = choices.get(variable.items[0])
        return None if said is None else variable.told.get(word_of(said), NO_BARRIER)
    first = NO_BARRIER
    for name, items in reversed(variable.elements):
        total = _sum(Variable(name, Kind.ELEMENT, items, reverse=variable.reverse), choices)
        if total is None:
            return None
        if total <= BARRIER_AT * len(items):
            first = name
    return first
