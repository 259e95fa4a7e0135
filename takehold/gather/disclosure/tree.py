"""The partition of people into groups large enough, along one tree. Pure, and the same every time.

Leaves under ``k`` are put together with their siblings, in order of their names, then upwards. What remains under
``k`` joins the smallest group beside it, so that nothing is left out of which a subtraction could speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Path = tuple[str, ...]
Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """``path``: names from the organisation down to this leaf, itself last. ``weight``: its people or answers."""

    path: Path
    weight: int


@dataclass(slots=True)
class _Group:
    leaves: list[int]
    weight: int

    def take(self, other: _Group) -> None:
        self.leaves += other.leaves
        self.weight += other.weight


@dataclass(slots=True)
class _Node:
    closed: list[_Group] = field(default_factory=list)
    small: list[_Group] = field(default_factory=list)


def merge(leaves: Sequence[Leaf], k: int) -> Groups:
    """Groups of indices of ``leaves``, each of ``k`` at least and every leaf in one; none where all have less than ``k``.

    Leaves of weight 0 belong to a group as well.
    """
    if k < 1:
        raise ValueError("a group has at least one member")
    nodes: dict[Path, _Node] = {(): _Node()}
    for index in sorted(range(len(leaves)), key=lambda each: (leaves[each].path, each)):
        path = leaves[index].path
        for depth in range(1, len(path) + 1):
            nodes.setdefault(path[:depth], _Node())
        group = _Group([index], leaves[index].weight)
        node = nodes[path]
        (node.closed if group.weight >= k else node.small).append(group)
    for path in sorted(nodes, key=lambda each: (-len(each), each)):
        node = nodes[path]
        _settle(node, k, leaves)
        if path:
            above = nodes[path[:-1]]
            above.closed += node.closed
            above.small += node.small
    if nodes[()].small:
        return ()
    found = [tuple(sorted(group.leaves, key=lambda each: leaves[each].path)) for group in nodes[()].closed]
    return tuple(sorted(found, key=lambda each: (leaves[each[0]].path, each)))


def _settle(node: _Node, k: int, leaves: Sequence[Leaf]) -> None:
    """Put small groups together until they are large enough; the rest joins the smallest, or waits for the level above."""
    gathering: _Group | None = None
    for group in node.small:
        if gathering is None:
            gathering = _Group([], 0)
        gathering.take(group)
        if gathering.weight >= k:
            node.closed.append(gathering)
            gathering = None
    if gathering is not None and node.closed:
        min(node.closed, key=lambda each: (each.weight, leaves[each.leaves[0]].path)).take(gathering)
        gathering = None
    node.small = [gathering] if gathering is not None else []


def together(paths: Sequence[Path]) -> Path:
    """The path of a group: of a single leaf its own, else the deepest place above all of them and a joined name."""
    if len(paths) == 1:
        return paths[0]
    shared = paths[0]
    for path in paths[1:]:
        length = next(
            (at for at, pair in enumerate(zip(shared, path, strict=False)) if pair[0] != pair[1]), None
        )
        shared = shared[: min(len(shared), len(path))] if length is None else shared[:length]
    return (*shared, joined_name([path[-1] if path else "" for path in paths]))


def joined_name(names: Sequence[str]) -> str:
    """ "Ward 1 + Ward 2"; of more than three the first and how many there are besides."""
    if len(names) > 3:
        return f"{names[0]} + {len(names) - 1}"
    return " + ".join(names)
