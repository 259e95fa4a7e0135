"""Making and editing a change."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.initiatives import operations, queries
from takehold.initiatives.facts import Conflict, Initiative, InitiativeInput, Invalid
from takehold.initiatives.forms import ChangeForm, GoLiveForm
from takehold.initiatives.forms.changes import Find, initial
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, PersonFact, Viewer
from takehold.people.views.entry import page

CHOICES = 300
FIELD = {"team_ids": "teams", "lead_id": "lead"}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin a change."""
    if not viewer.roles:
        raise NotYours
    if not queries.may_create(viewer=viewer):
        raise NotAllowed(_("A change is begun by a change lead, an IT lead or an administrator."))
    teams = people.current(people.teams(viewer=viewer))
    me = people.person(viewer=viewer)
    start = {"lead": me.name} if me is not None else {}
    form = ChangeForm(request.POST or None, initial=start, teams=teams, find=finder(viewer))
    if request.method == "POST" and form.is_valid():
        with refusals(form, called=FIELD):
            slug = operations.create(viewer=viewer, said=form.said(), now=timezone.now())
            messages.success(request, _("The change is there. Next: bring in the data that shows it."))
            return redirect(f"/changes/{slug}/")
    return _form(request, viewer, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def edit(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Edit a change; what somebody else changed meanwhile is never overwritten."""
    was = editable(viewer, slug)
    teams = people.current(people.teams(viewer=viewer), was.team_ids)
    form = ChangeForm(request.POST or None, initial=initial(was), teams=teams, find=finder(viewer))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            operations.edit(
                viewer=viewer, slug=slug, said=form.said(was), version=version, now=timezone.now()
            )
        except Invalid as error:
            form.add_error(FIELD.get(error.field, error.field), str(error))
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"/changes/{slug}/")
    return _form(request, viewer, form, was)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def go_live(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Days of single teams that began on another day than the rest."""
    was = editable(viewer, slug)
    every = people.teams(viewer=viewer)
    reached = people.with_those_below(every, was.team_ids) if was.team_ids else {team.id for team in every}
    set_already = {team for team, _day in was.team_go_lives}
    teams = [team for team in people.current(every, set_already) if team.id in reached]
    start = {f"team-{team}": day for team, day in was.team_go_lives}
    form = GoLiveForm(request.POST or None, initial=start, teams=teams)
    if request.method == "POST" and form.is_valid():
        said = replace(as_input(was), team_go_lives=form.days())
        operations.edit(viewer=viewer, slug=slug, said=said, version=was.version, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("initiatives:edit", slug=slug)
    status = 422 if form.is_bound else 200
    return render(request, "initiatives/go_live.html", {"form": form, "initiative": was}, status=status)


@require_POST
@page
def end(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """End a change, or take the end back."""
    was = editable(viewer, slug)
    act = operations.end if was.ended_on is None else operations.reopen
    act(viewer=viewer, slug=slug, now=timezone.now())
    messages.success(
        request, _("The change has ended.") if was.ended_on is None else _("The change goes on.")
    )
    return redirect(f"/changes/{slug}/")


def editable(viewer: Viewer, slug: str) -> Initiative:
    """The change, for somebody who may edit it. Not one's own: 404 where it cannot be known, else a sentence."""
    found = queries.initiative(viewer=viewer, slug=slug)
    if not found.may_edit:
        raise NotAllowed(_("This change is edited by those who lead it."))
    return found


def as_input(fact: Initiative) -> InitiativeInput:
    """A change as it stands."""
    return InitiativeInput(
        name=fact.name,
        reasons=fact.reasons,
        lead_id=fact.lead.id if fact.lead else None,
        sponsor_id=fact.sponsor.id if fact.sponsor else None,
        co_owner_id=fact.co_owner.id if fact.co_owner else None,
        team_ids=fact.team_ids,
        go_live=fact.go_live,
        team_go_lives=fact.team_go_lives,
    )


def finder(viewer: Viewer) -> Find:
    """Finds the persons that a typed name can mean: one of exactly that name, or all that contain it."""

    def find(text: str) -> tuple[PersonFact, ...]:
        name, _bracket, key = text.rpartition(" (")
        found = people.persons(viewer=viewer, search=name if key.endswith(")") and name else text, limit=50)
        if name and key.endswith(")"):
            return tuple(each for each in found if each.key == key[:-1])
        same = tuple(each for each in found if each.name.casefold() == text.casefold())
        return same or found

    return find


def _form(request: HttpRequest, viewer: Viewer, form: ChangeForm, was: Initiative | None) -> HttpResponse:
    context = {"form": form, "initiative": was, "people": people.with_roles(viewer=viewer, limit=CHOICES)}
    return render(request, "initiatives/change_form.html", context, status=422 if form.is_bound else 200)
