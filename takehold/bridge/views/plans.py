"""/me/plan/ for the person, /plans/ for a coach."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.bridge.facts.plans import OwnPlan
from takehold.bridge.forms.plans import PlanForm
from takehold.bridge.operations import plans as operations
from takehold.bridge.queries import plans as queries
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def plan(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What I find hard and what would help me, what is proposed and why, and what I agreed to."""
    if not viewer.roles:
        raise NotYours
    found = queries.own(viewer=viewer)
    start = {**asdict(found.said), "coach": found.said.coach_id or ""} if found is not None else {}
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        initial=start,
        coaches=queries.choosable(viewer=viewer),
    )
    if form.is_valid():
        with refusals(form):
            operations.write(viewer=viewer, said=form.said(), now=timezone.now())
            messages.success(request, _("Kept. What could suit you stands below, with why."))
            return redirect("bridge:plan")
    context = {"form": form, "plan": found, "answer": answer_line(found), "today": viewer.on}
    return render(request, "bridge/plan.html", context, status=422 if form.is_bound else 200)


def answer_line(found: OwnPlan | None) -> str:
    """How the plan stands, in one sentence."""
    if found is None:
        return _("You have no plan. It is yours alone: nobody is told whether you have one.")
    many = len(found.agreed)
    agreed = ngettext("You agreed to {n} thing.", "You agreed to {n} things.", many).format(n=many)
    if not found.coach:
        return _("{agreed} Nobody else reads it.").format(agreed=agreed)
    return _("{agreed} {coach} reads that, and nothing else.").format(agreed=agreed, coach=found.coach)


@require_POST
@page
def line(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Agree, decline, or leave open again."""
    try:
        operations.answer(
            viewer=viewer,
            key=request.POST.get("key", ""),
            state=request.POST.get("state", ""),
            now=timezone.now(),
        )
    except Invalid as error:
        messages.error(request, str(error))
    return redirect("bridge:plan")


@require_POST
@page
def withdraw(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Delete it all."""
    operations.withdraw(viewer=viewer, now=timezone.now())
    messages.success(
        request, _("Withdrawn. Nothing of it is left here, and your coach reads nothing any more.")
    )
    return redirect("bridge:plan")


@never_cache
@require_safe
@page
def plans(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What people who chose this reader as their coach agreed to."""
    found = queries.shared(viewer=viewer)
    context = {"plans": found, "question": queries.question(found), "today": viewer.on}
    return render(request, "bridge/plans.html", context)
