"""All tools that people found for themselves, telling of one, one with its inquiry, and the needs behind them by theme."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.people.forms import ROLE_WORDS
from takehold.people.views.entry import page
from takehold.shadow_it.facts.tools import ToolState
from takehold.shadow_it.forms.tools import InterviewForm, NeedForm, ToldForm, Versioned, WhyForm, initial
from takehold.shadow_it.operations import inquiry, opening, telling
from takehold.shadow_it.queries import needs as by_need
from takehold.shadow_it.queries import promises
from takehold.shadow_it.queries import tools as queries
from takehold.shadow_it.queries.log_rights import may_read
from takehold.shadow_it.queries.rights import worked_on
from takehold.shadow_it.queries.words import GUIDE, answer, answer_of_needs, words
from takehold.shadow_it.queries.words import people as people_words
from takehold.shadow_it.views.shown import adding, kept, shown

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@page
def tools(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The register: what waits first."""
    lines = queries.tools(viewer=viewer)
    there = [(each, people_words(each.people)) for each in lines]
    context = {
        "answer": answer(lines),
        "open": [each for each in there if not each[0].met and each[0].state is not ToolState.LEFT],
        "met": [each for each in there if each[0].met],
        "left": [each for each in there if each[0].state is ToolState.LEFT],
        "may_tell": bool(people.own_teams(viewer)),
        "promise": promises.holding(),
        "may_see_logs": may_read(viewer),
        **words(),
    }
    return render(request, "shadow_it/tools.html", context)


@require_http_methods(BOTH)
@page
def tell(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Tell of a tool of one's own department, in a minute."""
    if not viewer.roles:
        raise NotYours
    own = people.own_teams(viewer)
    names = [(each.id, each.name) for each in people.sight(viewer=viewer).teams if each.id in own]
    form = ToldForm(
        request.POST if request.method == "POST" else None,
        teams=names,
        initial={"team": min(own, default=None)},
    )
    if form.is_bound:
        telling.may_tell(viewer)
    if form.is_bound and form.is_valid():
        with refusals(form), conflicts(form):
            made = telling.tell(viewer=viewer, said=form.said(), now=timezone.now())
            messages.success(
                request, _("Thank you. Before anything is done about it, you are asked why it is useful.")
            )
            return redirect("shadow_it:tool", made)
    context = {"form": form, "promise": promises.holding(), "may_tell": bool(own), "offices": ROLE_WORDS}
    return render(request, "shadow_it/tell.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def needs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What our offering lacks."""
    found = by_need.needs(viewer=viewer)
    context = {
        "answer": answer_of_needs(found),
        "needs": [
            (each, people_words(each.people), [(one, people_words(one.people)) for one in each.tools])
            for each in found
        ],
        **words(),
    }
    return render(request, "shadow_it/needs.html", context)


@require_safe
@page
def tool(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """One tool: what it is, who uses it, whether its need is met."""
    return shown(request, viewer, queries.tool(viewer=viewer, tool_id=tool_id))


@require_http_methods(BOTH)
@page
def interview(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """The questions of the interview, and what was said."""
    worked_on(viewer, tool_id)
    found = queries.tool(viewer=viewer, tool_id=tool_id)
    form = InterviewForm(request.POST if request.method == "POST" else None, initial=initial(found))
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        with refusals(form), conflicts(form):
            inquiry.interview(
                viewer=viewer, tool_id=tool_id, said=form.said(), version=version, now=timezone.now()
            )
            messages.success(request, _("Kept."))
            return redirect("shadow_it:tool", tool_id)
    context = {"form": form, "tool": found, "guide": GUIDE}
    return render(request, "shadow_it/interview.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def why(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """One more answer to "why?"."""
    worked_on(viewer, tool_id)
    form = WhyForm(request.POST)
    return kept(
        request, viewer, tool_id, form, inquiry.why, _("Kept."),
        lambda data: {"cause": data["cause"], "text": data["text"], "ends_at": data["root"]},
        called={"ends_at": "root"}, why=form,
    )  # fmt: skip


@require_POST
@page
def why_back(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Take the last answer back."""
    worked_on(viewer, tool_id)
    form = Versioned(request.POST)
    return kept(
        request, viewer, tool_id, form, inquiry.take_back, _("The last answer is taken back."), said=form
    )


@require_POST
@page
def need(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Record the need."""
    worked_on(viewer, tool_id)
    form = NeedForm(request.POST)
    return kept(
        request, viewer, tool_id, form, inquiry.need, _("The need is on record."),
        lambda _data: {"said": form.said()}, needing=form,
    )  # fmt: skip


@require_POST
@page
def department(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Another department uses it too."""
    worked_on(viewer, tool_id)
    form = adding(viewer, queries.tool(viewer=viewer, tool_id=tool_id), request.POST)
    return kept(
        request, viewer, tool_id, form, telling.add_department,
        _("Added. It accepts and signs from now on too."), lambda data: {"group": data["group"]}, adding=form,
    )  # fmt: skip


@require_POST
@page
def open_find(request: HttpRequest, viewer: Viewer, service: str) -> HttpResponse:
    """Open the inquiry into what logs showed."""
    made = opening.from_find(viewer=viewer, service=service, now=timezone.now())
    messages.success(request, _("The inquiry is open. Next: why is it used?"))
    return redirect("shadow_it:tool", made)


@require_POST
@page
def forget_me(request: HttpRequest, viewer: Viewer, tool_id: int) -> HttpResponse:
    """Nobody is asked back any more."""
    telling.no_longer_ask(viewer=viewer, tool_id=tool_id, now=timezone.now())
    messages.success(request, _("Who told it is kept nowhere any more."))
    return redirect("shadow_it:tool", tool_id)
