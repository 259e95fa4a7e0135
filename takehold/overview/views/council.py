"""/council/: what waits for a decision, what is due for review, what was promised; one request with its check."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from takehold.gaps.queries.concerns import for_council
from takehold.governance.facts.requests import Checked, Framing, RequestFact
from takehold.governance.forms.requests import CommentForm, SendForm, SignForm, TurnForm
from takehold.governance.operations import deciding
from takehold.governance.operations import requests as operations
from takehold.governance.operations.requests_states import BACK, SEND, possible
from takehold.governance.queries import requests as queries
from takehold.governance.queries.commitments import open_ones
from takehold.governance.queries.decisions import SOON, reviews
from takehold.governance.queries.directive_words import due_soon, when
from takehold.governance.queries.directives import lapsing
from takehold.governance.queries.framing import checked
from takehold.governance.queries.rights import asks
from takehold.governance.queries.words import PURPOSES, holder, words
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.overview.operations.checking import look
from takehold.overview.views import entry
from takehold.people.facts import EVERYWHERE, NotYours, Viewer
from takehold.people.views.entry import page
from takehold.shadow_it.queries.named import behind


@entry.page
def council(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The agenda of everything that waits."""
    if not viewer.roles:
        raise NotYours
    waiting = queries.waiting(viewer=viewer)
    due = reviews(on=viewer.on)
    promised = open_ones(viewer=viewer)
    asked = for_council(viewer=viewer)
    lapse = lapsing(viewer=viewer, until=viewer.on + SOON)
    context = {
        "answer": answer(len(waiting) + len(asked), sum(each[3] <= viewer.on for each in due), len(lapse)),
        "waiting": waiting,
        "mine": [each for each in queries.own(viewer=viewer) if each.state not in queries.OPEN],
        "due": due,
        "lapse": [(each, when(each, viewer.on), due_soon(each, viewer.on)) for each in lapse],
        "promised": [(each, holder(each.holder)) for each in promised],
        "asked": asked,
        "may_ask": asks(viewer),
        "reads_packs": viewer.has(*EVERYWHERE),
        "today": viewer.on,
        **words(),
    }
    return render(request, "overview/council.html", context)


@entry.page
def request_page(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """One request: what is asked, what is missing, what became of it."""
    return _page(request, viewer, request_id)


@require_POST
@page
def check(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Look up what other rooms know about it."""
    operations.own(viewer, request_id)
    look(viewer, request_id, timezone.now())
    messages.success(request, _("Looked up. What is on record stands below."))
    return redirect("overview:request", request_id)


@require_POST
@page
def send(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Send it; what is missing is looked up once more before."""
    operations.own(viewer, request_id)
    form = SendForm(request.POST)
    if form.is_valid():
        found = look(viewer, request_id, timezone.now())
        with refusals(form, called={"event": "despite"}), conflicts(form):
            deciding.send(
                viewer=viewer, request_id=request_id, checked=found, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Sent. It lies with the body now."))
            return redirect("overview:request", request_id)
    return _page(request, viewer, request_id, sending=form)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Send it back, put it on the agenda, take it off, withdraw it."""
    found = queries.request(viewer=viewer, request_id=request_id)
    form = TurnForm(request.POST, events=_events(found))
    if form.is_valid():
        with refusals(form), conflicts(form):
            deciding.turn(viewer=viewer, request_id=request_id, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("overview:request", request_id)
    return _page(request, viewer, request_id, turning=form)


@require_POST
@page
def sign(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Sign what stands there now."""
    form = SignForm(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.sign(
                viewer=viewer, request_id=request_id, version=form.cleaned_data["version"], now=timezone.now()
            )
            messages.success(request, _("Signed."))
            return redirect("overview:request", request_id)
    return _page(request, viewer, request_id, wrong=form)


@require_POST
@page
def comment(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Say something to it."""
    form = CommentForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.comment(
                viewer=viewer, request_id=request_id, text=form.cleaned_data["text"], now=timezone.now()
            )
            messages.success(request, _("Said."))
            return redirect("overview:request", request_id)
    return _page(request, viewer, request_id, commenting=form)


def answer(waiting: int, overdue: int, lapse: int = 0) -> str:
    """What waits, what is overdue and how many directives lapse soon, a sentence each."""
    if waiting:
        told = ngettext("{n} thing waits for a decision.", "{n} things wait for a decision.", waiting).format(
            n=waiting
        )
    else:
        told = _("Nothing waits for a decision.")
    if overdue:
        told += " " + ngettext(
            "{n} decision is due to be looked at again.",
            "{n} decisions are due to be looked at again.",
            overdue,
        ).format(n=overdue)
    if lapse:
        told += " " + ngettext(
            "{n} directive lapses soon unless it is reviewed.",
            "{n} directives lapse soon unless they are reviewed.",
            lapse,
        ).format(n=lapse)
    return told


def state(found: Checked) -> str:
    """Where the request stands, in a sentence."""
    request = found.framing.request
    missing = ngettext(
        "{n} thing is missing before the body can decide.",
        "{n} things are missing before the body can decide.",
        len(found.missing),
    ).format(n=len(found.missing))
    if request.may_edit:
        return _("Nothing is missing: it can be sent.") if found.complete else missing
    asked = _("{body} is asked {purpose}.").format(
        body=request.line.body, purpose=PURPOSES[request.line.purpose]
    )
    return asked if found.complete or request.line.state not in queries.OPEN else f"{asked} {missing}"


def _events(found: RequestFact) -> tuple[str, ...]:
    every = possible(found.line.state, asks=found.line.mine, enters=found.body.writes)
    return tuple(each for each in every if each != SEND)


def _page(request: HttpRequest, viewer: Viewer, request_id: int, **typed: Any) -> HttpResponse:
    """The page, with what was typed where it could not be kept."""
    found = queries.request(viewer=viewer, request_id=request_id)
    told = checked(Framing(found, found.known))
    version = {"version": found.version}
    events = _events(found)
    context = {
        "found": found,
        "said": found.said,
        "tools": behind(viewer=viewer, request_id=request_id),
        "missing": told.missing,
        "back": BACK if BACK in events else "",
        "lacks": " ".join(each.sentence for each in told.missing)[: deciding.LONGEST],
        "answer": state(told),
        "sending": typed.get("sending") or SendForm(initial=version),
        "turning": typed.get("turning") or (TurnForm(events=events, initial=version) if events else None),
        "commenting": typed.get("commenting") or CommentForm(),
        "wrong": typed.get("wrong"),
        "may_set_agenda": "agenda" in events,
        "may_decide": found.body.writes and found.line.state.value == "agenda",
        "today": viewer.on,
        **words(),
    }
    return render(request, "overview/request.html", context, status=422 if typed else 200)
