"""/council/requests/: all requests, beginning one, saying what is asked, with options, who was consulted, what it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.governance.forms.requests import ConsultedForm, OptionForm, RequestForm, ServesForm, initial
from takehold.governance.operations import requests as operations
from takehold.governance.queries import bodies
from takehold.governance.queries import requests as queries
from takehold.governance.queries.priorities import holding
from takehold.governance.queries.rights import asks, known_changes
from takehold.governance.queries.words import words
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]
CALLED = {"said": "said_"}


@require_safe
@page
def requests(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All that this viewer may read, the newest first."""
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 7 else 0
    lines, many = queries.requests(viewer=viewer, offset=after)
    told = ngettext("{n} request, the newest first.", "{n} requests, the newest first.", many).format(n=many)
    context = {
        "lines": lines,
        "answer": told if many else _("Nobody has asked a body for anything yet."),
        "next": after + queries.PAGE if after + queries.PAGE < many else None,
        "before": max(0, after - queries.PAGE) if after else None,
        "may_ask": asks(viewer),
        "today": viewer.on,
        **words(),
    }
    return render(request, "governance/requests.html", context)


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin one."""
    operations.asking(viewer)
    form = _form(request, viewer, {"change": request.GET.get("change", "")})
    if form.is_bound and form.is_valid():
        with refusals(form):
            made = operations.begin(viewer=viewer, said=form.said(), now=timezone.now())
            messages.success(request, _("Begun. It lies with nobody until it is sent."))
            return redirect("overview:request", made)
    context = {"form": form, "has_bodies": bool(bodies.named())}
    return render(request, "governance/request_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Say it better."""
    found = queries.request(viewer=viewer, request_id=request_id)
    if not found.line.mine:
        raise NotAllowed(_("It is written by whoever asks for it; you may read it and comment on it."))
    form = _form(request, viewer, initial(found))
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            operations.edit(
                viewer=viewer, request_id=request_id, said=form.said(), version=version, now=timezone.now()
            )
            messages.success(request, _("Kept."))
            return redirect("overview:request", request_id)
    context = {"form": form, "found": found, "has_bodies": True}
    return render(request, "governance/request_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def lines(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Options, who was consulted, what it serves."""
    return _lines(request, viewer, request_id)


@require_POST
@page
def option(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Add an option."""
    return _added(request, viewer, request_id, OptionForm(request.POST), operations.add_option, "option")


@require_POST
@page
def consulted(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Add who was consulted."""
    form = ConsultedForm(request.POST)
    return _added(request, viewer, request_id, form, operations.add_consulted, "consulted")


@require_POST
@page
def serves(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """Add what it serves."""

    def serve(said: dict[str, Any], **more: Any) -> None:
        operations.serve(priority_id=said["priority"], how=said["how"], **more)

    form = ServesForm(request.POST, priorities=holding(on=viewer.on))
    return _added(request, viewer, request_id, form, serve, "serves")


@require_POST
@page
def take_out(request: HttpRequest, viewer: Viewer, request_id: int, kind: str, line_id: int) -> HttpResponse:
    """Take a line out."""
    version = queries.fetch(viewer, request_id).version
    operations.take_out(
        viewer=viewer, request_id=request_id, kind=kind, line_id=line_id, version=version, now=timezone.now()
    )
    messages.success(request, _("Taken out."))
    return redirect("governance:request-lines", request_id)


def _added(
    request: HttpRequest, viewer: Viewer, request_id: int, form: Any, add: Callable[..., None], name: str
) -> HttpResponse:
    operations.own(viewer, request_id)
    if form.is_valid():
        said = form.said() if hasattr(form, "said") else form.cleaned_data
        text = request.POST.get("version", "")
        version = int(text) if text.isdecimal() and len(text) < 10 else 0
        with refusals(form, called=CALLED), conflicts(form):
            add(viewer=viewer, request_id=request_id, said=said, version=version, now=timezone.now())
            messages.success(request, _("Added."))
            return redirect("governance:request-lines", request_id)
    return _lines(request, viewer, request_id, **{name: form})


def _lines(request: HttpRequest, viewer: Viewer, request_id: int, **typed: Form) -> HttpResponse:
    """The page of lines, with what was typed where it could not be kept."""
    operations.own(viewer, request_id)
    known = holding(on=viewer.on)
    context = {
        "found": queries.request(viewer=viewer, request_id=request_id),
        "option": typed.get("option") or OptionForm(),
        "consulted": typed.get("consulted") or ConsultedForm(initial={"on": viewer.on}),
        "serves": typed.get("serves") or ServesForm(priorities=known),
        "has_priorities": bool(known),
        "today": viewer.on,
        **words(),
    }
    return render(request, "governance/request_lines.html", context, status=422 if typed else 200)


def _form(request: HttpRequest, viewer: Viewer, start: dict[str, object]) -> RequestForm:
    return RequestForm(
        request.POST if request.method == "POST" else None, bodies=bodies.named(),
        changes=known_changes(viewer), find=finder(viewer), initial=start,
    )  # fmt: skip
