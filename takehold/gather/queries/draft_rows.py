"""Files between upload and import."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from takehold.gather.facts import Draft
from takehold.gather.facts.retention import Kept
from takehold.gather.models import Draft as DraftRow
from takehold.gather.models import DraftState
from takehold.gather.queries.mapping_text import read
from takehold.gather.queries.retention import days
from takehold.gather.queries.rights import may_bring
from takehold.gather.queries.sample import from_json
from takehold.ledger.facts import ImportState
from takehold.people.facts import NotFound, NotYours, Viewer

SETTLED = (ImportState.DONE, ImportState.REPEATED, ImportState.REFUSED)
OPEN = (DraftState.UPLOADED, DraftState.MAPPED, DraftState.CHOSEN)


def draft(*, viewer: Viewer, draft_id: UUID) -> Draft:
    """One draft, for whoever may bring data to its change."""
    return fact(row(viewer=viewer, draft_id=draft_id))


def row(*, viewer: Viewer, draft_id: UUID) -> DraftRow:
    """The stored draft with the right checked; ``NotFound`` where there is none or it is not this viewer's."""
    found = DraftRow.objects.filter(id=draft_id).first()
    if found is None or not may_bring(viewer, found.initiative_slug):
        raise NotFound
    return found


def drafts(*, viewer: Viewer, slug: str) -> tuple[Draft, ...]:
    """Files of this change whose import has not begun, newest first."""
    if not may_bring(viewer, slug):
        raise NotYours
    rows = DraftRow.objects.filter(initiative_slug=slug, state__in=OPEN).order_by("-created_at")[:10]
    return tuple(fact(each) for each in rows)


def fact(stored: DraftRow) -> Draft:
    """What leaves the room of a stored draft."""
    return Draft(
        id=stored.id,
        initiative_slug=stored.initiative_slug,
        filename=stored.filename,
        size=stored.size,
        created_at=stored.created_at,
        state=stored.state,
        sample=from_json(stored.inspection),
        recipe=read(stored.recipe_text),
        counts_for=stored.counts_for,
        source_id=stored.source_id,
        import_id=stored.brought_id,
    )


def kept_for() -> timedelta:
    """How long a file that nobody uses stays: as long as uploads are kept."""
    return timedelta(days=days(Kept.UPLOADS))


def drafts_to_expire(*, now: datetime) -> bool:
    """Whether a file's time in quarantine is over: unused for as long as uploads are kept, or taken by a finished import."""
    old = DraftRow.objects.filter(state__in=OPEN, updated_at__lt=now - kept_for())
    taken = DraftRow.objects.filter(state=DraftState.STARTED, brought__state__in=[*SETTLED])
    return old.exists() or taken.exclude(stored_name="").exists()
