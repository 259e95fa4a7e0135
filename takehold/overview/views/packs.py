"""The packs for a council: asking for one, looking at it, signing it off, taking its files along."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.governance.facts.papers import PaperKind
from takehold.governance.queries.papers import bodies_with
from takehold.governance.queries.requests import next_meeting
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.forms.refusing import refusals
from takehold.overview.operations import packs as operations
from takehold.overview.queries import packs as queries
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.forms import ROLE_WORDS
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


class PackForm(forms.Form):
    """The meeting, the changes, and a sentence of one's own for each, which may stay empty."""

    meeting = DayField(
        label=lazy("For which meeting?"),
        error_messages={"required": lazy("Say on which day the meeting is.")},
    )
    slugs = forms.MultipleChoiceField(label=lazy("Which changes?"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,
        changes: tuple[tuple[str, str], ...],
        papers: tuple[tuple[int, str], ...],
        **options: Any,
    ) -> None:
        """``changes``: address and name of each. ``papers``: bodies that have a Word template for packs."""
        super().__init__(*args, **options)
        if papers:
            self.fields["paper"] = forms.TypedChoiceField(
                label=lazy("In whose Word template?"), required=False, coerce=int, empty_value=None,
                choices=[("", lazy("the plain one")), *papers],
            )  # fmt: skip
        self.fields["slugs"] = forms.MultipleChoiceField(
            label=lazy("Which changes?"), widget=forms.CheckboxSelectMultiple, choices=changes
        )
        for slug, name in changes:
            self.fields[f"own-{slug}"] = forms.CharField(
                label=name, required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
            )

    def own(self) -> dict[str, str]:
        """The own sentences, by the address of their change."""
        return {
            name.removeprefix("own-"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("own-") and text
        }


WORDS: Final = {kind.value: word for kind, word in ROLE_WORDS.items()}


@require_http_methods(BOTH)
@page
def packs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Those there are, and asking for the next."""
    found = queries.packs(viewer=viewer)
    may = queries.may_ask(viewer)
    lines = initiatives.lines(viewer=viewer)
    changes = tuple((each.initiative.slug, each.initiative.name) for each in lines)
    form = PackForm(
        request.POST if request.method == "POST" else None,
        changes=changes,
        papers=bodies_with(PaperKind.PACK),
        initial={
            "slugs": [slug for slug, _name in changes],
            "meeting": next_meeting(viewer=viewer) if may else None,
        },
    )
    if request.method == "POST" and not may:
        raise NotAllowed(
            _("A pack is made by those who lead or sponsor changes, by the council and by who leads IT.")
        )
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form):
            key = operations.ask(
                viewer=viewer, meeting=said["meeting"], slugs=tuple(said["slugs"]), own=form.own(), now=timezone.now(),
                paper=said.get("paper"),
            )  # fmt: skip
            return redirect("overview:pack", key)
    context = {
        "packs": found,
        "answer": answer(found),
        "form": form if may else None,
        "own": [form[f"own-{slug}"] for slug, _name in changes],
        "any_own": any(form[f"own-{slug}"].errors for slug, _name in changes) if form.is_bound else False,
    }
    return render(request, "overview/packs.html", context, status=422 if form.is_bound else 200)


def answer(found: tuple[queries.PackFact, ...]) -> str:
    """Whether there is a pack for the next meeting, and whether it is signed off."""
    if not found:
        return _("There is no pack yet. Ask for one: it is made in seconds.")
    newest = found[0]
    if newest.signed_on is not None:
        return _("The newest pack is signed off.")
    if newest.built:
        return _("The newest pack is made and waits to be signed off.")
    return _("The newest pack is being made.")


@require_safe
@page
def pack(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    """One pack: whether it is made, its files, and the sign-off."""
    found = queries.pack(viewer=viewer, key=key)
    context = {
        "pack": found,
        "answer": state(found),
        "signed_by": WORDS.get(found.signed_by, found.signed_by),
        "waiting": not found.built and not found.failed,
    }
    return render(request, "overview/pack.html", context)


def state(found: queries.PackFact) -> str:
    """Where a pack stands."""
    if found.failed:
        return _("It could not be made. Nothing of it was lost: ask for it again.")
    if not found.built:
        return _("It is being made; that takes a few seconds.")
    told = ngettext("It tells of {n} change.", "It tells of {n} changes.", found.changes).format(
        n=found.changes
    )
    signed = _("It is signed off.") if found.signed_on is not None else _("It is not signed off yet.")
    return f"{told} {signed}"


@require_safe
@page
def pack_file(request: HttpRequest, viewer: Viewer, key: str, name: str) -> HttpResponse:
    """A file of it."""
    response = HttpResponse(
        queries.content_of(viewer=viewer, key=key, name=name), content_type=queries.TYPES[name]
    )
    way = "inline" if name.endswith(".pdf") else "attachment"
    response["Content-Disposition"] = f'{way}; filename="takehold-{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@page
def sign(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    """Sign it off."""
    try:
        operations.sign_off(viewer=viewer, key=key, now=timezone.now())
    except Invalid as error:
        messages.error(request, str(error))
    return redirect("overview:pack", key)
