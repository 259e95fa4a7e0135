"""The rules of the house as one value, and that value with each rule taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from takehold.gather.disclosure import bands, figures, tree
from takehold.gather.disclosure.publishing import RULES, Rules
from takehold.gather.disclosure.tree import Groups, Leaf
from takehold.gather.disclosure.variables import Variable


@dataclass(frozen=True, slots=True)
class House:
    """How surveys are held. ``opening``: cells; ``rules``: the release; ``participation``: what is told while open.

    ``trees`` released (one of them), ``late`` answers released again, ``live`` figures before the close.
    """

    opening: Callable[[Sequence[Leaf], int], Groups] = tree.merge
    rules: Rules = RULES
    participation: Callable[[int, int], tuple[int, int] | None] = bands.participation
    trees: tuple[str, ...] = ("team",)
    late: bool = False
    live: bool = False
    k_scores: int = 5
    k_comments: int = 10


def alone(leaves: Sequence[Leaf], k: int) -> Groups:
    """Every leaf a group, however small."""
    return tuple((at,) for at, leaf in enumerate(leaves) if leaf.weight)


def dropped(leaves: Sequence[Leaf], k: int) -> Groups:
    """Small groups are just not shown: what most products do."""
    return tuple((at,) for at, leaf in enumerate(leaves) if leaf.weight >= k)


def exact(variable: Variable, tally: figures.Tally) -> dict[str, Any]:
    """How many said what, to the number."""
    return {"kind": variable.kind.value, "n": sum(tally.values()), "said": sorted(map(repr, tally.items()))}


def unchecked(variable: Variable, tally: figures.Tally) -> dict[str, Any]:
    """No figure at all, so that a group under five does not stop the release before the attacker sees it."""
    return {"kind": variable.kind.value}


_SMALL: Final = replace(RULES, figure=unchecked)
HOUSE: Final = House()
WITHOUT: Final[Mapping[str, House]] = {
    "opening-groups": replace(HOUSE, opening=alone),
    "closing-groups": replace(HOUSE, rules=replace(_SMALL, merge=alone)),
    "remainder": replace(HOUSE, rules=replace(_SMALL, merge=dropped)),
    "questions": replace(HOUSE, rules=replace(_SMALL, of_a_question=alone)),
    "bands": replace(HOUSE, rules=replace(RULES, figure=exact)),
    "comments": replace(HOUSE, rules=replace(RULES, of_comments=alone)),
    "shuffle": replace(HOUSE, rules=replace(RULES, order=lambda texts, _rng: texts)),
    "late-answers": replace(HOUSE, late=True),
    "before-close": replace(HOUSE, live=True, rules=_SMALL),
    "participation": replace(HOUSE, participation=lambda answered, _invited: (answered, answered)),
    "one-tree": replace(HOUSE, trees=("team", "role"), rules=_SMALL),
}
"""Each rule by the name that ``takehold verify-privacy --without`` knows it by, and the house without it."""
