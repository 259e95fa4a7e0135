"""The gaps of a change, one gap with its chain of whys, and the chain as a file."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gaps.facts import Gap, GapLine
from takehold.gaps.forms.gaps import GapForm, StepForm, TurnForm, initial
from takehold.gaps.operations import gaps as operations
from takehold.gaps.operations.lifecycle import possible
from takehold.gaps.queries import exports, widespread
from takehold.gaps.queries import gaps as queries
from takehold.gaps.queries.picturing import picture
from takehold.gaps.queries.rights import change_of, led
from takehold.gaps.queries.settling import to_settle
from takehold.gaps.views.entry import came_from, moment, tabs, words
from takehold.gaps.views.helping import offer_at_opening
from takehold.gather.disclosure.by_team import newest
from takehold.initiatives import queries as initiatives
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import EVERYWHERE, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@page
def gaps(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Where the gaps are, of what kind, how widespread and how sure."""
    change = change_of(viewer, slug)
    lines = queries.gaps(viewer=viewer, slug=slug)
    stops = newest(initiative_id=change.id)
    context = {
        "initiative": change,
        "tabs": tabs(change),
        "verdict": initiatives.verdict_of(viewer=viewer, initiative_id=change.id),
        "open": [each for each in lines if not each.over],
        "closed": [each for each in lines if each.over],
        "answer": answer(lines),
        "shared": shared(lines),
        "picture": picture(lines),
        "wide": viewer.has(*EVERYWHERE),
        "stops": stops,
        "settle": to_settle(lines, stops),
        "today": viewer.on,
        **words(),
    }
    return render(request, "gaps/gaps.html", context)


def shared(lines: tuple[GapLine, ...]) -> list[tuple[str, list[GapLine]]]:
    """Roots at which two gaps or more end, the one that most share first."""
    by_root: dict[str, list[GapLine]] = defaultdict(list)
    for line in lines:
        for root in line.roots:
            by_root[root].append(line)
    told = [(root, gaps) for root, gaps in by_root.items() if len(gaps) > 1]
    return sorted(told, key=lambda each: (-len(each[1]), each[0]))


def answer(lines: tuple[GapLine, ...]) -> str:
    """Where, in one sentence."""
    going = [each for each in lines if not each.over]
    if not going:
        return _("No gap is open.")
    unknown = sum(each.state in ("open", "reopened") for each in going)
    many = ngettext("{n} gap is open", "{n} gaps are open", len(going)).format(n=len(going))
    if not unknown:
        return _("{many}. Every one is understood.").format(many=many)
    return ngettext(
        "{many}. Of {n} it is not understood yet why.",
        "{many}. Of {n} it is not understood yet why.",
        unknown,
    ).format(many=many, n=unknown)


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Open a gap by hand."""
    change = led(viewer, slug, whole=True)
    offered = queries.groups(viewer=viewer, slug=slug)
    start = {"kind": "unknown", "spread": "cannot tell", "offer": True}
    form = GapForm(request.POST if request.method == "POST" else None, groups=offered, initial=start)
    if form.is_valid():
        with refusals(form):
            gap_id = operations.open_gap(viewer=viewer, slug=slug, said=form.said(), now=moment())
            messages.success(request, _("The gap is open. Next: why is it so?"))
            if form.cleaned_data["offer"]:
                offer_at_opening(request, viewer, slug, gap_id)
            return redirect("gaps:gap", slug, gap_id)
    context = {"form": form, "initiative": change}
    return render(request, "gaps/gap_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """Say better what it is and of whom."""
    change = led(viewer, slug, whole=True)
    said, teams = queries.shortly(viewer=viewer, slug=slug, gap_id=gap_id)
    offered = queries.groups(viewer=viewer, slug=slug)
    form = GapForm(
        request.POST if request.method == "POST" else None,
        groups=offered,
        new=False,
        initial=initial(said, teams, offered),
    )
    if form.is_valid():
        with refusals(form):
            operations.edit_gap(viewer=viewer, slug=slug, gap_id=gap_id, said=form.said(), now=moment())
            messages.success(request, _("Saved."))
            return redirect("gaps:gap", slug, gap_id)
    context = {"form": form, "initiative": change, "gap_id": gap_id, "title": said.title}
    return render(request, "gaps/gap_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def gap(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """One gap: where, how widespread, how sure, what would settle it, and why."""
    return shown(request, viewer, read(viewer, slug, gap_id))


def read(viewer: Viewer, slug: str, gap_id: int, *, whole: bool = True) -> Gap:
    """The gap as its page shows it; not ``whole``: as pages below it do."""
    return queries.gap(viewer=viewer, slug=slug, gap_id=gap_id, whole=whole)


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: Gap,
    *,
    why: StepForm | None = None,
    turning: TurnForm | None = None,
) -> HttpResponse:
    """The gap's page, with what was typed where it could not be kept."""
    events = possible(found.line.state)
    context = {
        "gap": found,
        "why": why or StepForm(),
        "turning": turning or TurnForm(events=events),
        "events": events,
        "widely": widespread.said(found.line.told) if found.line.told else "",
        "came_from": came_from(found.line.origin),
        "today": viewer.on,
        **words(),
    }
    return render(request, "gaps/gap.html", context, status=422 if why or turning else 200)


@require_POST
@page
def turn(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """Move it on, with a reason."""
    led(viewer, slug)
    found = read(viewer, slug, gap_id)
    form = TurnForm(request.POST, events=possible(found.line.state))
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form):
            operations.turn(
                viewer=viewer,
                slug=slug,
                gap_id=gap_id,
                event=said["event"],
                reason=said["reason"],
                now=moment(),
            )
            messages.success(request, _("Kept, with your reason."))
            return redirect("gaps:gap", slug, gap_id)
    return shown(request, viewer, found, turning=form)


@require_safe
@page
def chain_json(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """The gap with its chain, for programs."""
    return _file(exports.as_json(read(viewer, slug, gap_id)), "application/json", f"gap-{gap_id}.json")


@require_safe
@page
def chain_markdown(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """The same for paper or a wiki."""
    text = exports.as_markdown(read(viewer, slug, gap_id))
    return _file(text, "text/markdown; charset=utf-8", f"gap-{gap_id}.md")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
