"""The tally on a phone: pick team and behaviour, tap yes or no for each case seen, finish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gather import operations, queries
from takehold.gather.forms import tally as taps
from takehold.gather.views.entry import is_partial, moment, page
from takehold.people.facts import NotFound, Viewer

REMEMBERED = "tally"


@require_http_methods(["GET", "POST"])
@page
def pick(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Which team and which behaviour; the last choice is remembered."""
    teams = queries.tally_teams(viewer=viewer)
    choices = queries.tally_choices(viewer=viewer)
    last = request.session.get(REMEMBERED, {})
    if request.method == "POST":
        slug, _sep, key = request.POST.get("what", "").partition("/")
        team = request.POST.get("team", "")
        if team.isascii() and team.isdigit() and slug and key:
            choice = queries.tally_choice(viewer=viewer, team_id=int(team), slug=slug, behaviour_key=key)
            request.session[REMEMBERED] = {"team": choice.team_id, "what": f"{slug}/{key}"}
            running = taps.begin(team_id=choice.team_id, initiative_slug=slug, behaviour_key=key)
            return _count(request, viewer, running)
    context = {
        "teams": teams,
        "choices": choices,
        "last_team": last.get("team"),
        "last_what": last.get("what", ""),
        "asked": request.method == "POST",
    }
    return render(request, "gather/tally.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@page
def tap(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One tap: yes, no, undo; or finish, which saves once."""
    try:
        running = taps.unseal(request.POST.get("running", ""), person_id=viewer.person_id or 0)
    except taps.TallyLost:
        messages.error(
            request, _("The running count was too old to go on with. Nothing of it was saved; begin again.")
        )
        return redirect("gather:tally")
    answer = request.POST.get("answer", "")
    if answer in ("y", "n", "undo"):
        return _count(request, viewer, running.tapped(answer))
    if answer != "finish":
        raise NotFound
    operations.save_tally(
        viewer=viewer,
        team_id=running.team_id,
        slug=running.initiative_slug,
        behaviour_key=running.behaviour_key,
        chances=running.chances,
        new_way=running.yes,
        day=viewer.on,
        key=running.key,
        now=moment(),
    )
    messages.success(
        request,
        ngettext(
            "%(n)d case saved, %(yes)d of it yes.", "%(n)d cases saved, %(yes)d of them yes.", running.chances
        )
        % {"n": running.chances, "yes": running.yes},
    )
    return redirect("gather:tally")


def _count(request: HttpRequest, viewer: Viewer, running: taps.Running) -> HttpResponse:
    choice = queries.tally_choice(
        viewer=viewer,
        team_id=running.team_id,
        slug=running.initiative_slug,
        behaviour_key=running.behaviour_key,
    )
    context = {
        "choice": choice,
        "running": running,
        "sealed": taps.seal(running, person_id=viewer.person_id or 0),
        "last": list(running.taps[-10:]),
        "today_counts": queries.counted_today(
            viewer=viewer, team_id=choice.team_id, behaviour_key=choice.behaviour_key, day=viewer.on
        ),
        "full": running.chances >= taps.MOST,
    }
    name = "gather/tally_live.html" if is_partial(request) else "gather/tally_count.html"
    return render(request, name, context)
