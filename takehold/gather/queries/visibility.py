"""``visibleIf`` of SurveyJS: the part of its conditions that can be asked here, read once and never executed as code.

Grammar: ``{question} = 'value'`` with = != <> < > <= >= contains notcontains anyof, ``{question} empty`` and
``notempty``, joined by and, or, not and brackets. Anything else is refused when a survey is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

TOKEN: Final = re.compile(
    r"\s*(?:(?P<name>\{[^{}]{1,80}\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign><>|!=|<=|>=|==|=|<|>|\(|\)|\[|\]|,|&&|\|\||!)|(?P<word>[A-Za-z][\w-]*))"
)
SIGNS: Final[Mapping[str, str]] = {"==": "=", "equal": "=", "<>": "!=", "notequal": "!=", "&&": "and", "||": "or",
                                   "!": "not"}  # fmt: skip
COMPARISONS: Final = ("=", "!=", "<", ">", "<=", ">=", "contains", "notcontains", "anyof")
DEEPEST: Final = 20
LONGEST: Final = 2000

Test = Callable[[Mapping[str, Any]], bool]


class Unclear(ValueError):
    """The condition says something that cannot be asked here."""


@dataclass(slots=True)
class _Reader:
    tokens: list[tuple[str, str]]
    names: set[str]
    at: int = 0
    depth: int = 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise Unclear("it ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Test:
        parts = [self.both()]
        while self.peek() == "or":
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else lambda said: any(part(said) for part in parts)

    def both(self) -> Test:
        parts = [self.single()]
        while self.peek() == "and":
            self.take()
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else lambda said: all(part(said) for part in parts)

    def single(self) -> Test:
        kind, sign = self.take()
        if sign in ("not", "("):
            self.depth += 1
            if self.depth > DEEPEST:
                raise Unclear("it is nested too deeply")
        if sign == "not":
            inner = self.single()
            return lambda said: not inner(said)
        if sign == "(":
            inner = self.either()
            if self.take()[1] != ")":
                raise Unclear("a bracket is not closed")
            return inner
        if kind != "name":
            raise Unclear(f"“{sign}” stands where a question in braces should stand")
        return self.comparison(sign[1:-1].strip())

    def comparison(self, name: str) -> Test:
        self.names.add(name)
        _kind, how = self.take()
        if how in ("empty", "notempty"):
            return lambda said: (said.get(name) in (None, "", [])) == (how == "empty")
        if how not in COMPARISONS:
            raise Unclear(f"“{how}” is not understood")
        wanted = self.value()
        return lambda said: _compare(said.get(name), how, wanted)

    def value(self) -> Any:
        kind, sign = self.take()
        if sign == "[":
            found = [self.value()]
            while self.peek() == ",":
                self.take()
                found.append(self.value())
            if self.take()[1] != "]":
                raise Unclear("a list is not closed")
            return found
        if kind == "text":
            return sign[1:-1]
        if kind == "number":
            return float(sign) if "." in sign else int(sign)
        if kind == "word" and sign not in COMPARISONS:
            return {"true": True, "false": False}.get(sign, sign)
        raise Unclear(f"“{sign}” stands where a value should stand")


def _compare(said: Any, how: str, wanted: Any) -> bool:
    if said in (None, "", []):
        return how in ("!=", "notcontains")
    if how in ("=", "!="):
        return (str(said).lower() == str(wanted).lower() or said == wanted) == (how == "=")
    several = said if isinstance(said, list) else [said]
    if how in ("contains", "notcontains"):
        return (wanted in several or (isinstance(said, str) and str(wanted) in said)) == (how == "contains")
    if how == "anyof":
        return any(each in several for each in (wanted if isinstance(wanted, list) else [wanted]))
    try:
        left, right = float(said), float(wanted)
    except (TypeError, ValueError):
        return False
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[how]


@lru_cache(maxsize=500)
def read(condition: str) -> tuple[Test, frozenset[str]]:
    """The condition as a test over answers by question name, and the questions it speaks of. Raises ``Unclear``."""
    if len(condition) > LONGEST:
        raise Unclear("it is too long")
    tokens, at = [], 0
    text = condition.strip()
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise Unclear(f"“{text[at : at + 20]}” is not understood")
        kind, token = str(found.lastgroup), found[str(found.lastgroup)]
        plain = token.lower() if kind in ("sign", "word") else token
        tokens.append((kind, SIGNS.get(plain, plain)))
        at = found.end()
    reader = _Reader(tokens, set())
    test = reader.either()
    if reader.at != len(tokens):
        raise Unclear(f"“{reader.peek()}” comes after its end")
    return test, frozenset(reader.names)


def holds(conditions: tuple[str, ...], said: Mapping[str, Any]) -> bool:
    """Whether all conditions hold for these answers."""
    return all(read(each)[0](said) for each in conditions)
