"""The tally on a phone: pick team and behaviour, tap yes or no for each case seen, finish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gather import operations, queries
from takehold.gather.facts import TallyChoice
from takehold.gather.forms import tally as taps
from takehold.gather.views.entry import moment
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import page
from takehold.ui.parts import is_partial

REMEMBERED = "tally"


@require_http_methods(["GET", "POST"])
@page
def pick(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Which team and which change, and, where a change asks for several things, which; remembered for next time."""
    team, what = request.POST.get("team", ""), request.POST.get("what", "")
    if request.method == "POST" and team.isascii() and team.isdigit() and len(team) < 18 and what:
        slug, _sep, key = what.partition("/")
        found = queries.tally_behaviours(viewer=viewer, team_id=int(team), slug=slug)
        chosen = [each for each in found if each.behaviour_key == key] if key else found
        if len(chosen) == 1:
            only = chosen[0]
            remembered = {
                "team": only.team_id,
                "what": f"{slug}/{only.behaviour_key}",
                "name": only.behaviour,
            }
            request.session[REMEMBERED] = remembered
            running = taps.begin(team_id=only.team_id, initiative_slug=slug, behaviour_key=only.behaviour_key)
            return _count(request, viewer, running, only)
        if not chosen:
            raise NotFound
        return render(request, "gather/tally_which.html", {"choices": chosen, "team": chosen[0].team_id})
    context = {
        "teams": queries.tally_teams(viewer=viewer),
        "changes": queries.tally_changes(viewer=viewer),
        "last": request.session.get(REMEMBERED, {}),
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


def _count(
    request: HttpRequest, viewer: Viewer, running: taps.Running, choice: TallyChoice | None = None
) -> HttpResponse:
    choice = choice or queries.tally_choice(
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
