"""/changes/<slug>/stakeholders/<id>/: one of them: what it said over time, and what was tried."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.influence.facts import StakeholderFact, SupportMap
from takehold.influence.forms.advocacy import AttemptForm, LandingForm
from takehold.influence.forms.stakeholders import PositionForm, StakeholderForm, initial
from takehold.influence.operations import advocacy, stakeholders
from takehold.influence.queries.attempts import approaches
from takehold.influence.queries.stakeholders import support
from takehold.influence.queries.words import SUPPORTS, words
from takehold.influence.views.entry import moment, writing
from takehold.influence.views.stakeholders import BOTH
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page


@require_http_methods(BOTH)
@page
def stakeholder(request: HttpRequest, viewer: Viewer, slug: str, stakeholder_id: int) -> HttpResponse:
    """One of them; those who lead the change say it anew here."""
    found, one = read(viewer, slug, stakeholder_id)
    if request.method != "POST":
        return shown(request, viewer, found, one)
    writing(found.may_edit)
    form = StakeholderForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            stakeholders.edit(
                viewer=viewer,
                slug=slug,
                stakeholder_id=one.id,
                said=form.told(),
                version=version,
                now=moment(),
            )
            messages.success(request, _("Kept."))
            return redirect("influence:stakeholder", slug, one.id)
    return shown(request, viewer, found, one, form=form)


@require_POST
@page
def position(request: HttpRequest, viewer: Viewer, slug: str, stakeholder_id: int) -> HttpResponse:
    """Where it said it stands."""
    found, one = read(viewer, slug, stakeholder_id)
    writing(found.may_edit)
    form = PositionForm(request.POST)
    if form.is_valid():
        with refusals(form):
            stakeholders.state(
                viewer=viewer, slug=slug, stakeholder_id=one.id, said=form.told(), now=moment()
            )
            messages.success(request, _("Kept, with where it was said."))
            return redirect("influence:stakeholder", slug, one.id)
    return shown(request, viewer, found, one, stating=form)


@require_POST
@page
def attempt(request: HttpRequest, viewer: Viewer, slug: str, stakeholder_id: int) -> HttpResponse:
    """What was tried."""
    found, one = read(viewer, slug, stakeholder_id)
    writing(found.may_edit)
    form = AttemptForm(request.POST)
    if form.is_valid():
        with refusals(form):
            advocacy.attempt(viewer=viewer, slug=slug, stakeholder_id=one.id, said=form.told(), now=moment())
            messages.success(request, _("On record."))
            return redirect("influence:stakeholder", slug, one.id)
    return shown(request, viewer, found, one, trying=form)


@require_POST
@page
def land(
    request: HttpRequest, viewer: Viewer, slug: str, stakeholder_id: int, attempt_id: int
) -> HttpResponse:
    """How something that was tried landed."""
    found, one = read(viewer, slug, stakeholder_id)
    writing(found.may_edit)
    form = LandingForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals(form), conflicts(form):
            advocacy.land(
                viewer=viewer,
                slug=slug,
                attempt_id=attempt_id,
                said=form.landing(),
                version=version,
                now=moment(),
            )
            messages.success(request, _("Kept."))
            return redirect("influence:stakeholder", slug, one.id)
    return shown(request, viewer, found, one, landing=(attempt_id, form))


def read(viewer: Viewer, slug: str, stakeholder_id: int) -> tuple[SupportMap, StakeholderFact]:
    """One stakeholder of a change that may be read. Raises ``NotYours``."""
    found = support(viewer=viewer, slug=slug)
    for each in found.stakeholders:
        if each.id == stakeholder_id:
            return found, each
    raise NotYours


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: SupportMap,
    one: StakeholderFact,
    *,
    landing: tuple[int, Form] | None = None,
    **typed: Form,
) -> HttpResponse:
    """The page, with what was typed where it could not be kept."""
    tried = [each for each in approaches(viewer=viewer, slug=found.slug) if each.stakeholder_id == one.id]
    forms = {
        each.id: landing[1]
        if landing and landing[0] == each.id
        else LandingForm(
            initial={
                "landed": each.said.landing.landed.value, "said": each.said.landing.said,
                "differently": each.said.landing.differently, "version": each.version,
            },
            prefix=None,
            auto_id=f"id_{each.id}_%s",
        )
        for each in tried
    }  # fmt: skip
    context: dict[str, Any] = {
        "found": found,
        "one": one,
        "answer": answer(one),
        "tried": [(each, forms[each.id]) for each in tried],
        "form": typed.get("form") or StakeholderForm(initial=initial(one)),
        "stating": typed.get("stating") or PositionForm(initial={"on": viewer.on}, auto_id="id_position_%s"),
        "trying": typed.get("trying") or AttemptForm(initial={"on": viewer.on}, auto_id="id_attempt_%s"),
        **words(),
    }
    status = 422 if typed or landing else 200
    return render(request, "influence/stakeholder.html", context, status=status)


def answer(one: StakeholderFact) -> str:
    """Where it stands, and since when it stood elsewhere, in one sentence."""
    now = one.now
    if now is None:
        return _("Nobody has written down where they said they stand.")
    earlier = next((each for each in one.positions if each.support is not now.support), None)
    if earlier is None:
        return _("They said: {now}.").format(now=SUPPORTS[now.support])
    return _("They said: {now}. Before, they said: {before}.").format(
        now=SUPPORTS[now.support], before=SUPPORTS[earlier.support]
    )
