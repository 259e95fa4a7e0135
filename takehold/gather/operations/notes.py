"""Writing a note in half a minute, reading one about a person on record, and adding to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.words import spoken_of
from takehold.gather.facts.notes import HEARSAY, MOST_LETTERS, OF_KIND, PAIR, TEAM, NoteFact, NoteInput
from takehold.gather.facts.retention import Kept
from takehold.gather.models import Certainty, Formality, Note, NoteReply, Theme, Visibility
from takehold.gather.operations.themes import theme_of
from takehold.gather.queries import notes
from takehold.gather.queries.listening import change_of, may_note
from takehold.gather.queries.retention import days
from takehold.gather.queries.themes import in_change
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer


def note(*, viewer: Viewer, said: NoteInput, now: datetime) -> UUID:
    """Keep a note. What is left empty follows from its kind; its id.

    Raises:
        NotYours, NotAllowed: who writes no notes. Invalid: what cannot be kept, with a sentence.
    """
    if not viewer.roles or viewer.person_id is None:
        raise NotYours
    if not may_note(viewer):
        raise NotAllowed(
            _("Notes are written by managers, coaches and those who lead a change. You may say it instead.")
        )
    text = cleaned(said.text, most=MOST_LETTERS, field="text")
    if said.kind not in OF_KIND:
        raise Invalid("kind", _("Choose what it was."))
    change = change_of(viewer, said.slug)
    team = _team(viewer, said)
    values = _sorted(said, team)
    with transaction.atomic():
        row = Note(
            kind=said.kind, text=text, author_id=viewer.person_id, about_id=said.about_id, team_id=team,
            initiative_id=change.id if change else None,
            theme=_theme(said, text, change.id if change else None, now),
            happened_on=min(said.happened_on or viewer.on, viewer.on), recorded_at=now,
            expires_on=viewer.on + timedelta(days=days(Kept.HEARSAY if said.kind == HEARSAY else Kept.NOTES)),
            **values,
        )  # fmt: skip
        row.save(force_insert=True)
        details = {"kind": said.kind, "about": f"person:{said.about_id}" if said.about_id else "nobody"}
        audit.record(
            actor=viewer.actor, action="note written", subject=f"note:{row.id}", now=now, details=details
        )
    return row.id


def _sorted(said: NoteInput, team: int | None) -> dict[str, str]:
    """Formality, certainty and visibility as chosen, else as the kind has them."""
    usual = OF_KIND[said.kind]
    visibility = said.visibility or (PAIR if said.about_id else usual.visibility)
    found = {
        "formality": said.formality or usual.formality,
        "certainty": said.certainty or usual.certainty,
        "visibility": visibility,
    }
    for name, known in (("formality", Formality), ("certainty", Certainty), ("visibility", Visibility)):
        if found[name] not in known.values:
            raise Invalid(name, _("There is no such choice."))
    if said.kind == HEARSAY and said.about_id is not None:
        raise Invalid("about", _("What you only heard is never about a person. Leave the name out."))
    if said.about_id is not None and visibility == TEAM:
        raise Invalid("visibility", _("A note about a person is not shown to their team."))
    if visibility == TEAM and team is None and said.visibility:
        raise Invalid("team", _("Choose the team that may read it."))
    return found


def _team(viewer: Viewer, said: NoteInput) -> int | None:
    """The team chosen, else the writer's own."""
    if said.team_id is not None:
        if said.team_id not in {each.id for each in people.teams(viewer=viewer)}:
            raise Invalid("team", _("There is no such team to choose."))
        return said.team_id
    return next((role.team_id for role in viewer.roles if role.team_id is not None), None)


def _theme(said: NoteInput, text: str, initiative_id: int | None, now: datetime) -> Theme | None:
    """The theme that was named; else the first whose words the text has."""
    if said.theme.strip():
        return theme_of(name=said.theme, initiative_id=initiative_id, now=now)
    for row in Theme.objects.filter(in_change(initiative_id)):
        if spoken_of(text, row.words):
            return row
    return None


def open_note(*, viewer: Viewer, note_id: UUID, now: datetime) -> NoteFact:
    """Read one. Somebody else's reading of a note about a person is put on record before it is shown."""
    found = notes.note(viewer=viewer, note_id=note_id)
    if found.of_a_person and not (found.mine or found.about_me):
        audit.record(
            actor=viewer.actor, action="note about a person read", subject=f"note:{note_id}", now=now
        )
    return found


def reply(*, viewer: Viewer, note_id: UUID, text: str, now: datetime) -> None:
    """Add to a note about a person: the person, or its author. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    text = cleaned(text, most=MOST_LETTERS, field="text")
    found = notes.note(viewer=viewer, note_id=note_id)
    if not found.may_reply:
        raise NotAllowed(_("Only the person it is about and its author add to it."))
    with transaction.atomic():
        latest = NoteReply.objects.filter(note_id=note_id).last()
        if latest and latest.author_id == viewer.person_id and latest.text == text:
            return  # the same form sent twice
        NoteReply.objects.create(note_id=note_id, author_id=viewer.person_id, on=viewer.on, text=text)
        audit.record(actor=viewer.actor, action="note added to", subject=f"note:{note_id}", now=now)


def withdraw(*, viewer: Viewer, note_id: UUID, now: datetime) -> None:
    """Take back an own note: it goes with all that was added. Raises ``NotYours``."""
    found = notes.note(viewer=viewer, note_id=note_id)
    if not found.mine:
        raise NotAllowed(_("Only its author takes a note back."))
    with transaction.atomic():
        Note.objects.filter(id=note_id).delete()
        audit.record(actor=viewer.actor, action="note withdrawn", subject=f"note:{note_id}", now=now)
