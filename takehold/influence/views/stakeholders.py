"""/changes/<slug>/stakeholders/: who has a stake, where each said it stands, and how far they agree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.influence.facts import Influence, StakeholderFact, Support, SupportMap
from takehold.influence.forms.stakeholders import OwnForm, StakeholderForm
from takehold.influence.operations import stakeholders as operations
from takehold.influence.queries.stakeholders import support
from takehold.influence.queries.words import INFLUENCES, SUPPORTS, words
from takehold.influence.views.entry import moment, writing
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def stakeholders(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """All of them; one more can be written down."""
    found = support(viewer=viewer, slug=slug)
    if request.method != "POST":
        return shown(request, found)
    writing(found.may_edit)
    form = StakeholderForm(request.POST)
    if form.is_valid():
        with refusals(form), conflicts(form):
            made = operations.write_down(viewer=viewer, slug=slug, said=form.told(), now=moment())
            messages.success(request, _("Written down. Next: where did they say they stand?"))
            return redirect("influence:stakeholder", slug, made)
    return shown(request, found, form=form)


@require_POST
@page
def stand(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Say where one stands oneself, or take it back."""
    found = support(viewer=viewer, slug=slug)
    if "take-back" in request.POST:
        operations.take_back(viewer=viewer, slug=slug, now=moment())
        messages.success(request, _("Taken back. Nothing of it is left here."))
        return redirect("influence:stakeholders", slug)
    form = OwnForm(request.POST)
    if form.is_valid():
        with refusals(form):
            data = form.cleaned_data
            operations.stand(
                viewer=viewer, slug=slug, support=Support(data["support"]), words=data["words"], now=moment()
            )
            messages.success(request, _("Kept, with your name. You can take it back at any time."))
            return redirect("influence:stakeholders", slug)
    return shown(request, found, own=form)


def shown(
    request: HttpRequest, found: SupportMap, *, form: Form | None = None, own: Form | None = None
) -> HttpResponse:
    """The page, with what was typed where it could not be kept."""
    mine = next((each for each in found.own if each.own), None)
    context: dict[str, Any] = {
        "found": found,
        "answer": answer(found),
        "rows": grid(found),
        "columns": list(SUPPORTS.values()),
        "spread": list(zip(SUPPORTS.values(), found.agreement.counts, strict=True)),
        "mine": mine,
        "form": form or StakeholderForm(),
        "own_form": own
        or OwnForm(initial={"support": mine.support.value, "words": mine.words} if mine else None),
        **words(),
    }
    return render(request, "influence/stakeholders.html", context, status=422 if form or own else 200)


def grid(found: SupportMap) -> list[tuple[Any, list[list[StakeholderFact]]]]:
    """Rows from those who decide down, in each the stakeholders by where they stand; last those who have not said."""
    rows = []
    for influence, word in INFLUENCES.items():
        here = [each for each in found.stakeholders if each.said.influence is influence]
        cells = [[each for each in here if each.now is not None and each.now.support is at] for at in Support]
        rows.append((word, [*cells, [each for each in here if each.now is None]]))
    return rows


def answer(found: SupportMap) -> str:
    """Who stands where, and who was never reached, in two sentences."""
    every = found.stakeholders
    if not every:
        return _("Nobody is written down who has a stake in this change.")
    said = [each.now.support for each in every if each.now is not None]
    told = ngettext(
        "{n} of {all} has said where it stands: {yes} for it, {no} against, {open} undecided.",
        "{n} of {all} have said where they stand: {yes} for it, {no} against, {open} undecided.",
        len(said),
    ).format(
        n=len(said),
        all=len(every),
        yes=sum(each > Support.UNDECIDED for each in said),
        no=sum(each < Support.UNDECIDED for each in said),
        open=sum(each is Support.UNDECIDED for each in said),
    )
    first = [each for each in found.unreached if each.said.influence is Influence.DECIDES]
    if first:
        told += " " + ngettext(
            "Nobody has tried to win over {who} yet, which decides or can stop it.",
            "Nobody has tried to win over {n} yet that decide or can stop it, first of all {who}.",
            len(first),
        ).format(n=len(first), who=first[0].said.name)
    return told
