"""/week/: what should I do this week, in minutes. For whoever manages, leads or sponsors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from takehold.bridge.facts.weeks import TAKEN_BACK, ActKind, Said
from takehold.bridge.operations import weeks as operations
from takehold.bridge.queries import weeks as kept
from takehold.evidence.words import natural
from takehold.governance.queries.rights import bodies_of
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.overview.forms import ActForm, MoveForm
from takehold.overview.queries import week as weeks
from takehold.overview.views import entry
from takehold.people import queries as people
from takehold.people.facts import NotYours, RoleKind, Viewer
from takehold.people.views.entry import page


@never_cache
@entry.page
def week(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """At most three moves, what is owed, what waits to be praised, what the last moves did."""
    return _page(request, viewer)


@require_POST
@page
def move(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Done, not now, or not right because; or that it was said by mistake."""
    _theirs(viewer)
    form = MoveForm(request.POST)
    refused = ""
    if form.is_valid():
        data = form.cleaned_data
        if data["said"] == TAKEN_BACK:
            operations.take_back(viewer=viewer, key=data["key"], now=timezone.now())
            messages.success(request, _("Taken back."))
            return redirect("overview:week")
        try:
            begun = operations.say_of_move(
                viewer=viewer, key=data["key"], said=Said(data["said"]), reason=data["reason"], now=timezone.now()
            )  # fmt: skip
        except Invalid as error:
            refused = str(error)
        else:
            messages.success(request, _("Noted, and begun as of today.") if begun else _("Noted."))
            return redirect("overview:week")
    said = refused or _("Choose one of: done, not now, not right here.")
    return _page(request, viewer, refused=said, of=request.POST.get("key", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def mail(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Whether the week comes as a mail; for those who decide as well."""
    if not viewer.has(*weeks.MAILED) and not bodies_of(viewer):
        raise NotYours
    home = "overview:week" if weeks.has_one(viewer) else "overview:council"
    if request.method != "POST":
        context = {"mailed": kept.wants_mail(viewer=viewer), "has_week": weeks.has_one(viewer)}
        return render(request, "overview/week_mail.html", context)
    wanted = request.POST.get("wanted") == "yes"
    operations.want_mail(viewer=viewer, wanted=wanted)
    messages.success(
        request, _("It comes on Mondays.") if wanted else _("No mail of the week any more. This page stays.")
    )
    return redirect(home)


@require_POST
@page
def act(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A sponsor did something that people saw."""
    _theirs(viewer)
    form = _act_form(viewer, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        chosen = set(map(int, data["groups"]))
        teams = [team for number, unit in _numbered(viewer) if number in chosen for team in unit.team_ids]
        with refusals(form, called={"team_ids": "groups"}):
            operations.act_visibly(
                viewer=viewer, slug=data["slug"], kind=ActKind(data["kind"]), what=data["what"], team_ids=teams,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Noted. Those groups have seen you."))
            return redirect("overview:week")
    return _page(request, viewer, acting=form)


def _theirs(viewer: Viewer) -> None:
    if not weeks.has_one(viewer):
        raise NotYours


def _numbered(viewer: Viewer) -> list[tuple[int, Any]]:
    units = sorted(people.sight(viewer=viewer).units, key=lambda unit: natural(unit.name))
    return [(min(unit.team_ids), unit) for unit in units]


def _act_form(viewer: Viewer, said: Any = None, **initial: Any) -> ActForm:
    kinds = [(kind.value, word) for kind, word in weeks.ACT_WORDS.items()]
    units = [(number, unit.name) for number, unit in _numbered(viewer)]
    return ActForm(said, kinds=kinds, units=units, initial=initial)


def _page(request: HttpRequest, viewer: Viewer, **more: Any) -> HttpResponse:
    _theirs(viewer)
    acting = more.pop("acting", None)
    sponsored, found = [], weeks.week(viewer=viewer)
    slides = {slug for slug, _unit in found.sliding}
    for each in sorted(
        weeks.sponsored(viewer),
        key=lambda seen: (seen.slug not in slides, -len(seen.unseen) / max(seen.groups, 1)),
    ):
        kind, line, where = weeks.act(each, found.sliding)
        own = acting is not None and acting.data.get("slug") == each.slug
        form = acting if own else _act_form(viewer, slug=each.slug, kind=kind.value)
        doing = f"{weeks.ACT_WORDS[kind]}: {where}" if where else weeks.ACT_WORDS[kind]
        sponsored.append((each, doing, line, form))
    context = {
        "week": found,
        "sponsored": sponsored,
        "counts": viewer.has(RoleKind.MANAGER),
        "act_words": weeks.ACT_WORDS,
        "today": viewer.on,
        **more,
    }
    status = 422 if more or acting is not None else 200
    return render(request, "overview/week.html", context, status=status)
