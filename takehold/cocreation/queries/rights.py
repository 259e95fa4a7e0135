"""Whose round it is: who may read the change reads its rounds; who leads it asks, and facilitators moderate."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.rounds import RoundState
from takehold.gather.queries import listening
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotAllowed, NotYours, Viewer


@dataclass(frozen=True, slots=True)
class Standing:
    """A round with its change. ``facilitates``: the reader lets in, merges and removes."""

    row: models.Round
    change: ChangeName
    facilitates: bool


def readable(viewer: Viewer) -> dict[int, ChangeName]:
    """The changes this viewer reads, by id."""
    return {each.id: each for each in listening.ears_for_changes(viewer).changes}


def held() -> QuerySet[models.Round]:
    """Rounds that are locked as they are read: who writes to one waits; who only points to it, as a first vote does, does
    not, or they would wait for each other when it closes."""
    return models.Round.objects.select_for_update(no_key=True)


def fetch(viewer: Viewer, round_id: int, *, lock: bool = False) -> Standing:
    """A round, for whoever may read its change; what is being written, for those who lead or facilitate. Remembered while a
    page is made; a lock, which comes before a change, forgets it.

    Raises:
        NotYours: it is not theirs, or there is none.
    """
    kept = viewer.seen.pop(f"round {round_id}", None)
    if isinstance(kept, Standing) and not lock:
        viewer.seen[f"round {round_id}"] = kept
        return kept
    rows = held() if lock else models.Round.objects.all()
    row = rows.filter(pk=round_id).first()
    change = readable(viewer).get(row.initiative_id) if row is not None else None
    if row is None or change is None:
        raise NotYours
    mine = row.facilitators.filter(person_id=viewer.person_id or 0)
    facilitates = change.may_edit or mine.exists()
    if row.state == RoundState.DRAFT and not facilitates:
        raise NotYours
    found = Standing(row, change, facilitates)
    if not lock:
        viewer.seen[f"round {round_id}"] = found
    return found


def led(viewer: Viewer, round_id: int, *, lock: bool = False) -> Standing:
    """As ``fetch``, for those who lead the change. Raises ``NotYours``, ``NotAllowed``."""
    found = fetch(viewer, round_id, lock=lock)
    if not found.change.may_edit:
        raise NotAllowed(_("A round is asked and closed by those who lead the change; you may read it."))
    return found


def facilitated(viewer: Viewer, round_id: int, *, lock: bool = False) -> Standing:
    """As ``fetch``, for those who facilitate. Raises ``NotYours``, ``NotAllowed``."""
    found = fetch(viewer, round_id, lock=lock)
    if not found.facilitates:
        raise NotAllowed(_("This is done by the facilitators of the round; you may read what they did."))
    return found


def change_led(viewer: Viewer, slug: str) -> ChangeName:
    """The change, for those who lead it. Raises ``NotYours``, ``NotAllowed``."""
    change = next((each for each in readable(viewer).values() if each.slug == slug), None)
    if change is None:
        raise NotYours
    if not change.may_edit:
        raise NotAllowed(_("A round is asked and closed by those who lead the change; you may read it."))
    return change
