"""/voices/: what people say, for who listens; and the desk where it is set who is told of what is unsafe."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather.facts.says import Desk, SayFact
from takehold.gather.forms.says import DeskForm, WordForm
from takehold.gather.operations import duty
from takehold.gather.operations import says as operations
from takehold.gather.queries import notes, themes
from takehold.gather.queries import says as queries
from takehold.gather.queries.desk import desk as desk_now
from takehold.gather.queries.listening import change_of, ears, may_note
from takehold.gather.views.entry import moment
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer
from takehold.people.views.entry import page

SHOWN = ("waiting", "all")


@require_safe
@page
def voices(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What do people say? That which is unsafe and waits stands first."""
    if not viewer.roles:
        raise NotYours
    heard = ears(viewer)
    slug, show = request.GET.get("change", ""), request.GET.get("show", "waiting")
    change = change_of(viewer, slug)
    context = {
        "says": queries.says(viewer=viewer, slug=slug, show=show if show in SHOWN else "waiting")
        if heard.any
        else None,
        "change": change,
        "themes": themes.themes(viewer=viewer, slug=slug) if heard.any else (),
        "notes": notes.heard(viewer=viewer, slug=slug, limit=20) if heard.any else (),
        "kept": themes.edited(viewer=viewer, slug=slug) if heard.any else (),
        "leads": themes.leads(heard, slug),
        "may_note": may_note(viewer),
        "changes": [each for each in heard.changes if not each.ended],
        "show": show,
        "desk": heard.desk,
        "sets_desk": viewer.has(RoleKind.ADMIN),
        "today": viewer.on,
        "filters": _filters(show, slug),
    }
    return render(request, "gather/voices.html", context)


@require_safe
@page
def theme(request: HttpRequest, viewer: Viewer, theme_id: int) -> HttpResponse:
    """One theme: who speaks of it, by kind; what may be shown of it."""
    found = themes.theme(viewer=viewer, theme_id=theme_id)
    said = queries.says(viewer=viewer, show="all", limit=200)
    heard = notes.heard(viewer=viewer, limit=200)
    context = {
        "theme": found,
        "says": [each for each in said.rows if each.id in found.say_ids],
        "notes": [each for each in heard if each.id in found.note_ids],
        "leads": themes.leads(ears(viewer), found.slug),
        "most": max((count for _week, count in found.weeks), default=0),
        "today": viewer.on,
    }
    return render(request, "gather/theme.html", context)


def _filters(show: str, slug: str) -> list[tuple[str, str, bool]]:
    words = {"waiting": _("waiting for an answer"), "all": _("all")}
    asked = f"&change={slug}" if slug else ""
    return [(word, f"?show={each}{asked}", each == show) for each, word in words.items()]


@require_safe
@page
def voice(request: HttpRequest, viewer: Viewer, say_id: UUID) -> HttpResponse:
    """One thing said. Opening it tells its sender that a person has read it."""
    found = operations.open_say(viewer=viewer, say_id=say_id, on=viewer.on)
    return _voice(request, viewer, found, WordForm())


def _voice(
    request: HttpRequest, viewer: Viewer, found: SayFact, form: WordForm, status: int = 200
) -> HttpResponse:
    context = {"say": found, "form": form, "today": viewer.on}
    return render(request, "gather/voice.html", context, status=status)


@require_POST
@page
def answer(request: HttpRequest, viewer: Viewer, say_id: UUID) -> HttpResponse:
    """Answer it."""
    form = WordForm(request.POST)
    if form.is_valid():
        with refusals(form, other="text"):
            operations.answer(viewer=viewer, say_id=say_id, text=form.cleaned_data["text"], now=moment())
            messages.success(request, _("Answered. Who said it reads this with the receipt code."))
            return redirect("gather:voice", say_id)
    found = operations.open_say(viewer=viewer, say_id=say_id, on=viewer.on)
    if not found.may_answer:
        raise NotAllowed(_("It is answered by those who lead the change; you may read it."))
    return _voice(request, viewer, found, form, 422)


@require_POST
@page
def close(request: HttpRequest, viewer: Viewer, say_id: UUID) -> HttpResponse:
    """End it."""
    operations.close(viewer=viewer, say_id=say_id, now=moment())
    messages.success(request, _("Closed. Who said it may still add a word; then it waits here again."))
    return redirect("gather:voice", say_id)


@require_http_methods(["GET", "POST"])
@page
def desk(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Where incidents are reported here, and who is told of what is unsafe."""
    if not viewer.roles:
        raise NotYours
    if not viewer.has(RoleKind.ADMIN):
        raise NotAllowed(_("This is set by an administrator of Takehold."))
    form = DeskForm(
        request.POST if request.method == "POST" else None, find=finder(viewer), initial=_initial(desk_now())
    )
    if form.is_valid():
        duty.set_desk(viewer=viewer, said=form.said(), now=moment())
        messages.success(request, _("Kept. It stands on the page from now on."))
        return redirect("gather:voices")
    context = {"form": form, "people": people.with_roles(viewer=viewer)}
    return render(request, "gather/say_desk.html", context, status=422 if form.is_bound else 200)


def _initial(now: Desk) -> dict[str, Any]:
    return {
        "report_where": now.report_where,
        "report_link": now.report_link,
        "duty": now.duty,
        "duty_called": now.duty_called,
        "lists_open": now.lists_open,
    }
