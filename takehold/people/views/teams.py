"""Pages on which teams and people come in, and where the floor is raised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from takehold.people import operations, queries
from takehold.people.facts import NotAllowed, NotYours, RoleKind, TeamFact, Unreadable, Viewer
from takehold.people.forms import BringForm, FloorForm, ReorganisedForm
from takehold.people.views.entry import page

READERS = (
    RoleKind.ADMIN,
    RoleKind.STEWARD,
    RoleKind.WORKS_COUNCIL,
    RoleKind.AUDITOR,
    RoleKind.LEAD,
    RoleKind.IT_LEAD,
)
KEEPERS = (RoleKind.ADMIN, RoleKind.STEWARD)


FEW = 30
"""So many teams stand in one table; more are folded by what they belong to."""


@dataclass(frozen=True, slots=True)
class Row:
    """A team, the name of what it belongs to, and that of the group it is shown as; "" where there is none."""

    team: TeamFact
    parent: str
    unit: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The teams that belong directly to one, and how many people they have themselves."""

    name: str
    rows: tuple[Row, ...]
    people: int


@require_safe
@page
def teams(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The teams, how they are put together for showing, and how more come in."""
    return _teams(request, viewer)


@require_POST
@page
def bring(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take in a file of teams or people: all of it or nothing."""
    _check(viewer, *KEEPERS)
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _teams(request, viewer, bring=form)
    act = operations.import_teams if form.cleaned_data["what"] == "teams" else operations.import_people
    try:
        done = act(viewer=viewer, text=form.cleaned_data["file"], now=timezone.now())
    except Unreadable as refused:
        return _teams(request, viewer, bring=form, refused=refused.sentences)
    messages.success(
        request,
        _("%(rows)d lines read: %(added)d things are new, %(changed)d changed.")
        % {"rows": done.rows, "added": done.added, "changed": done.changed},
    )
    return redirect("people:teams")


@require_POST
@page
def floor(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Raise the smallest group that is shown."""
    _check(viewer, RoleKind.ADMIN, RoleKind.WORKS_COUNCIL)
    form = FloorForm(request.POST)
    if form.is_valid():
        try:
            operations.raise_floor(viewer=viewer, to=form.cleaned_data["to"], now=timezone.now())
        except NotAllowed as error:
            form.add_error("to", str(error))
        else:
            messages.success(request, _("Kept. It cannot be lowered again."))
            return redirect("people:teams")
    return _teams(request, viewer, floor=form)


@require_POST
@page
def reorganised(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record what became of a team."""
    _check(viewer, *KEEPERS)
    form = ReorganisedForm(request.POST, teams=queries.teams(viewer=viewer))
    if form.is_valid():
        data = form.cleaned_data
        try:
            operations.record_reorganisation(
                viewer=viewer,
                on=data["on"],
                kind=data["kind"],
                earlier_id=data["earlier"],
                later_id=data["later"],
                now=timezone.now(),
            )
        except NotAllowed as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Recorded. Verdicts follow within a day."))
            return redirect("people:teams")
    return _teams(request, viewer, reorganised=form)


def groups(rows: Iterable[Row]) -> tuple[Folded, ...]:
    """The rows by what they belong to, in order of its name; first those that belong to nothing."""
    below: dict[int | None, list[Row]] = {}
    for row in rows:
        below.setdefault(row.team.parent_id if row.parent else None, []).append(row)
    told = (
        Folded(each[0].parent, tuple(each), sum(row.team.people for row in each)) for each in below.values()
    )
    return tuple(sorted(told, key=lambda group: group.name))


def _check(viewer: Viewer, *kinds: RoleKind) -> None:
    """Let these roles pass. Others with a role are told so; who has none is not told that there is anything."""
    if not viewer.roles:
        raise NotYours
    if not viewer.has(*(kinds or READERS)):
        raise NotAllowed(_("Teams are looked after by administrators and data stewards."))


def _teams(
    request: HttpRequest,
    viewer: Viewer,
    *,
    bring: BringForm | None = None,
    floor: FloorForm | None = None,
    reorganised: ReorganisedForm | None = None,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    _check(viewer)
    found = queries.teams(viewer=viewer)
    units = queries.units(viewer=viewer, on=viewer.on)
    names = {team.id: team.name for team in found}
    together = {team: unit.name for unit in units for team in unit.team_ids}
    now = queries.floor()
    rows = [Row(team, names.get(team.parent_id or 0, ""), together.get(team.id, "")) for team in found]
    context = {
        "rows": rows,
        "groups": groups(rows) if len(rows) > FEW else (),
        "people": sum(team.people for team in found),
        "units": len(units),
        "floor": now,
        "may_bring": viewer.has(RoleKind.ADMIN, RoleKind.STEWARD),
        "may_admit": viewer.has(RoleKind.ADMIN),
        "may_raise": viewer.has(RoleKind.ADMIN, RoleKind.WORKS_COUNCIL),
        "bring": bring or BringForm(),
        "floor_form": floor or FloorForm(initial={"to": now}),
        "reorganised": reorganised or ReorganisedForm(teams=found),
        "refused": refused,
    }
    return render(request, "people/teams.html", context, status=422 if bring or floor or reorganised else 200)
