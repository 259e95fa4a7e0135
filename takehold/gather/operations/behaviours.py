"""The third step: which behaviours are counted in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from takehold.evidence import library
from takehold.evidence.facts import READY_MADE, Behaviour, Recipe, Shape
from takehold.gather.facts import Draft
from takehold.gather.operations.mapping import keep, open_row
from takehold.gather.queries.mapping_text import read
from takehold.people.facts import NotAllowed, Viewer


def choose_behaviours(
    *,
    viewer: Viewer,
    draft_id: UUID,
    keys: Sequence[str],
    targets: Mapping[str, float],
    counts_for: Mapping[str, str],
    now: datetime,
) -> Draft:
    """Keep these behaviours: own ones by their key, ready-made ones from the library.

    Args:
        viewer: who chooses.
        draft_id: the file.
        keys: of own and ready-made behaviours, at least one.
        targets: key -> share in (0, 1].
        counts_for: key -> key of the change's behaviour that it counts for, where it is not a new one.
        now: the moment.
    """
    row = open_row(viewer=viewer, draft_id=draft_id)
    recipe = _mapped(row.recipe_text)
    own = {behaviour.key: behaviour for behaviour in recipe.behaviours}
    names = [str(column["name"]) for column in row.inspection["columns"]]
    fitting = () if recipe.source.shape in READY_MADE else library.fitting(names, recipe.source.shape)
    ready = {one.key: library.bound(one, recipe, names) for one in fitting}
    unknown = [key for key in keys if key not in own and key not in ready]
    if unknown or not keys:
        raise NotAllowed(_("Choose at least one behaviour, or describe your own."))
    chosen = tuple(
        dataclasses.replace(own.get(key) or ready[key], target=targets.get(key))
        if recipe.source.shape is not Shape.VALUES
        else own[key]
        for key in dict.fromkeys(keys)
    )
    renames = {old: new for one in fitting if one.key in keys for old, new in one.renames.items()}
    row.counts_for = {key: counts_for[key] for key in keys if counts_for.get(key)}
    return keep(row, _renamed(dataclasses.replace(recipe, behaviours=chosen), renames), now)


def add_own(*, viewer: Viewer, draft_id: UUID, behaviour: Behaviour, now: datetime) -> Draft:
    """Add a behaviour that was described in the form. Ready-made counts speak of one behaviour only."""
    row = open_row(viewer=viewer, draft_id=draft_id)
    recipe = _mapped(row.recipe_text)
    others = () if recipe.source.shape in READY_MADE else recipe.behaviours
    if any(other.key == behaviour.key for other in others):
        raise NotAllowed(_("There is a behaviour of this name already. Give this one another name."))
    return keep(row, dataclasses.replace(recipe, behaviours=(*others, behaviour)), now)


def remove_behaviour(*, viewer: Viewer, draft_id: UUID, key: str, now: datetime) -> Draft:
    """Take a chosen behaviour off the list again."""
    row = open_row(viewer=viewer, draft_id=draft_id)
    recipe = _mapped(row.recipe_text)
    left = tuple(behaviour for behaviour in recipe.behaviours if behaviour.key != key)
    return keep(row, dataclasses.replace(recipe, behaviours=left), now)


def _mapped(text: str) -> Recipe:
    recipe = read(text)
    if recipe is None:
        raise NotAllowed(_("Say first what the columns mean."))
    return recipe


def _renamed(recipe: Recipe, renames: Mapping[str, str]) -> Recipe:
    """Add the renamings a ready-made behaviour needs; what a person renamed stays."""
    if not renames or recipe.source.shape is not Shape.EVENTS:
        return recipe
    values = {**recipe.values, "activity": {**renames, **recipe.values.get("activity", {})}}
    return dataclasses.replace(recipe, values=values)
