"""Folders that may be watched, and lists whose files one could leave there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from takehold.gather.models import Draft
from takehold.gather.queries.rights import is_steward
from takehold.gather.sources.folder import place
from takehold.initiatives.queries.names import names
from takehold.people.facts import NotFound, Viewer


@dataclass(frozen=True, slots=True)
class BroughtList:
    """A list that was brought by hand: its source, its change and its newest column mapping."""

    source_id: int
    name: str
    change: str
    initiative_id: int
    recipe_text: str


def choices(*, viewer: Viewer) -> tuple[str, ...]:
    """Folders that whoever runs the server allows, for who looks after sources; else ``NotFound``."""
    if not is_steward(viewer):
        raise NotFound
    return place.choices([Path(each) for each in settings.FOLDERS], Path(settings.HOME))


def lists(*, viewer: Viewer) -> tuple[BroughtList, ...]:
    """Lists of running changes that came in at least once, by name."""
    if not is_steward(viewer):
        raise NotFound
    running = {each.slug: each for each in names(viewer=viewer) if not each.ended}
    rows = Draft.objects.exclude(source=None).exclude(brought=None).filter(initiative_slug__in=running)
    found: dict[int, BroughtList] = {}
    for row in rows.select_related("source").order_by("updated_at"):
        if row.source is not None:
            change = running[row.initiative_slug]
            found[row.source.pk] = BroughtList(
                row.source.pk, row.source.name, change.name, change.id, row.recipe_text
            )
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.source_id)))
