"""Which behaviours could be counted in a file, and how many chances each would find."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.utils import translation

from takehold.evidence import library
from takehold.evidence import recipe as recipes
from takehold.evidence.facts import READY_MADE, Behaviour, Recipe, Shape
from takehold.evidence.limits import Refused
from takehold.evidence.sentences import told
from takehold.gather.facts import BehaviourOffer, Draft, Offers
from takehold.gather.queries import draft_rows, kept
from takehold.gather.queries.lists import source_of
from takehold.gather.queries.trying import counted, whole
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourFact
from takehold.ledger import queries as ledger
from takehold.people.facts import NotFound, Viewer


def offers(*, viewer: Viewer, draft_id: UUID, home: Path) -> Offers:
    """Own behaviours first, then those the change asks for, then ready-made ones by how many chances they find."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    draft = draft_rows.fact(row)
    if draft.recipe is None:
        return Offers((), 0, whole=False)
    chosen = draft.recipe.behaviours
    ready = _ready(draft, draft.recipe)
    every = (*chosen, *(b for b in ready if b.key not in {c.key for c in chosen}))
    asked = {each.key: each for each in initiatives.behaviours(viewer=viewer, slug=draft.initiative_slug)}
    own_source = source_of(row)
    others = {each.id: each.name for each in ledger.sources() if each.id != own_source}
    ready_keys = {behaviour.key for behaviour in ready}
    file = kept.path(home, row.id, row.stored_name)
    found, rows, all_of_it, problem = _counts(draft, file, every)
    lines = [
        BehaviourOffer(
            behaviour=behaviour,
            chances=found[behaviour.key][0] if behaviour.key in found else None,
            new_way=found[behaviour.key][1] if behaviour.key in found else None,
            chosen=behaviour in chosen,
            own=behaviour in chosen and behaviour.key not in ready_keys,
            asked=behaviour.key in asked,
            counted_from=others.get(_source_of(asked.get(behaviour.key)), ""),
        )
        for behaviour in every
    ]
    lines.sort(key=lambda line: (not line.own, not line.asked, not line.chosen, -(line.chances or 0)))
    waiting = tuple(each for each in asked.values() if each.measure_id is None)
    return Offers(tuple(lines), rows, all_of_it, problem, waiting)


def trial(*, viewer: Viewer, draft_id: UUID, behaviour: Behaviour, home: Path) -> BehaviourOffer:
    """How many chances one behaviour finds in the file."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    file = kept.path(home, row.id, row.stored_name)
    draft = draft_rows.fact(row)
    if draft.recipe is None:
        raise NotFound
    behaviour = _as_saved(draft.recipe, behaviour)
    found, _rows, _whole, _problem = _counts(draft, file, (behaviour,))
    chances, new_way = found.get(behaviour.key, (None, None))
    return BehaviourOffer(behaviour, chances, new_way, chosen=False, own=True)


def _as_saved(recipe: Recipe, behaviour: Behaviour) -> Behaviour:
    """The behaviour as it is kept: a test of the column that plays a part speaks of that part."""
    kept_text = recipes.dump(dataclasses.replace(recipe, behaviours=(behaviour,)))
    return recipes.parse(kept_text).behaviours[0]


def _source_of(behaviour: BehaviourFact | None) -> int:
    """Id of the source a behaviour is counted from; 0 where there is none."""
    return (behaviour.source_id or 0) if behaviour is not None else 0


def _ready(draft: Draft, recipe: Recipe) -> tuple[Behaviour, ...]:
    if recipe.source.shape in READY_MADE:
        return ()
    names = draft.sample.names
    return tuple(library.bound(one, recipe, names) for one in library.fitting(names, recipe.source.shape))


def _renames(recipe: Recipe, behaviours: tuple[Behaviour, ...]) -> dict[str, Mapping[str, str]]:
    """Words that ready-made behaviours take for one, by key; they come into the mapping when one is chosen."""
    if recipe.source.shape is not Shape.EVENTS:
        return {}
    known = {one.key: one.renames for one in library.entries() if one.renames}
    return {each.key: known[each.key] for each in behaviours if each.key in known}


def _counts(
    draft: Draft, file: Path, behaviours: tuple[Behaviour, ...]
) -> tuple[dict[str, tuple[int, int]], int, bool, str]:
    """Chances and new way by key, on how many records, whether these are all, and why it could not be read."""
    recipe = draft.recipe
    if recipe is None or recipe.source.shape in READY_MADE or not behaviours:
        return {}, draft.sample.records, False, ""
    try:
        found = whole(draft, file, behaviours)
    except Refused as error:
        return {}, 0, False, told(error.sentence, translation)
    if found is None:
        return {}, draft.sample.records, False, ""
    return counted(found, behaviours, _renames(recipe, behaviours)), found.reading.events, True, ""
