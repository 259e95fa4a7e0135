"""Whether every change is owned by operations too, and whether what was promised for it is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from takehold.bridge.queries.late import late
from takehold.gaps.queries.concerns import overdue
from takehold.gather.queries.listening import ears
from takehold.initiatives.queries.owners import co_owners
from takehold.people.facts import EVERYWHERE, NotYours, Viewer


@dataclass(frozen=True, slots=True)
class Owned:
    """A change with its operational co-owner ("" for nobody), how many changes that person co-owns in all, and what is
    overdue for it: answers to concerns, and actions that were agreed and have not begun."""

    slug: str
    change: str
    co_owner: str
    load: int
    answers: int
    actions: int


def owners(*, viewer: Viewer) -> tuple[Owned, ...]:
    """Every change that goes on: those without a co-owner first, then by name. For who reads every change."""
    if not viewer.has(*EVERYWHERE):
        raise NotYours
    going = [each for each in ears(viewer).changes if not each.ended]
    ids = [each.id for each in going]
    names = co_owners(initiative_ids=ids)
    load = Counter(names.values())
    answers, actions = overdue(initiative_ids=ids, on=viewer.on), late(initiative_ids=ids, on=viewer.on)
    found = (
        Owned(
            each.slug, each.name, names.get(each.id, ""), load[names[each.id]] if each.id in names else 0,
            answers.get(each.id, 0), actions.get(each.id, 0),
        )
        for each in going
    )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (bool(each.co_owner), each.change)))
