"""Teams too small to be shown alone: they are told together, so that no figure speaks of fewer than five people."""

from __future__ import annotations

from collections.abc import Mapping

FLOOR = 5
TOGETHER = "Small teams together"


def folded(
    names: Mapping[int, str], people: Mapping[int, int], floor: int = FLOOR
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Units to show, each with the numbers of its teams.

    Teams under ``floor`` people are put together; where even those are too few, the next smallest teams join them, so
    that subtracting the shown from the whole leaves nobody alone. Where people are not known every team stands alone.

    Args:
        names: label of each team, by number.
        people: people of team i; empty where persons are not known.
    """
    alone = tuple((name, (number,)) for number, name in names.items())
    if not people:
        return alone
    order = sorted(names, key=lambda number: (people.get(number, 0), names[number]))
    small: list[int] = []
    for number in order:
        if people.get(number, 0) >= floor and (not small or sum(people.get(n, 0) for n in small) >= floor):
            break
        small.append(number)
    if not small:
        return alone
    label = TOGETHER if TOGETHER not in names.values() else f"{TOGETHER} ({len(small)})"
    together = (label, tuple(sorted(small)))
    return (*(unit for unit in alone if unit[1][0] not in small), together)
