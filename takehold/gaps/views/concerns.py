"""Questions and answers about a change: what was asked, what was answered, what waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gaps.facts import ConcernFact, ConcernState, SourceKind
from takehold.gaps.forms.concerns import AnswerForm, ConcernForm
from takehold.gaps.operations import concerns as operations
from takehold.gaps.queries import concerns as queries
from takehold.gaps.queries.rights import change_of, led
from takehold.gaps.queries.sources import offered
from takehold.gaps.queries.words import SOURCES
from takehold.gaps.views.entry import moment, words
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]
ARISES_FROM = (SourceKind.SAID, SourceKind.THEME, SourceKind.NOTE)


@require_safe
@page
def answers(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What waits, the overdue first, and every answer so far: for everybody who may read the change."""
    change = change_of(viewer, slug)
    found = queries.concerns(viewer=viewer, slug=slug)
    waiting = [each for each in found if each.state is ConcernState.WAITING]
    context = {
        "initiative": change,
        "waiting": waiting,
        "answered": [each for each in found if each.state is not ConcernState.WAITING],
        "answer": answer_line(waiting),
        "today": viewer.on,
        **words(),
    }
    return render(request, "gaps/answers.html", context)


def answer_line(waiting: list[ConcernFact]) -> str:
    """How many wait, and how many of them too long."""
    if not waiting:
        return _("No question waits for an answer.")
    many = ngettext("{n} concern waits for an answer", "{n} concerns wait for an answer", len(waiting))
    late = sum(bool(each.late) for each in waiting)
    if not late:
        return _("{many}, all of them within their time.").format(many=many.format(n=len(waiting)))
    return ngettext(
        "{many}; {n} of them is overdue.", "{many}; {n} of them are overdue.", late
    ).format(many=many.format(n=len(waiting)), n=late)  # fmt: skip


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Write a concern down, by hand or from something said, a theme or a note."""
    change = led(viewer, slug)
    asked = request.GET.get("from", "")
    kind = next((each for each in ARISES_FROM if each.value == asked), SourceKind.SAID)
    sources = offered(viewer=viewer, change=change, kind=kind)
    form = ConcernForm(request.POST if request.method == "POST" else None, sources=sources)
    if form.is_valid():
        with refusals(form, other="ref"):
            made = operations.raise_concern(viewer=viewer, slug=slug, said=form.said(kind), now=moment())
            messages.success(request, _("Written down. Next: the answer."))
            return redirect("gaps:concern", slug, made)
    context = {
        "initiative": change,
        "form": form,
        "found": sources,
        "chosen": request.POST.getlist("ref"),
        "filters": [(SOURCES[each], f"?from={each.value}", each is kind) for each in ARISES_FROM],
        "today": viewer.on,
    }
    return render(request, "gaps/concern_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def concern(request: HttpRequest, viewer: Viewer, slug: str, concern_id: int) -> HttpResponse:
    """One concern with its answer; for who leads the change also the form to answer it."""
    return _shown(request, viewer, slug, queries.concern(viewer=viewer, slug=slug, concern_id=concern_id))


@require_POST
@page
def answer(request: HttpRequest, viewer: Viewer, slug: str, concern_id: int) -> HttpResponse:
    """Answer it, for everybody and to those who raised it."""
    led(viewer, slug)
    found = queries.concern(viewer=viewer, slug=slug, concern_id=concern_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.answer(viewer=viewer, slug=slug, concern_id=concern_id, said=form.said(), now=moment())
            messages.success(request, _("Answered, also to those who raised it."))
            return redirect("gaps:concern", slug, concern_id)
    return _shown(request, viewer, slug, found, form)


@require_POST
@page
def move(request: HttpRequest, viewer: Viewer, slug: str, concern_id: int, event: str) -> HttpResponse:
    """Close it, take it up again, or ask that the council looks at it."""
    act = {"close": operations.close, "again": operations.take_up, "council": operations.ask_council}[event]
    try:
        act(viewer=viewer, slug=slug, concern_id=concern_id, now=moment())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept."))
    return redirect("gaps:concern", slug, concern_id)


def _shown(
    request: HttpRequest, viewer: Viewer, slug: str, found: ConcernFact, form: AnswerForm | None = None
) -> HttpResponse:
    start = {"kind": found.kind.value, "answer": found.answer, "told": found.told}
    context = {
        "slug": slug,
        "concern": found,
        "form": form or AnswerForm(initial=start),
        "today": viewer.on,
        **words(),
    }
    return render(request, "gaps/concern.html", context, status=422 if form else 200)
