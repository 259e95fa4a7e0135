"""What a closed survey lets out, once: groups, figures, comments. Pure; the rules are one value each, so that a proof
can take one away and see itself fail.

*Atoms* are cells put together until each has ``k_scores`` answers. Every figure is about a union of atoms: an atom, the
atoms under one place of the tree, or all. A question that few of an atom answered is told of a larger union only, along
the same tree, so that no difference of figures speaks of fewer than ``k_scores`` answers either.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from takehold.gather.disclosure import bands, figures, tree
from takehold.gather.disclosure.figures import Tally
from takehold.gather.disclosure.tree import Groups, Leaf, Path
from takehold.gather.disclosure.variables import Variable, value

WHOLE = 0


@dataclass(frozen=True, slots=True)
class Respondent:
    """One answer: the index of its cell and the choices by question."""

    cell: int
    choices: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remark:
    """One free line and the index of its cell."""

    cell: int
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A union of atoms that is spoken of. Number 0 is all of them, then each alone, then places of the tree.

    ``base`` is False for those that only a question few answered, or the comments, are told of.
    """

    number: int
    name: str
    atoms: frozenset[int]
    n: str
    base: bool = True


@dataclass(frozen=True, slots=True)
class Published:
    """``atoms`` and ``comment_groups``: for each cell the group it went into, None where nothing is released.

    ``figures``: (group, variable's key, figure). ``remarks``: (group, question, place from 1, text).
    """

    atoms: tuple[int | None, ...]
    comment_groups: tuple[int | None, ...]
    groups: tuple[Group, ...] = ()
    figures: tuple[tuple[int, str, dict[str, Any]], ...] = ()
    remarks: tuple[tuple[int, str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a release, each a function. The product knows one value of it: the default."""

    merge: Callable[[Sequence[Leaf], int], Groups] = tree.merge
    of_a_question: Callable[[Sequence[Leaf], int], Groups] = tree.merge
    of_comments: Callable[[Sequence[Leaf], int], Groups] = tree.merge
    figure: Callable[[Variable, Tally], dict[str, Any]] = figures.figure
    order: Callable[[list[str], random.Random], list[str]] = lambda texts, rng: shuffled(texts, rng)


RULES = Rules()


def shuffled(texts: list[str], rng: random.Random) -> list[str]:
    """An order drawn anew. Sorted first, so that the order of arrival is not even in what the drawing began with."""
    found = sorted(texts)
    rng.shuffle(found)
    return found


@dataclass(slots=True)
class _Sets:
    """Unions of atoms by their number."""

    names: Sequence[str]
    sizes: Sequence[int]
    found: dict[frozenset[int], Group] = field(default_factory=dict)

    def number(self, atoms: frozenset[int], name: str = "", *, base: bool = False) -> int:
        """The number of this union, a new one where nobody spoke of it yet."""
        if atoms not in self.found:
            called = name or tree.joined_name([self.names[each - 1] for each in sorted(atoms)])
            n = sum(self.sizes[each - 1] for each in atoms)
            self.found[atoms] = Group(len(self.found), called, atoms, bands.size(n) if n >= 5 else "", base)
        return self.found[atoms].number


def publish(
    cells: Sequence[Path],
    respondents: Sequence[Respondent],
    remarks: Sequence[Remark],
    asked: Sequence[Variable],
    *,
    k_scores: int,
    k_comments: int,
    rng: random.Random,
    whole: str = "",
    rules: Rules = RULES,
) -> Published:
    """Everything that is released of one channel of a survey. ``whole`` names the union of all atoms.

    Nothing where there are fewer than ``k_scores`` answers in all.
    """
    counts = Counter(each.cell for each in respondents)
    merged = rules.merge([Leaf(path, counts[at]) for at, path in enumerate(cells)], k_scores)
    nowhere: tuple[int | None, ...] = (None,) * len(cells)
    if not merged:
        return Published(nowhere, nowhere)
    atoms = _where(merged, len(cells))
    paths = [tree.together([cells[at] for at in group]) for group in merged]
    sizes = [sum(counts[at] for at in group) for group in merged]
    sets = _Sets([path[-1] if path else "" for path in paths], sizes)
    bases = _bases(sets, cells, atoms, whole)
    told = _figures(sets, bases, _tallies(respondents, asked, atoms), paths, k_scores, rules)
    comment_groups, lines = _remarks(sets, remarks, atoms, paths, k_comments, rng, rules)
    return Published(atoms, comment_groups, tuple(sets.found.values()), told, lines)


def _where(groups: Groups, cells: int) -> tuple[int | None, ...]:
    found: list[int | None] = [None] * cells
    for number, group in enumerate(groups, 1):
        for at in group:
            found[at] = number
    return tuple(found)


def _bases(
    sets: _Sets, cells: Sequence[Path], atoms: Sequence[int | None], whole: str
) -> tuple[frozenset[int], ...]:
    """All, each atom, and for each place of the tree the smallest union that holds all below it."""
    every = frozenset(range(1, len(sets.names) + 1))
    sets.number(every, whole, base=True)
    for atom in sorted(every):
        sets.number(frozenset((atom,)), base=True)
    below: dict[Path, set[int]] = {}
    for at, path in enumerate(cells):
        for depth in range(1, len(path)):
            below.setdefault(path[:depth], set()).add(at)
    for path in sorted(below):
        union = frozenset(inside for at in below[path] if (inside := atoms[at]) is not None)
        if 1 < len(union) < len(every):
            also = [cells[at][-1] for at, atom in enumerate(atoms) if atom in union and at not in below[path]]
            sets.number(union, tree.joined_name([path[-1], *also]), base=True)
    return tuple(sets.found)


def _tallies(
    respondents: Sequence[Respondent], asked: Sequence[Variable], atoms: Sequence[int | None]
) -> list[tuple[Variable, dict[int, Tally]]]:
    """For each variable, how often each value was given in each atom (0: in none, where a rule was taken away)."""
    found: list[tuple[Variable, dict[int, Tally]]] = []
    for variable in asked:
        by_atom: dict[int, dict[Any, int]] = {}
        for respondent in respondents:
            said = value(variable, respondent.choices)
            if said is not None:
                tally = by_atom.setdefault(atoms[respondent.cell] or 0, {})
                tally[said] = tally.get(said, 0) + 1
        found.append((variable, dict(by_atom)))
    return found


def _figures(
    sets: _Sets,
    bases: Sequence[frozenset[int]],
    told: Sequence[tuple[Variable, Mapping[int, Tally]]],
    paths: Sequence[Path],
    k: int,
    rules: Rules,
) -> tuple[tuple[int, str, dict[str, Any]], ...]:
    found = []
    for variable, by_atom in told:
        counted = {atom: sum(each.values()) for atom, each in by_atom.items()}
        leaves = [Leaf(path, counted.get(atom, 0)) for atom, path in enumerate(paths, 1)]
        groups = [frozenset(at + 1 for at in group) for group in rules.of_a_question(leaves, k)]
        unions = {closed(base, groups): None for base in bases} if groups else {}
        for union in unions:
            total: dict[Any, int] = {}
            for atom in union if len(union) < len(paths) else by_atom:
                for said, count in by_atom.get(atom, {}).items():
                    total[said] = total.get(said, 0) + count
            found.append((sets.number(union), variable.key, rules.figure(variable, total)))
    return tuple(found)


def closed(base: frozenset[int], groups: Sequence[frozenset[int]]) -> frozenset[int]:
    """The smallest union of ``groups`` that holds ``base``."""
    found: set[int] = set()
    for group in groups:
        if group & base:
            found |= group
    return frozenset(found)


def _remarks(
    sets: _Sets,
    remarks: Sequence[Remark],
    atoms: Sequence[int | None],
    paths: Sequence[Path],
    k: int,
    rng: random.Random,
    rules: Rules,
) -> tuple[tuple[int | None, ...], tuple[tuple[int, str, int, str], ...]]:
    """The group of comments of each cell, and the comments, in an order drawn once for each group and question."""
    leaves = [Leaf(path, size) for path, size in zip(paths, sets.sizes, strict=True)]
    merged = rules.of_comments(leaves, k)
    group_of = {
        at + 1: sets.number(frozenset(each + 1 for each in group)) for group in merged for at in group
    }
    texts: dict[tuple[int, str], list[str]] = {}
    for remark in remarks:
        number = group_of.get(atoms[remark.cell] or -1)
        if number is not None:
            texts.setdefault((number, remark.question), []).append(remark.text)
    lines = []
    for (number, question), said in sorted(texts.items()):
        lines += [(number, question, place, text) for place, text in enumerate(rules.order(said, rng), 1)]
    return tuple(None if atom is None else group_of.get(atom) for atom in atoms), tuple(lines)
