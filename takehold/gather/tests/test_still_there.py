"""Whether what others point at is still there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from conftest import NOW
from takehold.gather.facts.notes import NoteInput
from takehold.gather.models import Note, Theme
from takehold.gather.operations import notes
from takehold.gather.queries.still_there import still_there


def test_what_has_expired_or_never_was_is_not_there(house: Any, change: Any) -> None:
    kept, gone = (
        notes.note(viewer=house.viewer("manager"), said=NoteInput("meeting", text), now=NOW)
        for text in ("Stays.", "Goes.")
    )
    Note.objects.filter(id=gone).update(text="")
    theme = Theme.objects.create(name="Printer", created_at=NOW)
    there = still_there(
        notes=[kept, gone], says=[UUID(int=1)], themes=[theme.pk, theme.pk + 1], surveys=[UUID(int=2)]
    )
    assert there == {str(kept), str(theme.pk)}


def test_nothing_is_asked_where_nothing_is_pointed_at(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert still_there() == frozenset()
