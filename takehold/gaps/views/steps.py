"""One step of a chain: what it rests on, why it is so in turn, where the chain ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gaps.facts import Gap
from takehold.gaps.forms.gaps import EndForm, StepForm
from takehold.gaps.operations import chains as operations
from takehold.gaps.queries import chains, roots
from takehold.gaps.queries.rights import led
from takehold.gaps.views.entry import moment, words
from takehold.gaps.views.gaps import read, shown
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page


@require_POST
@page
def first(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int) -> HttpResponse:
    """Answer the first "why?"."""
    led(viewer, slug)
    found = read(viewer, slug, gap_id)
    form = StepForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form):
            step_id = operations.add_step(
                viewer=viewer, slug=slug, gap_id=gap_id, cause=said["cause"], text=said["text"], now=moment()
            )
            messages.success(request, _("Kept. It is a guess until something is cited for it."))
            return redirect("gaps:step", slug, gap_id, step_id)
    return shown(request, viewer, found, why=form)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def step(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, step_id: int) -> HttpResponse:
    """One step; what is sent answers its "why?" in turn."""
    if request.method != "POST":
        return _step(request, viewer, read(viewer, slug, gap_id, whole=False), step_id)
    led(viewer, slug)
    found = read(viewer, slug, gap_id, whole=False)
    form = StepForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form):
            below = operations.add_step(
                viewer=viewer, slug=slug, gap_id=gap_id, parent_id=step_id, cause=said["cause"],
                text=said["text"], now=moment(),
            )  # fmt: skip
            messages.success(request, _("Kept. It is a guess until something is cited for it."))
            return redirect("gaps:step", slug, gap_id, below)
    return _step(request, viewer, found, step_id, why=form)


@require_POST
@page
def end(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, step_id: int) -> HttpResponse:
    """The chain ends here, at something that somebody can change; or goes on after all."""
    led(viewer, slug)
    found = read(viewer, slug, gap_id, whole=False)
    form = EndForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.end_step(
                viewer=viewer, slug=slug, gap_id=gap_id, step_id=step_id, at=form.cleaned_data["root"],
                now=moment(),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("gaps:gap", slug, gap_id)
    return _step(request, viewer, found, step_id, ending=form)


@require_POST
@page
def move(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, step_id: int) -> HttpResponse:
    """Hang the step under another one."""
    led(viewer, slug)
    found = read(viewer, slug, gap_id, whole=False)
    under = request.POST.get("under", "")
    try:
        operations.move_step(
            viewer=viewer, slug=slug, gap_id=gap_id, step_id=step_id,
            under=int(under) if under.isdecimal() and len(under) < 16 else None, now=moment(),
        )  # fmt: skip
    except Invalid as error:
        return _step(request, viewer, found, step_id, problem=str(error))
    messages.success(request, _("Moved, with all that explains it."))
    return redirect("gaps:step", slug, gap_id, step_id)


@require_POST
@page
def remove(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, step_id: int) -> HttpResponse:
    """Remove the step and what it cites."""
    led(viewer, slug)
    found = read(viewer, slug, gap_id, whole=False)
    try:
        operations.remove_step(viewer=viewer, slug=slug, gap_id=gap_id, step_id=step_id, now=moment())
    except Invalid as error:
        return _step(request, viewer, found, step_id, problem=str(error))
    messages.success(request, _("Removed."))
    return redirect("gaps:gap", slug, gap_id)


def _step(
    request: HttpRequest,
    viewer: Viewer,
    found: Gap,
    step_id: int,
    *,
    why: StepForm | None = None,
    ending: EndForm | None = None,
    problem: str = "",
) -> HttpResponse:
    path = chains.path(found.steps, step_id)
    if not path:
        raise NotYours
    this = path[-1]
    below = {each.id for each in chains.walked([this])}
    context = {
        "gap": found,
        "path": path[:-1],
        "step": this,
        "why": why or StepForm(),
        "ending": ending or EndForm(initial={"root": this.ends_at}),
        "problem": problem,
        "others": [each for each in chains.walked(found.steps) if each.id not in below and not each.ends_at],
        "roots": roots.names(viewer=viewer, slug=found.slug) if found.may_edit else (),
        "today": viewer.on,
        **words(),
    }
    return render(request, "gaps/step.html", context, status=422 if why or ending or problem else 200)
