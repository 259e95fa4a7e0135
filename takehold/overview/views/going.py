"""/changes/<slug>/go/: what is missing before it goes live for a group, the co-owner's signature, and saying "go"."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.governance.facts.go import Readiness
from takehold.governance.forms.go import GoForm
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.overview.operations import going as operations
from takehold.overview.queries.go import readiness
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def go(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What is missing, group by group; those who lead the change say "go"."""
    found = readiness(viewer=viewer, slug=slug)
    if request.method != "POST":
        return _shown(request, viewer, found)
    if not found.may_say:
        raise NotAllowed(_("This is said by those who lead the change; you may read what is missing."))
    form = GoForm(request.POST, groups=found.groups)
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form), conflicts(form):
            operations.say_go(
                viewer=viewer,
                slug=slug,
                number=said["group"],
                on=said["on"],
                reason=said["reason"],
                now=timezone.now(),
            )
            messages.success(request, _("Said. The day stands as the first day of this group."))
            return redirect("overview:go", slug)
    return _shown(request, viewer, found, form=form)


@require_POST
@page
def sign(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The operational co-owner signs, or takes it back."""
    signed = request.POST.get("signed") != "no"
    operations.sign(viewer=viewer, slug=slug, signed=signed, now=timezone.now())
    messages.success(request, _("Signed.") if signed else _("Taken back."))
    return redirect("overview:go", slug)


@require_POST
@page
def take_back(request: HttpRequest, viewer: Viewer, slug: str, go_id: int) -> HttpResponse:
    """Take a "go" back before its day."""
    operations.take_back(viewer=viewer, slug=slug, go_id=go_id, now=timezone.now())
    messages.success(request, _("Taken back. What was said stays on record."))
    return redirect("overview:go", slug)


def _shown(
    request: HttpRequest, viewer: Viewer, found: Readiness, *, form: GoForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "found": found,
        "answer": answer(found),
        "groups": found.groups,
        "form": form or GoForm(groups=found.groups, initial={"on": viewer.on}),
        "may_say": found.may_say and any(each.go is None for each in found.groups),
        "today": viewer.on,
    }
    return render(request, "overview/go.html", context, status=422 if form is not None else 200)


def answer(found: Readiness) -> str:
    """For how many groups it may go live, in one sentence."""
    waiting = [each for each in found.groups if each.go is None]
    said = len(found.groups) - len(waiting)
    ready = sum(not found.open_for(each) for each in waiting)
    if not found.groups:
        return _("There is no group of this change that you may read.")
    if not waiting:
        return _("For every group it was said when it goes live.")
    told = ngettext("It may go live for {n} group", "It may go live for {n} groups", ready).format(n=ready)
    missing = ngettext(
        "for {n} something is missing", "for {n} something is missing", len(waiting) - ready
    ).format(n=len(waiting) - ready)
    sentence = told if ready == len(waiting) else f"{told}; {missing}"
    return (
        f"{sentence}."
        if not said
        else _("{sentence}. For {n} it was said already.").format(sentence=sentence, n=said)
    )
