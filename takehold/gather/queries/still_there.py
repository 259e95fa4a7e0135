"""Which of the things that other rooms point at are still there, with their words: no more than yes or no."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from takehold.gather.facts.helping import APART
from takehold.gather.models import Note, Say, Theme, Wave, WaveState


def still_there(
    *,
    notes: Collection[UUID] = (),
    says: Collection[UUID] = (),
    themes: Collection[int] = (),
    surveys: Collection[UUID] = (),
) -> frozenset[str]:
    """The ids, as texts, of those that are there and whose words have not expired. One question a kind asked for."""
    found: set[object] = set()
    if notes:
        found |= set(Note.objects.filter(id__in=notes).exclude(text="").values_list("id", flat=True))
    if says:
        found |= set(Say.objects.filter(id__in=says).exclude(text="").values_list("id", flat=True))
    if themes:
        found |= set(Theme.objects.filter(id__in=themes).values_list("id", flat=True))
    if surveys:
        found |= set(Wave.objects.filter(id__in=surveys).values_list("id", flat=True))
    return frozenset(str(each) for each in found)


def last_day(wave_id: UUID, initiative_id: int) -> date | None:
    """The last day of a survey of this change; None where it is of another."""
    return (
        Wave.objects.filter(id=wave_id, initiative_id=initiative_id)
        .values_list("closes_on", flat=True)
        .first()
    )


def newest_closed(*, initiative_id: int) -> tuple[UUID, str, date] | None:
    """The survey of a change that closed last, with its name and last day; None where none has closed.

    Not one that was made to a group alone: it speaks of that group.
    """
    closed = Wave.objects.filter(
        initiative_id=initiative_id, state__in=(WaveState.CLOSED, WaveState.ANSWERED)
    ).exclude(template__in=APART)
    return closed.order_by("-closes_on", "-id").values_list("id", "title", "closes_on").first()
