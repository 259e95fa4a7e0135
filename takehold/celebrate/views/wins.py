"""The wall of wins, those of a change, one win, and telling one."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.celebrate.facts import WinFact, WinState
from takehold.celebrate.forms.names import AskForm
from takehold.celebrate.forms.wins import PublishForm, TellForm
from takehold.celebrate.operations import mailing
from takehold.celebrate.operations import wins as operations
from takehold.celebrate.queries import stories
from takehold.celebrate.queries import wins as queries
from takehold.celebrate.queries.rights import change_of, eyes, groups
from takehold.celebrate.queries.words import KINDS
from takehold.gaps.views.entry import tabs
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.views.changes import finder
from takehold.people import queries as people
from takehold.people.facts import EVERYWHERE, RoleKind, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@page
def wall(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What went well lately, in every change one may read."""
    found = queries.wall(viewer=viewer)
    hears = eyes(viewer).ears
    context = {
        "wins": found,
        "answer": wall_answer(found),
        "kinds": KINDS,
        "leads": bool(hears.leads) or hears.house_wide,
        "wide": viewer.has(*EVERYWHERE),
        "administers": viewer.has(RoleKind.ADMIN),
        "today": viewer.on,
    }
    return render(request, "celebrate/wall.html", context)


def wall_answer(found: Sequence[WinFact]) -> str:
    """How much there is to celebrate, and the latest of it."""
    if not found:
        return _("Nothing is published yet. Somebody near you did something well this week: tell it.")
    groups = {each.unit for each in found if each.unit}
    many = ngettext("{n} win", "{n} wins", len(found)).format(n=len(found))
    if not groups:
        return _("{many} to celebrate.").format(many=many)
    return ngettext(
        "{many} to celebrate, of {n} group.", "{many} to celebrate, of {n} groups.", len(groups)
    ).format(many=many, n=len(groups))


@require_safe
@page
def wins(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The wins of a change: what is published, and what waits for a yes."""
    found = queries.of_change(viewer=viewer, slug=slug)
    waiting = [each for each in found if each.state is WinState.FOUND]
    published = sorted(
        (each for each in found if each.state is WinState.PUBLISHED),
        key=lambda each: (each.published_on or each.happened_on, each.id), reverse=True,
    )  # fmt: skip
    eye = eyes(viewer)
    change = change_of(eye, slug)
    context = {
        "initiative": change,
        "tabs": tabs(change, "celebrate:wins"),
        "verdict": initiatives.verdict_of(viewer=viewer, initiative_id=change.id),
        "stories": stories.stories(viewer=viewer, slug=slug),
        "own": eye.own_groups(),
        "published": published,
        "waiting": [each for each in waiting if each.fresh],
        "earlier": [each for each in waiting if not each.fresh],
        "left": [each for each in found if each.state in (WinState.LEFT, WinState.WITHDRAWN)],
        "answer": answer(published, waiting),
        "kinds": KINDS,
        "today": viewer.on,
    }
    return render(request, "celebrate/wins.html", context)


def answer(published: Sequence[WinFact], waiting: Sequence[WinFact]) -> str:
    """How many are published, and how many this reader could publish now."""
    mine = sum(each.may_publish and each.fresh for each in waiting)
    if published:
        many = ngettext("{n} win is published.", "{n} wins are published.", len(published)).format(
            n=len(published)
        )
    else:
        many = _("No win is published yet.")
    if not mine:
        return many
    more = ngettext("{n} more waits for your yes.", "{n} more wait for your yes.", mine).format(n=mine)
    return f"{many} {more}"


@require_http_methods(BOTH)
@page
def tell(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Tell a win: a sentence and for whom it is, on a phone."""
    eye = eyes(viewer)
    going = [each for each in eye.changes.values() if not each.ended]
    start = {"change": request.GET.get("change", ""), "group": _own(eye.ears.own, viewer)}
    form = TellForm(
        request.POST if request.method == "POST" else None,
        initial=start,
        changes=going,
        groups=groups(viewer),
    )
    if form.is_valid():
        slug = form.cleaned_data["change"]
        with refusals(form):
            operations.tell(viewer=viewer, slug=slug, said=form.said(), now=timezone.now())
            messages.success(request, _("Told. It is published by those who lead."))
            return redirect("celebrate:wins", slug)
    context = {"form": form, "today": viewer.on}
    return render(request, "celebrate/tell.html", context, status=422 if form.is_bound else 200)


def _own(own: frozenset[int], viewer: Viewer) -> str:
    """The number of the viewer's own group, where there is just one."""
    mine = [each for each in groups(viewer) if each.team_ids & own]
    return str(min(mine[0].team_ids)) if len(mine) == 1 else ""


@require_safe
@page
def win(request: HttpRequest, viewer: Viewer, slug: str, win_id: int) -> HttpResponse:
    """One win, where it comes from, and, for those who publish, its words to edit."""
    return shown(request, viewer, slug, win_id)


@require_POST
@page
def publish(request: HttpRequest, viewer: Viewer, slug: str, win_id: int) -> HttpResponse:
    """Publish it: as it stands (one tap from the list), or with the words of the form."""
    form = PublishForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.publish(
                viewer=viewer, slug=slug, win_id=win_id, text=form.cleaned_data["text"], now=timezone.now()
            )
            messages.success(request, _("Published. It stands on the wall, and the day on the charts."))
            return redirect("celebrate:wins", slug)
    return shown(request, viewer, slug, win_id, form)


@require_POST
@page
def move(request: HttpRequest, viewer: Viewer, slug: str, win_id: int, event: str) -> HttpResponse:
    """Leave it for now, or take it back."""
    act = {"leave": operations.leave, "withdraw": operations.withdraw}[event]
    try:
        act(viewer=viewer, slug=slug, win_id=win_id, now=timezone.now())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        said = {"leave": _("Left for now."), "withdraw": _("Taken back. It is on no wall any more.")}
        messages.success(request, said[event])
    return redirect("celebrate:wins", slug)


@require_POST
@page
def mail(request: HttpRequest, viewer: Viewer, slug: str, win_id: int) -> HttpResponse:
    """Mail it to the people of its group."""
    try:
        many = mailing.ask(
            viewer=viewer, slug=slug, win_id=win_id, language=get_language() or "en", now=timezone.now()
        )
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, ngettext("On its way to {n} person.", "On its way to {n} people.", many).format(n=many)
        )
    return redirect("celebrate:win", slug, win_id)


@require_POST
@page
def applaud(request: HttpRequest, viewer: Viewer, slug: str, win_id: int) -> HttpResponse:
    """Applaud, or no longer."""
    operations.applaud(viewer=viewer, slug=slug, win_id=win_id)
    if request.POST.get("from") == "wall":
        return redirect("celebrate:wall")
    return redirect("celebrate:wins", slug)


def shown(
    request: HttpRequest,
    viewer: Viewer,
    slug: str,
    win_id: int,
    form: PublishForm | None = None,
    asking: AskForm | None = None,
) -> HttpResponse:
    """One win with its forms; 422 where one of them was refused."""
    found = queries.win(viewer=viewer, slug=slug, win_id=win_id)
    context = {
        "win": found,
        "form": form or PublishForm(initial={"text": found.text}),
        "asking": asking or AskForm(find=finder(viewer)),
        "people": people.with_roles(viewer=viewer) if found.may_publish else (),
        "kinds": KINDS,
        "today": viewer.on,
    }
    return render(request, "celebrate/win.html", context, status=422 if form or asking else 200)
