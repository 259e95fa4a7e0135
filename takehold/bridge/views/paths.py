"""The register of old paths: which are open, who closed the others, and how much the old way is still gone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.bridge.facts.paths import OldPaths, PathState
from takehold.bridge.forms.paths import DowntimeForm, PathForm, initial
from takehold.bridge.operations import paths as operations
from takehold.bridge.queries.paths import register
from takehold.bridge.queries.words import PATHS
from takehold.bridge.views.entry import moment
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def paths(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """All old paths; one more can be written down."""
    found = register(viewer=viewer, slug=slug)
    if request.method != "POST":
        return shown(request, viewer, found)
    _led(found)
    form = PathForm(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.write_down(viewer=viewer, slug=slug, said=form.said(), now=moment())
            messages.success(request, _("Written down."))
            return redirect("bridge:paths", slug)
    return shown(request, viewer, found, writing=form)


@require_http_methods(BOTH)
@page
def path(request: HttpRequest, viewer: Viewer, slug: str, path_id: int) -> HttpResponse:
    """One old path: moving it, and what became of it."""
    found = register(viewer=viewer, slug=slug)
    one = next((each for each in found.paths if each.id == path_id), None)
    if one is None:
        raise NotYours
    form = PathForm(request.POST if request.method == "POST" else None, initial=initial(one))
    if request.method == "POST":
        _led(found)
        if form.is_valid():
            version = form.cleaned_data["version"] or 0
            with refusals(form), conflicts(form):
                operations.move(
                    viewer=viewer, slug=slug, path_id=path_id, said=form.said(), version=version, now=moment()
                )
                messages.success(request, _("Kept."))
                return redirect("bridge:paths", slug)
    context = {"found": found, "path": one, "form": form, "paths": PATHS, "today": viewer.on}
    return render(request, "bridge/path.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def downtime(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Declare a downtime."""
    found = register(viewer=viewer, slug=slug)
    _led(found)
    form = DowntimeForm(request.POST)
    if form.is_valid():
        with refusals(form):
            operations.declare(viewer=viewer, slug=slug, now=moment(), **form.cleaned_data)
            messages.success(request, _("Declared. What was done the old way then is not counted as such."))
            return redirect("bridge:paths", slug)
    return shown(request, viewer, found, declaring=form)


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: OldPaths,
    *,
    writing: PathForm | None = None,
    declaring: DowntimeForm | None = None,
) -> HttpResponse:
    """The register's page, with what was typed where it could not be kept."""
    context: dict[str, Any] = {
        "found": found,
        "answer": answer(found),
        "writing": writing or PathForm(initial={"since": viewer.on}),
        "declaring": declaring or DowntimeForm(),
        "paths": PATHS,
        "today": viewer.on,
    }
    return render(request, "bridge/paths.html", context, status=422 if writing or declaring else 200)


def answer(found: OldPaths) -> str:
    """Which are open, in one sentence."""
    if not found.paths:
        return _("No old path is written down.")
    still = sum(each.said.state is PathState.OPEN for each in found.paths)
    harder = sum(each.said.state is PathState.HARDER for each in found.paths)
    told = ngettext("{n} old path is open", "{n} old paths are open", still).format(n=still)
    return _("{open}, {harder} made harder, {closed} closed.").format(
        open=told, harder=harder, closed=len(found.paths) - still - harder
    )


def _led(found: OldPaths) -> None:
    if not found.may_edit:
        raise NotAllowed(_("Old paths are kept by those who lead this change; you may read them."))
