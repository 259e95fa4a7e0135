"""/notes/: what I wrote and what was written about me; a new one in half a minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather.facts.notes import HEARSAY, NoteFact
from takehold.gather.forms.notes import NoteForm
from takehold.gather.forms.says import WordForm
from takehold.gather.operations import notes as operations
from takehold.gather.queries import notes as queries
from takehold.gather.queries.listening import ears, may_note
from takehold.gather.queries.naming import marked
from takehold.gather.queries.sorts import kinds_with_defaults, sorts, theme_names
from takehold.gather.views.entry import moment
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page


@require_safe
@page
def notes(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What was written about me first, then what I wrote."""
    if not viewer.roles:
        raise NotYours
    context = {
        "about_me": queries.about_me(viewer=viewer),
        "written": queries.written(viewer=viewer),
        "may_note": may_note(viewer),
        "today": viewer.on,
    }
    return render(request, "gather/notes.html", context)


@require_http_methods(["GET", "POST"])
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One tap and one text. Names in something that was only heard are pointed at first."""
    if not viewer.roles:
        raise NotYours
    if not may_note(viewer):
        raise NotAllowed(
            _("Notes are written by managers, coaches and those who lead a change. You may say it instead.")
        )
    form = _form(request, viewer)
    if request.method != "POST" or request.POST.get("step") == "change":
        return _new(request, viewer, _form(request, viewer, bound=False))
    if not form.is_valid():
        return _new(request, viewer, form, 422)
    said = form.said()
    if said.kind == HEARSAY and request.POST.get("step") != "keep":
        pieces = marked(said.text, places=[each.name for each in people.teams(viewer=viewer)])
        if any(piece.why for piece in pieces):
            context = {"form": form, "pieces": pieces, "fields": _fields(request)}
            return render(request, "gather/note_names.html", context)
    try:
        operations.note(viewer=viewer, said=said, now=moment())
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _new(request, viewer, form, 422)
    messages.success(request, _("Noted."))
    return redirect("gather:notes")


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (key, str(value)) for key, value in request.POST.items() if key not in ("csrfmiddlewaretoken", "step")
    ]


def _form(request: HttpRequest, viewer: Viewer, bound: bool = True) -> NoteForm:
    teams = [(each.id, each.name) for each in people.teams(viewer=viewer) if each.people]
    posted = request.method == "POST"
    return NoteForm(
        request.POST if bound and posted else None,
        changes=[(each.slug, each.name) for each in ears(viewer).changes if not each.ended],
        teams=teams,
        sorts=sorts(),
        find=finder(viewer),
        initial=request.POST.dict() if posted else {"change": request.GET.get("change", "")},
    )


def _new(request: HttpRequest, viewer: Viewer, form: NoteForm, status: int = 200) -> HttpResponse:
    opened = [form[name] for name in form.fields if name not in ("kind", "text", "theme")]
    context = {
        "form": form,
        "kinds": [
            KindTile(value, words, usual, form["kind"].value() == value)
            for value, words, usual in kinds_with_defaults()
        ],
        "themes": theme_names(viewer=viewer),
        "people": people.with_roles(viewer=viewer),
        "open": any(bound.errors or (form.is_bound and bound.value()) for bound in opened),
    }
    return render(request, "gather/note_new.html", context, status=status)


@dataclass(frozen=True, slots=True)
class KindTile:
    """One kind to tap: its words, what it sets, whether it is chosen."""

    value: str
    words: str
    usual: str
    chosen: bool


@require_safe
@page
def note(request: HttpRequest, viewer: Viewer, note_id: UUID) -> HttpResponse:
    """One note. If it is about a person, somebody else's reading is put on record before it is shown."""
    found = operations.open_note(viewer=viewer, note_id=note_id, now=moment())
    return _note(request, viewer, found, WordForm())


def _note(
    request: HttpRequest, viewer: Viewer, found: NoteFact, form: WordForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"note": found, "form": form, "today": viewer.on}
    return render(request, "gather/note.html", context, status=status)


@require_POST
@page
def reply(request: HttpRequest, viewer: Viewer, note_id: UUID) -> HttpResponse:
    """Add to a note about a person."""
    form = WordForm(request.POST)
    if form.is_valid():
        with refusals(form, other="text"):
            operations.reply(viewer=viewer, note_id=note_id, text=form.cleaned_data["text"], now=moment())
            messages.success(request, _("Added."))
            return redirect("gather:note", note_id)
    found = operations.open_note(viewer=viewer, note_id=note_id, now=moment())
    return _note(request, viewer, found, form, 422)


@require_POST
@page
def withdraw(request: HttpRequest, viewer: Viewer, note_id: UUID) -> HttpResponse:
    """Take back an own note."""
    operations.withdraw(viewer=viewer, note_id=note_id, now=moment())
    messages.success(request, _("The note is gone, with all that was added to it."))
    return redirect("gather:notes")
