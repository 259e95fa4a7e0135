"""/council/directives/: which directives there are, writing one, looking at it before it is issued, reviewing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.governance.facts.directives import DirectiveFact, DirectiveLine, DirectiveState
from takehold.governance.forms.directives import DirectiveForm, DirectiveTurnForm, blank, initial
from takehold.governance.operations import directives as operations
from takehold.governance.operations.directives_states import ISSUE, possible
from takehold.governance.queries import directives as queries
from takehold.governance.queries import directives_told as told
from takehold.governance.queries.citations import citations
from takehold.governance.queries.directive_words import due_soon, standing, when, words
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.queries.names import names
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, NotAllowed, RoleKind, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]
OVER = (DirectiveState.LAPSED, DirectiveState.LIFTED)
NEWEST = 50
"""So many of those that are over are shown unless all are asked for."""


@require_safe
@page
def directives(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All directives: what is in force, what lapses soon, what is over."""
    found = queries.directives(viewer=viewer)
    going, over = ([each for each in found if (each.state in OVER) is past] for past in (False, True))
    shown_of = len(over) if request.GET.get("over") == "all" else NEWEST
    context = {
        "answer": answer(found, viewer),
        "going": [(each, when(each, viewer.on), due_soon(each, viewer.on)) for each in going],
        "over": over[:shown_of],
        "count": len(over),
        "older": max(0, len(over) - shown_of),
        "may_write": queries.may_write(viewer),
        "sees_all": viewer.has(*EVERYWHERE),
        "today": viewer.on,
        **words(),
    }
    return render(request, "governance/directives.html", context)


def answer(found: Sequence[DirectiveLine], viewer: Viewer) -> str:
    """How many are in force, and how many lapse soon, in one sentence."""
    force = [each for each in found if each.state is DirectiveState.IN_FORCE]
    if not force:
        return _("No directive is in force.")
    soon = [each for each in force if due_soon(each, viewer.on)]
    said = ngettext("{n} directive is in force", "{n} directives are in force", len(force)).format(
        n=len(force)
    )
    if not soon:
        return _("{said}; none lapses within two weeks.").format(said=said)
    if len(soon) == 1:
        return _("{said}. “{title}”: {when}.").format(
            said=said, title=soon[0].title, when=_lower(when(soon[0], viewer.on))
        )
    return _("{said}; {n} of them lapse within two weeks unless reviewed.").format(said=said, n=len(soon))


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Write a directive; what comes next is how those will read it who are told."""
    queries.readable(viewer)
    _writer(viewer)
    form = _form(request, viewer, blank(_offices(viewer), viewer.on))
    if form.is_valid():
        with refusals(form):
            made = operations.write(viewer=viewer, said=form.said(), now=timezone.now())
            return redirect("governance:directive", made)
    return _typed(request, viewer, form, None)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """Say it better, as long as nobody was told."""
    found = queries.directive(viewer=viewer, directive_id=directive_id)
    if not found.may_edit:
        raise NotAllowed(_("A directive is edited by whoever wrote it, until it is issued."))
    form = _form(request, viewer, initial(found.said, found.version))
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            operations.edit(
                viewer=viewer,
                directive_id=directive_id,
                said=form.said(),
                version=version,
                now=timezone.now(),
            )
            return redirect("governance:directive", directive_id)
    return _typed(request, viewer, form, found)


@require_safe
@page
def directive(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """One directive: what it says and rests on, until when, who was told, as bands."""
    return shown(request, viewer, queries.directive(viewer=viewer, directive_id=directive_id))


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """Issue it, drop it, keep it after a review, lift it."""
    found = queries.directive(viewer=viewer, directive_id=directive_id)
    if not (found.writer or found.reviewer):
        raise NotAllowed(
            _("It is issued by whoever wrote it, and reviewed by the office that was named for that.")
        )
    form = DirectiveTurnForm(request.POST, events=_events(found))
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form), conflicts(form):
            operations.turn(
                viewer=viewer, directive_id=directive_id, event=said["event"], reason=said["reason"],
                until=said.get("until"), version=said["version"], now=timezone.now(),
            )  # fmt: skip
            messages.success(
                request,
                _("Issued. Everybody it is for reads it on their page now.")
                if said["event"] == ISSUE
                else _("Kept."),
            )
            return redirect("governance:directive", directive_id)
    return shown(request, viewer, found, turning=form)


def shown(
    request: HttpRequest, viewer: Viewer, found: DirectiveFact, *, turning: DirectiveTurnForm | None = None
) -> HttpResponse:
    """A directive's page, with what was typed where it could not be kept."""
    events, issued = _events(found), found.line.issued_on is not None
    only = {"event": events[0]} if events else {}
    context: dict[str, Any] = {
        "found": found,
        "line": found.line,
        "answer": standing(found.line, viewer.on),
        "reached": told.reached(viewer=viewer, directive_id=found.line.id) if issued else None,
        "own": told.own(viewer=viewer, directive_id=found.line.id) if issued else None,
        "events_possible": events,
        "citations": citations(viewer=viewer, directive_id=found.line.id),
        "turning": turning or DirectiveTurnForm(events=events, initial={"version": found.version, **only}),
        "today": viewer.on,
        **words(),
    }
    return render(request, "governance/directive.html", context, status=422 if turning else 200)


def _events(found: DirectiveFact) -> tuple[str, ...]:
    return possible(found.line.state, writer=found.writer, reviewer=found.reviewer)


def _offices(viewer: Viewer) -> tuple[str, ...]:
    """Every office, also that of one change: whether it fits the change is said when it is kept."""
    return tuple(each for each in queries.OFFICES if viewer.has(RoleKind(each)))


def _form(request: HttpRequest, viewer: Viewer, start: dict[str, Any]) -> DirectiveForm:
    return DirectiveForm(
        request.POST if request.method == "POST" else None, initial=start, offices=_offices(viewer),
        changes=names(viewer=viewer), teams=people.sight(viewer=viewer).teams,
    )  # fmt: skip


def _typed(
    request: HttpRequest, viewer: Viewer, form: DirectiveForm, found: DirectiveFact | None
) -> HttpResponse:
    context = {"form": form, "found": found, "today": viewer.on}
    return render(request, "governance/directive_form.html", context, status=422 if form.is_bound else 200)


def _writer(viewer: Viewer) -> None:
    if not queries.may_write(viewer):
        raise NotAllowed(
            _("Directives come from the council, a sponsor, an IT lead or a change lead; you may read them.")
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
