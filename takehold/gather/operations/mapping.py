"""The second step: what the columns mean."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from takehold.evidence import recipe as recipes
from takehold.evidence.facts import Columns, Recipe
from takehold.evidence.of_persons import names_persons
from takehold.evidence.sentences import nearest, told
from takehold.gather.facts import Draft
from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import DraftState
from takehold.gather.queries import draft_rows, lists
from takehold.gather.queries.agreements import persons_allowed
from takehold.gather.queries.mapping_text import read, written
from takehold.people.facts import NotAllowed, NotFound, Viewer


def map_columns(*, viewer: Viewer, draft_id: UUID, recipe: Recipe, now: datetime) -> Draft:
    """Save the column mapping. Behaviours chosen before stay, unless a column they test is gone from the shape."""
    row = open_row(viewer=viewer, draft_id=draft_id)
    _refuse_unknown_columns(recipe, {str(column["name"]) for column in row.inspection["columns"]})
    earlier = read(row.recipe_text)
    if earlier is not None and not recipe.behaviours and earlier.source.shape == recipe.source.shape:
        recipe = dataclasses.replace(recipe, behaviours=earlier.behaviours)
    return keep(row, recipe, now)


def use_mapping_text(*, viewer: Viewer, draft_id: UUID, text: str, now: datetime) -> Draft:
    """Take a column mapping written as text, behaviours and all. ``RecipeError`` names line, key and what is allowed."""
    row = open_row(viewer=viewer, draft_id=draft_id)
    recipe = recipes.parse(text)
    _refuse_unknown_columns(recipe, {str(column["name"]) for column in row.inspection["columns"]})
    return keep(row, recipe, now)


def reuse_mapping(*, viewer: Viewer, draft_id: UUID, now: datetime, earlier_id: UUID | None = None) -> Draft:
    """The same list as before: take that file's mapping, behaviours and source, fitted to this kind of file.

    ``earlier_id``: the file of the list that is meant, where there are several; by default the one fed last.
    """
    row = open_row(viewer=viewer, draft_id=draft_id)
    alike = lists.same_lists(viewer=viewer, draft_id=draft_id)
    same = next((each for each in alike if earlier_id in (None, each.draft_id)), None)
    if same is None:
        raise NotFound
    earlier = DraftRow.objects.get(id=same.draft_id)
    row.source_id = earlier.source_id
    row.counts_for = earlier.counts_for
    recipe = read(earlier.recipe_text)
    if recipe is None:
        raise NotFound
    return keep(row, lists.fitted(recipe, draft_rows.fact(row).sample), now)


def keep_apart(*, viewer: Viewer, draft_id: UUID, now: datetime) -> Draft:
    """Another list that happens to have the same columns: it gets a source of its own."""
    row = open_row(viewer=viewer, draft_id=draft_id)
    row.apart, row.source_id, row.updated_at = True, None, now
    row.save()
    return draft_rows.fact(row)


def open_row(*, viewer: Viewer, draft_id: UUID) -> DraftRow:
    """A draft that can still be changed."""
    row = draft_rows.row(viewer=viewer, draft_id=draft_id)
    if row.state not in draft_rows.OPEN:
        raise NotAllowed(_("This file has been imported already. Upload it again to read it another way."))
    return row


def keep(row: DraftRow, recipe: Recipe, now: datetime) -> Draft:
    """Write the mapping to the draft; how far it has come follows from what it holds."""
    refuse_persons(recipe, persons=persons_allowed(timezone.localdate(now)))
    row.recipe_text = written(recipe)
    row.state = DraftState.CHOSEN if recipe.behaviours else DraftState.MAPPED
    row.updated_at = now
    row.save()
    return draft_rows.fact(row)


def refuse_persons(recipe: Recipe, *, persons: bool) -> None:
    """What would follow somebody or single out a few is not kept: no behaviour is of one team, and persons are off.

    With ``persons`` one column may say who did it, and is read for nothing else.
    """
    actor = recipe.columns.actor
    if actor is not None and not persons:
        raise NotAllowed(
            _(
                "“%(column)s” says who did it. Data about persons is loaded only once the yes of the works council is recorded, under “What is kept, and who sees it”. Nothing was saved."
            )
            % {"column": actor}
        )
    said = [
        getattr(recipe.columns, field.name) for field in dataclasses.fields(Columns) if field.name != "actor"
    ]
    used = {*said, *recipe.attributes()} - {None}
    named = sorted(column for column in used if names_persons(column) or column == actor)
    if named:
        raise NotAllowed(
            _("Persons are not followed here, so %(columns)s cannot be used. Nothing was saved.")
            % {"columns": ", ".join(f"“{column}”" for column in named)}
        )
    of_a_team = {"team", recipe.columns.team}
    for behaviour in recipe.behaviours:
        if any(test.column in of_a_team for test in behaviour.opportunity.tests):
            raise NotAllowed(
                _(
                    "“%(name)s”: a chance cannot be of one team, or its figures would be of a few people. Leave the team out; teams are told apart by themselves."
                )
                % {"name": behaviour.name}
            )


def _refuse_unknown_columns(recipe: Recipe, names: set[str]) -> None:
    parts = {getattr(recipe.columns, field.name) for field in dataclasses.fields(Columns)} - {None}
    unknown = sorted((parts | set(recipe.attributes())) - names)
    if unknown:
        raise NotAllowed(
            _("The file has no column %(missing)s.%(hint)s It has: %(names)s.")
            % {
                "missing": ", ".join(f"“{n}”" for n in unknown),
                "hint": told(nearest(unknown[0], names), translation),
                "names": ", ".join(sorted(names)[:40]),
            }
        )
