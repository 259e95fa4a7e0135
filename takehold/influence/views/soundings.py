"""/sounding/: what trusted colleagues say, for the leader alone; and the page on which a colleague answers."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather.views.respond import preferred, show
from takehold.influence.facts.soundings import Door, Form, Soundings
from takehold.influence.forms.soundings import AnswerForm, AskForm, NoteForm
from takehold.influence.operations import soundings as operations
from takehold.influence.queries.soundings import door, opened
from takehold.influence.queries.soundings import soundings as queried
from takehold.influence.queries.words import APPROACHES, COURSES, LANDS, OPENLY
from takehold.influence.views.entry import moment
from takehold.influence.views.stakeholders import BOTH
from takehold.initiatives.facts import Conflict
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page

COOKIE: Final = "sounding"
LANGUAGES: Final = ("en", "de")
TURNED: Final = ("lands", "openly")


@never_cache
@require_http_methods(BOTH)
@page
def soundings(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The reader's own soundings, and what waits for the reader."""
    found = queried(viewer=viewer)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not found.may_ask:
            raise NotAllowed(_("Soundings are asked for by those who lead, sponsor, decide or manage."))
        if form.is_valid():
            with refusals(form), conflicts(form):
                operations.ask(viewer=viewer, said=form.told(), now=moment())
                messages.success(request, _("Asked. The answers stand here when the week is over."))
                return redirect("influence:soundings")
    context = {
        "found": found,
        "answer": answer(found),
        "courses": COURSES,
        "approaches": APPROACHES,
        "lands": {int(value): word for value, word in LANDS},
        "openly": {int(value): word for value, word in OPENLY},
        "form": form,
    }
    return render(request, "influence/soundings.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def take_back(request: HttpRequest, viewer: Viewer, note_id: int) -> HttpResponse:
    """Take an answer by name back."""
    operations.take_back(viewer=viewer, note_id=note_id, now=moment())
    messages.success(request, _("Taken back. It is gone for whoever asked, too."))
    return redirect("influence:soundings")


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The way in leaves the address at once: it goes into a cookie that only these pages get."""
    opened(token)
    response = HttpResponseRedirect(reverse("influence:sounding-answer"))
    response.set_cookie(
        COOKIE, token, path=reverse("influence:sounding-answer"), secure=request.is_secure(), httponly=True,
        samesite="Lax", max_age=3600,
    )  # fmt: skip
    return response


# no token against forged forms: each form carries the way in itself, which nobody else has
@csrf_exempt
@require_http_methods(BOTH)
def respond(request: HttpRequest) -> HttpResponse:
    """Three questions, for whoever holds the way in; no account is needed."""
    language = preferred(request, LANGUAGES) if "lang" in request.GET else (get_language() or "en")[:2]
    language = language if language in LANGUAGES else LANGUAGES[0]
    token = request.POST.get("door", "") if request.method == "POST" else request.COOKIES.get(COOKIE, "")
    try:
        nonce = opened(token)
        found = door(nonce=nonce)
    except NotYours:
        return show("influence/respond/shut.html", language, {"why": "unknown"}, status=404)
    if found.over or found.used:
        why = "over" if found.over else "used"
        return show("influence/respond/shut.html", language, {"why": why}, status=410 if found.over else 200)
    form = _form(found, request)
    if form.is_valid():
        try:
            operations.answer(nonce=nonce, said=form.told(), now=moment())
        except Conflict:
            return show("influence/respond/shut.html", language, {"why": "used"})
        return show("influence/respond/shut.html", language, {"why": "thanks"})
    context: dict[str, Any] = {"found": found, "form": form, "door": token}
    return show("influence/respond/answer.html", language, context, status=422 if form.is_bound else 200)


def _form(found: Door, request: HttpRequest) -> AnswerForm:
    kind = NoteForm if found.form is Form.NAMED else AnswerForm
    return kind(request.POST if request.method == "POST" else None)


def answer(found: Soundings) -> str:
    """What turned, what comes in, what waits: in one or two sentences."""
    told = []
    if found.waiting:
        told.append(
            ngettext(
                "{leader} asks you three questions; they take a minute.",
                "{n} leaders ask you three questions each; they take a minute.",
                len(found.waiting),
            ).format(leader=found.waiting[0].leader, n=len(found.waiting))
        )
    if found.turned == TURNED[0]:
        told.append(_("It lands less well than the time before."))
    elif found.turned == TURNED[1]:
        told.append(_("Fewer would tell you openly what goes wrong than the time before."))
    elif found.mine and found.mine[0].told is not None:
        told.append(_("Nothing turned since the time before."))
    if found.mine and found.mine[0].open:
        told.append(_("Your sounding is open still."))
    return " ".join(told) or _("You have asked nobody yet, and nobody asks you.")
