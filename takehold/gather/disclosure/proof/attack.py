"""The attacker: everything that was told about a survey, put together.

People whom no figure tells apart are a *class*; every difference of figures, however combined, is made of classes. So
a class of fewer than ``k`` is a group that can be worked out, and one of a single person is an answer laid open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from takehold.gather.disclosure.figures import Tally, tally
from takehold.gather.disclosure.publishing import Published
from takehold.gather.disclosure.variables import Kind, Variable, value

Figure = Callable[[Variable, Tally], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """One release, and for each person who answered: the index of their cell in it and their choices."""

    published: Published
    cell_of: Mapping[int, int]
    choices: Mapping[int, Mapping[str, Any]]
    _values: dict[str, dict[int, Any]] = field(default_factory=dict)

    def values(self, variable: Variable) -> dict[int, Any]:
        """What each person who answered it said."""
        if variable.key not in self._values:
            said = ((person, value(variable, choices)) for person, choices in self.choices.items())
            self._values[variable.key] = {person: word for person, word in said if word is not None}
        return self._values[variable.key]

    def unions(self, key: str) -> dict[int, tuple[int, ...]]:
        """For each atom (0: in none) the groups of which this variable is told and that hold it."""
        atoms = {group.number: group.atoms for group in self.published.groups}
        every = max((len(each) for each in atoms.values()), default=0)
        found: dict[int, list[int]] = {atom: [] for atom in range(every + 1)}
        for number, question, _figure in self.published.figures:
            if question == key:
                whole = len(atoms[number]) == every
                for atom in (*atoms[number], *((0,) if whole else ())):
                    found[atom].append(number)
        return {atom: tuple(numbers) for atom, numbers in found.items()}


def small_classes(told: Sequence[Told], variable: Variable, k: int) -> Iterator[int]:
    """Sizes under ``k`` of groups that all figures of this variable together tell apart."""
    signs: dict[int, list[tuple[int, ...]]] = {}
    for at, each in enumerate(told):
        unions = each.unions(variable.key)
        of_cell = [unions.get(atom or 0, ()) for atom in each.published.atoms]
        for person in each.values(variable):
            signs.setdefault(person, [()] * len(told))[at] = of_cell[each.cell_of[person]]
    sizes = Counter(tuple(sign) for sign in signs.values() if any(sign))
    return (size for size in sizes.values() if size < k)


def small_comment_groups(told: Told, k: int) -> Iterator[int]:
    """Numbers of answers, under ``k``, of the groups under which comments stand."""
    spoken = {number for number, _question, _place, _text in told.published.remarks}
    groups = told.published.comment_groups
    sizes = Counter(groups[cell] for cell in told.cell_of.values())
    return (size for group, size in sizes.items() if group in spoken and size < k)


def stable_orders(
    told: Told, author: Mapping[str, int], arrival: Mapping[int, int], least: int
) -> Iterator[int]:
    """Groups whose comments stand in the order of arrival, or in one order of people for two questions."""
    lists: dict[int, dict[str, list[int]]] = {}
    for number, question, _place, text in told.published.remarks:
        lists.setdefault(number, {}).setdefault(question, []).append(author[text])
    for number, by_question in lists.items():
        orders = [order for order in by_question.values() if len(order) >= least]
        if any(order == sorted(order, key=arrival.__getitem__) for order in orders) or (
            len(orders) > 1 and orders[0] == orders[1]
        ):
            yield number


def unanimous(told: Told, variable: Variable, figure: Figure) -> Iterator[int]:
    """Groups of which the figure can only mean that all gave the same answer."""
    groups = {group.number: group.atoms for group in told.published.groups}
    by_atom: dict[int, Counter[Any]] = {}
    for person, said in told.values(variable).items():
        atom = told.published.atoms[told.cell_of[person]]
        if atom is not None:
            by_atom.setdefault(atom, Counter())[said] += 1
    for number, key, _figure in told.published.figures:
        if key == variable.key:
            tallies = [by_atom[atom] for atom in groups[number] if atom in by_atom]
            kinds = set().union(*tallies)
            if len(kinds) == 1:
                said = kinds.pop()
                n = sum(each[said] for each in tallies)
                if _pinned(variable.key, variable.kind, len(variable.items), said, n, figure):
                    yield number


@lru_cache(maxsize=20_000)
def _pinned(key: str, kind: Kind, items: int, said: Any, n: int, figure: Figure) -> bool:
    """Whether no group in which one or two think otherwise has the same figure as one of ``n`` who all said this."""
    variable = Variable(key, kind, ("",) * items, choices=("true", "false"))
    values: Iterable[Any] = (
        range(items, 5 * items + 1) if kind in (Kind.RATING, Kind.ELEMENT) else variable.choices
    )
    others = [other for other in values if other != said]
    shown = figure(variable, tally([said] * n))
    one = ([said] * (n - 1) + [other] for other in others)
    two = ([said] * (n - 2) + [first, second] for first in others for second in others)
    return not any(figure(variable, tally(group)) == shown for way in (one, two) for group in way)


def small_groups(told: Told, k: int) -> Iterator[int]:
    """Sizes under ``k`` of groups that are spoken of at all."""
    atoms = Counter(told.published.atoms[cell] for cell in told.cell_of.values())
    sizes = (sum(atoms[atom] for atom in group.atoms) for group in told.published.groups)
    return (size for size in sizes if size < k)


@lru_cache(maxsize=20_000)
def told_exactly(
    participation: Callable[[int, int], tuple[int, int] | None], answered: int, invited: int
) -> bool:
    """Whether what is told of participation fits one number only."""
    shown = participation(answered, invited)
    return (
        shown is not None and sum(participation(other, invited) == shown for other in range(invited + 1)) < 2
    )
