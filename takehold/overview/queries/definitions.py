"""How a behaviour is counted, from the stored definition to sentences that somebody who knows the tool can check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from takehold.evidence.facts import Behaviour
from takehold.overview.facts import Definition

RULES = {
    "init": gettext_noop("The first step of a case is {a}."),
    "end": gettext_noop("The last step of a case is {a}."),
    "existence": gettext_noop("{a} happens at least {n} times."),
    "absence": gettext_noop("{a} happens fewer than {n} times."),
    "response": gettext_noop("After {a} comes {b} at some time."),
    "precedence": gettext_noop("{b} comes only after {a}."),
    "succession": gettext_noop("{a} is followed by {b}, and {b} comes only after {a}."),
    "chain-response": gettext_noop("Directly after {a} comes {b}."),
    "chain-precedence": gettext_noop("{b} comes only directly after {a}."),
    "chain-succession": gettext_noop("{a} and {b} stand directly one after the other."),
    "alternate-response": gettext_noop("After each {a} comes {b} before the next {a}."),
    "alternate-precedence": gettext_noop("Each {b} has its own {a} before it."),
    "alternate-succession": gettext_noop("{a} and {b} take turns."),
    "not-succession": gettext_noop("After {a} there is never {b}."),
    "not-coexistence": gettext_noop("{a} and {b} never happen in the same case."),
    "exclusive-choice": gettext_noop("Either {a} or {b} happens, not both."),
}
"""What each Declare template asks for. Pesic and van der Aalst, A Declarative Approach for Flexible Business Processes."""


def spoken(definition: Mapping[str, Any]) -> Definition:
    """The definition in words."""
    per_case = definition.get("per") == "case" or definition.get("once_per") == "case"
    return Definition(
        unit=_("each case, once") if per_case else _("each time it happens"),
        chance=condition(definition.get("opportunity")) or _("every record"),
        new_way=condition(definition.get("new_way")),
        old_way=condition(definition.get("old_way")),
        rules=tuple(rule(each) for each in definition.get("rules") or ()),
    )


def condition(plain: Mapping[str, Any] | None) -> str:
    """All of its tests, joined by "and"."""
    tests = (plain or {}).get("tests") or ()
    return _(" and ").join(test(each) for each in tests)


def test(plain: Mapping[str, Any]) -> str:
    """One comparison of a column: ``State is Resolved or Closed``."""
    column, value = str(plain["column"]), plain.get("value")
    given = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    listed = _(" or ").join(str(each) for each in given)
    forms = {
        "is": _("{column} is {value}"),
        "in": _("{column} is {value}"),
        "not": _("{column} is not {value}"),
        "not_in": _("{column} is not {value}"),
        "at_most": _("{column} is at most {value}"),
        "at_least": _("{column} is at least {value}"),
        "present": _("{column} is filled in"),
        "missing": _("{column} is empty"),
        "matches": _("{column} has the form {value}"),
    }
    if plain["op"] in ("present", "missing") and value is False:
        return forms["missing" if plain["op"] == "present" else "present"].format(column=column)
    return forms[plain["op"]].format(column=column, value=listed)


def rule(plain: Mapping[str, Any]) -> str:
    """One rule over the steps of a case."""
    sentence = _(RULES[plain["kind"]]).format(a=plain["a"], b=plain.get("b"), n=plain.get("n") or 1)
    if plain.get("within"):
        hours = plain["within"] / 3600
        limit = (
            _("{n} days").format(n=round(hours / 24, 1))
            if hours >= 48
            else _("{n} hours").format(n=round(hours, 1))
        )
        sentence = _("{sentence} Within {limit}.").format(sentence=sentence, limit=limit)
    return sentence


def of(behaviour: Behaviour) -> Definition:
    """A behaviour of the library in words."""
    return spoken(asdict(behaviour))
