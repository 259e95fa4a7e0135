"""The inside first: do those who bring a change agree with it themselves?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.alignment.facts.inside import House, Inside, Standing
from takehold.alignment.forms.inside import ResolveForm, TeamsForm
from takehold.alignment.operations import inside as operations
from takehold.alignment.queries import inside as queries
from takehold.alignment.queries.rights import led
from takehold.alignment.queries.words import STANDINGS, WORDS
from takehold.alignment.views.entry import tabs
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page
from takehold.ui.numbers import day


@require_safe
@page
def house(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every change that goes on, and where it stands inside."""
    if not viewer.roles:
        raise NotYours
    found = queries.house(viewer=viewer)
    context = {
        "found": found, "answer": of_house(found), "words": STANDINGS, "tabs": tabs(viewer, "alignment:house"),
    }  # fmt: skip
    return render(request, "alignment/house.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def teams(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose the teams that bring changes."""
    if not viewer.has(*queries.CHOOSERS):
        raise NotYours
    among = tuple(sorted(people.current(people.sight(viewer=viewer).teams), key=lambda each: each.name))
    chosen = {"teams": sorted(queries.inside_teams())}
    form = TeamsForm(request.POST if request.method == "POST" else None, among=among, initial=chosen)
    if form.is_valid():
        with refusals(form):
            operations.choose_teams(viewer=viewer, team_ids=form.cleaned_data["teams"], now=timezone.now())
            messages.success(request, _("Kept."))
            return redirect("alignment:house")
    return render(request, "alignment/teams.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def inside(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """One change: what each group said of the plan; how a disagreement was resolved."""
    found = queries.of_change(viewer=viewer, slug=slug)
    if request.method == "POST":
        led(viewer, slug)
        if found.standing is not Standing.DISSENT:
            return redirect("alignment:inside", slug)
    form = None
    if found.standing is Standing.DISSENT and found.may_edit:
        version = {"version": found.checks[0].version}
        form = ResolveForm(request.POST if request.method == "POST" else None, initial=version)
    if form is not None and form.is_valid():
        with refusals(form), conflicts(form):
            operations.resolve(viewer=viewer, slug=slug, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Kept. The change no longer waits for it."))
            return redirect("alignment:inside", slug)
    context = {
        "found": found, "answer": of_one(found, viewer), "voices": queries.voices(viewer=viewer, found=found),
        "form": form, "words": WORDS, "standings": STANDINGS,
    }  # fmt: skip
    return render(request, "alignment/inside.html", context, status=422 if form and form.is_bound else 200)


@require_POST
@page
def ask(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Ask those inside."""
    try:
        operations.ask(viewer=viewer, slug=slug, now=timezone.now())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("They are asked from today on, for two weeks."))
    return redirect("alignment:inside", slug)


def of_house(found: House) -> str:
    """How many changes wait for those inside, in one sentence."""
    if not found.teams:
        return _("Nobody is asked first: no team is named as bringing changes.")
    waiting = sum(each.holds for each in found.changes)
    if not waiting:
        return _("Those who bring the changes agree with them.")
    said = ngettext(
        "{n} change waits for those who bring it.", "{n} changes wait for those who bring them.", waiting
    )
    return said.format(n=waiting)


def of_one(found: Inside, viewer: Viewer) -> str:
    """Where a change stands inside, in one sentence."""
    if found.asked is not None:
        return _("They are being asked until {day}; nobody sees any answer before that.").format(
            day=day(found.asked.closes_on, viewer.on)
        )
    said = {
        Standing.OFF: _("Nobody is asked first: no team is named as bringing changes."),
        Standing.NOT_ASKED: _(
            "Those who bring this change were not asked yet. It waits for that before it goes outside."
        ),
        Standing.AGREED: _("Those who bring this change agree with its plan."),
        Standing.DISSENT: _("Those who bring this change do not agree. It waits until that is resolved."),
        Standing.RESOLVED: _(
            "Some of those who bring this change did not agree; what was changed stands below."
        ),
        Standing.UNCLEAR: _(
            "It cannot be told whether they agree: too few answered. Talk with them, and ask again."
        ),
    }
    return said[found.standing]
