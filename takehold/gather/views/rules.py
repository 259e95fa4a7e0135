"""A process rule without a line of code: the steps come from the file, and what was described is tried on it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.evidence.facts import Recipe, Shape
from takehold.gather import operations, queries
from takehold.gather.facts import RuleTrial
from takehold.gather.forms.rules import RulesForm
from takehold.gather.views.entry import STEPS, draft_of, home, moment
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page
from takehold.ui.parts import is_partial


def kinds_in(recipe: Recipe, names: Sequence[str]) -> list[str]:
    """Columns that may tell kinds of cases apart: all but those that are the case, its time or its persons."""
    said = recipe.columns
    return [each for each in names if each not in (said.case, said.at, said.id, said.actor)]


@require_http_methods(["GET", "POST"])
@page
def rules(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Describe rules; “try it” counts the cases of the file that keep them before the behaviour is added."""
    draft = draft_of(request, viewer, draft_id)
    if draft.recipe is None:
        return redirect("gather:columns", draft_id=draft_id)
    if draft.recipe.source.shape is not Shape.EVENTS:
        return redirect("gather:own", draft_id=draft_id)
    steps = queries.steps(viewer=viewer, draft_id=draft_id, home=home())
    form = RulesForm(
        request.POST or None,
        steps=steps.values,
        whole=steps.whole,
        columns=kinds_in(draft.recipe, draft.sample.names),
    )
    trial = is_partial(request) or "try" in request.POST
    found: RuleTrial | None = None
    problem = steps.problem
    if form.is_bound and form.is_valid():
        behaviour = form.behaviour([each.key for each in draft.recipe.behaviours])
        try:
            if not trial:
                operations.add_own(viewer=viewer, draft_id=draft_id, behaviour=behaviour, now=moment())
                messages.success(request, _("“%s” is on the list.") % behaviour.name)
                return redirect("gather:behaviours", draft_id=draft_id)
            found = queries.try_rules(viewer=viewer, draft_id=draft_id, behaviour=behaviour, home=home())
        except NotAllowed as error:
            problem = str(error)
    context = {
        "draft": draft,
        "form": form,
        "known": steps,
        "found": found,
        "fits": form.is_bound and not form.errors,
        "trial": trial,
        "problem": problem,
        "steps": STEPS,
    }
    name = "gather/rules_live.html" if is_partial(request) else "gather/rules.html"
    return render(request, name, context, status=422 if form.is_bound and form.errors and not trial else 200)
