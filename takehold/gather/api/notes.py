"""Notes, for programs: write one, read one's own and those about oneself, add to one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from takehold.gather.facts.notes import NoteFact, NoteInput
from takehold.gather.operations import notes as operations
from takehold.gather.queries import notes as queries
from takehold.people.api import viewer_of

router = Router(tags=["voices"])


class NoteIn(Schema):
    """``kind``: observation, meeting, one to one or hearsay. What is left out follows from it."""

    kind: str
    text: str
    change: str = ""
    team_id: int | None = None
    about_id: int | None = None
    theme: str = ""
    happened_on: date | None = None
    formality: str = ""
    certainty: str = ""
    visibility: str = ""


class NoteReplyOut(Schema):
    """What somebody added."""

    on: date
    author: str
    text: str


class NoteOut(Schema):
    """A note. In lists, one about another person comes without its words: reading it is put on record."""

    id: UUID
    kind: str
    text: str
    author: str
    about: str
    team: str
    change: str
    theme: str
    happened_on: date
    expires_on: date
    replies: list[NoteReplyOut]


class NotesOut(Schema):
    """Notes about me, by me, and those of others that I may read."""

    about_me: list[NoteOut]
    written: list[NoteOut]
    heard: list[NoteOut]


class WordIn(Schema):
    """One text."""

    text: str


@router.get("/notes", response=NotesOut, summary="Notes about you and by you")
def notes(request: HttpRequest, change: str = "") -> dict[str, object]:
    """The newest 100 of each."""
    viewer = viewer_of(request)
    return {
        "about_me": queries.about_me(viewer=viewer),
        "written": queries.written(viewer=viewer),
        "heard": queries.heard(viewer=viewer, slug=change),
    }


@router.post("/notes", response={201: NoteOut}, summary="Write a note")
def write_note(request: HttpRequest, payload: NoteIn) -> Status[NoteFact]:
    """Only kind and text are needed."""
    viewer = viewer_of(request)
    values = payload.dict()
    said = NoteInput(slug=values.pop("change"), **values)
    note_id = operations.note(viewer=viewer, said=said, now=timezone.now())
    return Status(201, queries.note(viewer=viewer, note_id=note_id))


@router.get("/notes/{note_id}", response=NoteOut, summary="One note")
def note(request: HttpRequest, note_id: UUID) -> NoteFact:
    """If it is about a person and neither by nor about you, that you read it is put on record first."""
    return operations.open_note(viewer=viewer_of(request), note_id=note_id, now=timezone.now())


@router.post("/notes/{note_id}/replies", response=NoteOut, summary="Add to a note about a person")
def note_reply(request: HttpRequest, note_id: UUID, payload: WordIn) -> NoteFact:
    """By the person it is about, and by its author."""
    viewer = viewer_of(request)
    operations.reply(viewer=viewer, note_id=note_id, text=payload.text, now=timezone.now())
    return queries.note(viewer=viewer, note_id=note_id)
