"""Which behaviours are counted: ready-made ones that fit the file, or one's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gather import operations, queries
from takehold.gather.facts import BehaviourOffer, Draft
from takehold.gather.forms import choosing
from takehold.gather.forms.behaviour import OwnBehaviourForm
from takehold.gather.views.entry import STEPS, draft_of, home, moment
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page
from takehold.ui.parts import is_partial


@require_http_methods(["GET", "POST"])
@page
def behaviours(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Choose, and start the import."""
    draft = draft_of(request, viewer, draft_id)
    if draft.state == "started" and request.method == "GET":
        return redirect("gather:watch", import_id=draft.import_id)
    if draft.recipe is None:
        return redirect("gather:columns", draft_id=draft_id)
    if request.method == "GET":
        return _page(request, viewer, draft)
    keys = request.POST.getlist("behaviour")
    shares = {key: choosing.share(request.POST.get(f"target-{key}", "")) for key in keys}
    if not keys or any(error for _target, error in shares.values()):
        return _page(request, viewer, draft, keys=keys)
    try:
        operations.choose_behaviours(
            viewer=viewer,
            draft_id=draft_id,
            keys=keys,
            targets={key: target for key, (target, _error) in shares.items() if target},
            counts_for={key: request.POST.get(f"for-{key}", "") for key in keys},
            now=moment(),
        )
        fact = operations.start_import(viewer=viewer, draft_id=draft_id, now=moment(), home=home())
    except NotAllowed as error:
        return _page(request, viewer, draft, keys=keys, problem=str(error))
    return redirect("gather:watch", import_id=fact.id)


@require_http_methods(["GET", "POST"])
@page
def own(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Describe a behaviour of one's own; “try it” counts it in the file before it is added."""
    draft = draft_of(request, viewer, draft_id)
    if draft.recipe is None:
        return redirect("gather:columns", draft_id=draft_id)
    shape = draft.recipe.source.shape
    form = OwnBehaviourForm(
        request.POST or None, sample=draft.sample, shape=shape, team=draft.recipe.columns.team
    )
    trial = is_partial(request) or "try" in request.POST
    found: BehaviourOffer | None = None
    if form.is_bound and form.is_valid():
        behaviour = form.behaviour([each.key for each in draft.recipe.behaviours])
        if not trial:
            operations.add_own(viewer=viewer, draft_id=draft_id, behaviour=behaviour, now=moment())
            messages.success(request, _("“%s” is on the list.") % behaviour.name)
            return redirect("gather:behaviours", draft_id=draft_id)
        found = queries.trial(viewer=viewer, draft_id=draft_id, behaviour=behaviour, home=home())
    context = {"draft": draft, "form": form, "found": found, "trial": trial, "steps": STEPS, "shape": shape}
    name = "gather/own_live.html" if is_partial(request) else "gather/own.html"
    status = 422 if form.is_bound and form.errors and not trial else 200
    return render(request, name, context, status=status)


@require_POST
@page
def remove(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Take one's own behaviour off the list."""
    operations.remove_behaviour(
        viewer=viewer, draft_id=draft_id, key=request.POST.get("key", ""), now=moment()
    )
    return redirect("gather:behaviours", draft_id=draft_id)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    draft: Draft,
    *,
    keys: list[str] | None = None,
    problem: str = "",
) -> HttpResponse:
    """The list; ``keys`` are those ticked in what was posted, None when the page is only opened."""
    offers = queries.offers(viewer=viewer, draft_id=draft.id, home=home())
    posted = request.POST.dict() if keys is not None else None
    rows = choosing.rows(
        offers.all, waiting=offers.waiting, counts_for=draft.counts_for, posted=posted, ticked=keys or ()
    )
    if keys is not None and not keys:
        problem = _("Choose at least one behaviour, or describe your own.")
    context = {
        "draft": draft,
        "offers": offers,
        "rows": rows,
        "wrong": [row for row in rows if row.error],
        "waiting": offers.waiting,
        "problem": problem,
        "steps": STEPS,
    }
    return render(request, "gather/behaviours.html", context, status=200 if keys is None else 422)
