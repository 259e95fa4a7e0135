"""Notes: what I wrote, what was written about me, and what I may read of others'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from takehold.gather.facts.notes import CHANGE, HEARSAY, TEAM, NoteFact, NoteReplyFact
from takehold.gather.models import Note, NoteKind
from takehold.gather.queries.listening import Ears, ears
from takehold.people.facts import NotYours, Viewer


def written(*, viewer: Viewer, limit: int = 100) -> tuple[NoteFact, ...]:
    """What this person wrote, the newest first."""
    if viewer.person_id is None:
        return ()
    return facts(viewer, listed().filter(author_id=viewer.person_id)[:limit])


def about_me(*, viewer: Viewer, limit: int = 100) -> tuple[NoteFact, ...]:
    """What was written about this person, the newest first: at once, and all of it."""
    if viewer.person_id is None:
        return ()
    return facts(viewer, listed().filter(about_id=viewer.person_id)[:limit])


def heard(*, viewer: Viewer, slug: str = "", limit: int = 100) -> tuple[NoteFact, ...]:
    """Notes of others that this viewer may read, the newest first. A note about a person comes without its words:
    those are read by opening it, which is put on record. Hearsay is not among them."""
    found = listed().filter(of_others(viewer, ears(viewer))).exclude(kind=HEARSAY)
    if slug:
        found = found.filter(initiative__slug=slug)
    return tuple(without_words(each) if each.of_a_person else each for each in facts(viewer, found[:limit]))


def note(*, viewer: Viewer, note_id: UUID) -> NoteFact:
    """One note with its words, for its author, the person it is about, and by its visibility. Raises ``NotYours``.

    Pages call ``operations.notes.open_note``, which puts the reading on record first.
    """
    if not viewer.roles:
        raise NotYours
    own = Q(author_id=viewer.person_id) | Q(about_id=viewer.person_id) if viewer.person_id else Q(pk__in=())
    others = of_others(viewer, ears(viewer)) & ~Q(kind=HEARSAY)
    row = rows().filter(own | others, id=note_id).first()
    if row is None:
        raise NotYours
    return fact(viewer, row)


def of_others(viewer: Viewer, heard: Ears) -> Q:
    """By visibility: the team and who manages it or a team above; those who lead the change."""
    of_team = Q(visibility=TEAM, team_id__in=heard.own | heard.teams, about__isnull=True)
    of_change = Q(visibility=CHANGE, initiative_id__in=heard.leads)
    if heard.house_wide:
        of_change |= Q(visibility=CHANGE, initiative__isnull=True)
    return of_team | of_change


def listed() -> QuerySet[Note]:
    """For lists: with how many replies there are."""
    found = Note.objects.select_related("author", "about", "team", "initiative", "theme")
    return found.annotate(replied=Count("replies")).order_by("-happened_on", "-recorded_at", "id")


def rows() -> QuerySet[Note]:
    """With the replies too."""
    return listed().prefetch_related("replies__author")


def facts(viewer: Viewer, found: Iterable[Note]) -> tuple[NoteFact, ...]:
    """The rows as facts."""
    return tuple(fact(viewer, row, replies=False) for row in found)


def fact(viewer: Viewer, row: Note, *, replies: bool = True) -> NoteFact:
    """The row as a fact."""
    me = viewer.person_id
    about = me is not None and row.about_id == me
    mine = me is not None and row.author_id == me
    return NoteFact(
        id=row.id, kind=row.kind, kind_words=str(NoteKind(row.kind).label),
        formality=str(row.get_formality_display()), certainty=str(row.get_certainty_display()),
        visibility=str(row.get_visibility_display()), text=row.text,
        author=row.author.name if row.author else "", about=row.about.name if row.about else "",
        team=row.team.name if row.team else "", slug=row.initiative.slug if row.initiative else "",
        change=row.initiative.name if row.initiative else "", theme=row.theme.name if row.theme else "",
        happened_on=row.happened_on, expires_on=row.expires_on,
        replies=tuple(
            NoteReplyFact(each.on, each.author.name if each.author else "", each.text)
            for each in (row.replies.all() if replies else ())
        ),
        replied=getattr(row, "replied", 0),
        mine=mine, about_me=about, may_reply=about or (mine and row.about_id is not None),
    )  # fmt: skip


def without_words(each: NoteFact) -> NoteFact:
    """The same without its words."""
    return replace(each, text="")
