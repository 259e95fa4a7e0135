"""Ways out of a tool: offered, accepted, signed, moved on; whether the need is met; what the need becomes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page
from takehold.shadow_it.facts.tools import ToolFact
from takehold.shadow_it.forms.tools import AnswerForm, CoOwnerForm, OfferForm, Versioned
from takehold.shadow_it.operations import becoming, following, ways
from takehold.shadow_it.queries import tools as queries
from takehold.shadow_it.queries.rights import worked_on
from takehold.shadow_it.views.shown import becoming as becoming_forms
from takehold.shadow_it.views.shown import kept, shown, turning


@require_POST
@page
def offer(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Offer a way out."""
    worked_on(viewer, tool_id)
    form = OfferForm(request.POST)
    return kept(
        request, viewer, tool_id, form, ways.offer,
        _("Offered. Each department says whether it meets its need, and its co-owner signs."),
        lambda _data: {"said": form.said()}, offering=form,
    )  # fmt: skip


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Move it on."""
    form = turning(viewer, _worked(viewer, tool_id), request.POST)
    return kept(
        request, viewer, tool_id, form, ways.turn, _("Kept."),
        lambda data: {"event": data["event"], "reason": data["reason"], "directive_id": data.get("directive")},
        turning=form,
    )  # fmt: skip


@require_POST
@page
def co_owner(request: HttpRequest, viewer: Viewer, tool_id: int, department_id: int) -> HttpResponse:
    """Name who signs for a department."""
    _there(_worked(viewer, tool_id), department_id)
    form = CoOwnerForm(request.POST, find=finder(viewer))
    return kept(
        request, viewer, tool_id, form, ways.name_co_owner, _("Named. It is signed by this person alone."),
        lambda data: {"department_id": department_id, "person_id": data["co_owner"]},
        department=(department_id, form),
    )  # fmt: skip


@require_POST
@page
def accept(request: HttpRequest, viewer: Viewer, tool_id: int, department_id: int) -> HttpResponse:
    """Say that what is offered meets the need of one's own department."""
    return _said(
        request, viewer, tool_id, department_id, ways.accept, _("Kept: it meets the need of your department.")
    )


@require_POST
@page
def sign(request: HttpRequest, viewer: Viewer, tool_id: int, department_id: int) -> HttpResponse:
    """Sign it as the department's co-owner."""
    return _said(request, viewer, tool_id, department_id, ways.sign, _("Signed for the department."))


@require_POST
@page
def answer(request: HttpRequest, viewer: Viewer, tool_id: int, check_id: int) -> HttpResponse:
    """Answer whether the need is met."""
    found = queries.tool(viewer=viewer, tool_id=tool_id)
    if all(each.id != check_id for each in found.checks):
        raise NotYours
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals(form):
            following.answer(
                viewer=viewer, tool_id=tool_id, check_id=check_id, said=form.answered(),
                words=form.cleaned_data["words"], now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Thank you. Who answered is kept nowhere."))
            return redirect("shadow_it:tool", tool_id)
    return shown(request, viewer, found, checked=(check_id, form))


@require_POST
@page
def request_of(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Draft a request to a body from the need."""
    found = _worked(viewer, tool_id)
    form, _other = becoming_forms(viewer, found, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        with refusals(form), conflicts(form):
            made = becoming.to_request(
                viewer=viewer,
                tool_id=tool_id,
                body_id=data["body"],
                version=data["version"],
                now=timezone.now(),
            )
            messages.success(request, _("Drafted from the need. It lies with nobody until it is sent."))
            return redirect("governance:request-edit", made)
    return shown(request, viewer, found, asking_body=form)


@require_POST
@page
def gap_of(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Open a gap of a change from the need."""
    found = _worked(viewer, tool_id)
    _other, form = becoming_forms(viewer, found, request.POST)
    if form.is_valid():
        slug = form.cleaned_data["change"]
        with refusals(form), conflicts(form):
            made = becoming.to_gap(
                viewer=viewer,
                tool_id=tool_id,
                slug=slug,
                version=form.cleaned_data["version"],
                now=timezone.now(),
            )
            messages.success(request, _("Opened, with its whys."))
            return redirect("gaps:gap", slug, made)
    return shown(request, viewer, found, asking_change=form)


def _worked(viewer: Viewer, tool_id: int) -> ToolFact:
    worked_on(viewer, tool_id)
    return queries.tool(viewer=viewer, tool_id=tool_id)


def _there(found: ToolFact, department_id: int) -> None:
    if all(each.id != department_id for each in found.departments):
        raise NotYours


def _said(
    request: HttpRequest, viewer: Viewer, tool_id: int, department_id: int, operation: Any, done: str
) -> HttpResponse:
    """One click over the version that was read; what is refused stands above the page."""
    _there(queries.tool(viewer=viewer, tool_id=tool_id), department_id)
    form = Versioned(request.POST)
    return kept(
        request,
        viewer,
        tool_id,
        form,
        operation,
        done,
        lambda _data: {"department_id": department_id},
        said=form,
    )
