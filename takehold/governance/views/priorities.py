"""/priorities/: what the organisation holds its requests and changes against."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from takehold.governance.facts.priorities import PriorityFact
from takehold.governance.forms.priorities import PriorityForm, initial
from takehold.governance.operations import priorities as operations
from takehold.governance.operations.bodies import keeping
from takehold.governance.queries import priorities as queries
from takehold.governance.queries.bodies import named
from takehold.governance.queries.rights import governs
from takehold.governance.queries.words import holder, words
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def priorities(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Priorities and values, with how the changes serve them."""
    every = queries.priorities(viewer=viewer)
    known = named()
    bound = request.POST if request.method == "POST" else None
    form = PriorityForm(bound, bodies=known, initial={"first": viewer.on})
    if request.method == "POST":
        keeping(viewer)
        if form.is_valid():
            with refusals(form), conflicts(form):
                operations.write_down(viewer=viewer, said=form.said(), now=timezone.now())
                messages.success(request, _("Written down."))
                return redirect("governance:priorities")
    context = {
        "answer": answer(every),
        "holding": [(each, holder(each.said.holder)) for each in every if each.holds],
        "other": [(each, holder(each.said.holder)) for each in every if not each.holds],
        "form": form,
        "may_keep": governs(viewer),
        "today": viewer.on,
        **words(),
    }
    return render(request, "governance/priorities.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def priority(request: HttpRequest, viewer: Viewer, priority_id: int) -> HttpResponse:
    """Edit one."""
    found = queries.priority(viewer=viewer, priority_id=priority_id)
    keeping(viewer)
    bound = request.POST if request.method == "POST" else None
    form = PriorityForm(bound, bodies=named(), initial=initial(found))
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            operations.edit(
                viewer=viewer, priority_id=priority_id, said=form.said(), version=version, now=timezone.now()
            )
            messages.success(request, _("Kept."))
            return redirect("governance:priorities")
    context = {"priority": found, "form": form}
    return render(request, "governance/priority.html", context, status=422 if form.is_bound else 200)


def answer(every: Sequence[PriorityFact]) -> str:
    """What holds today, and how much of it is shown."""
    holding = [each for each in every if each.holds]
    if not holding:
        return _("No priority and no core value is written down yet.")
    told = ngettext(
        "{n} priority or value holds today.", "{n} priorities and values hold today.", len(holding)
    ).format(n=len(holding))
    shown = sum(any(not service.claim for service in each.services) for each in holding)
    return (
        told
        + " "
        + ngettext(
            "For {n} of them a change shows that it serves it.",
            "For {n} of them changes show that they serve it.",
            shown,
        ).format(n=shown)
    )
