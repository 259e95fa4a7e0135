"""A column mapping as it is kept with a draft, also before its behaviours are chosen."""

from __future__ import annotations

import dataclasses
from typing import Final

from takehold.evidence import recipe as recipes
from takehold.evidence.facts import READY_MADE, Behaviour, Recipe, Shape

STAND_IN: Final = Behaviour(key="to-be-named", name="to be named")
"""Ready-made counts cannot be written down without their one behaviour: this one holds its place."""


def complete(recipe: Recipe) -> Recipe:
    """The mapping with the stand-in where counts have no behaviour yet."""
    if recipe.source.shape in READY_MADE and not recipe.behaviours:
        figure = recipe.source.shape is Shape.VALUES
        stand_in = dataclasses.replace(STAND_IN, per="report") if figure else STAND_IN
        return dataclasses.replace(recipe, behaviours=(stand_in,))
    return recipe


def written(recipe: Recipe) -> str:
    """The text that is kept."""
    return recipes.dump(complete(recipe))


def read(text: str) -> Recipe | None:
    """The mapping again, without the stand-in; None for no text."""
    if not text:
        return None
    found = recipes.parse(text)
    return dataclasses.replace(found, behaviours=tuple(b for b in found.behaviours if b.key != STAND_IN.key))
