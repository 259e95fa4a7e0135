"""Recipes: a column mapping with its behaviours, from TOML and back, with errors that name line, key and choice."""

from takehold.evidence.recipe.errors import RecipeError
from takehold.evidence.recipe.parsing import parse
from takehold.evidence.recipe.writing import dump, sealed

__all__ = ["RecipeError", "dump", "parse", "sealed"]
