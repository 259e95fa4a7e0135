"""What is kept, and who sees it: one sheet for the works council and everybody, made from what is set today."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from takehold.gather.facts.retention import NAME_DAYS, QUESTION_DAYS, TOLD_DAYS
from takehold.gather.forms.privacy import KEPT_WORDS, ClocksForm, WordsForm
from takehold.gather.operations import agreements
from takehold.gather.operations.retention import need_administrator, set_retention
from takehold.gather.queries.privacy import privacy_sheet
from takehold.gather.queries.retention import clocks
from takehold.gather.views.entry import home, moment
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import RoleKind, Viewer
from takehold.people.forms import ROLE_WORDS
from takehold.people.views.entry import page


@require_safe
@page
def privacy(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The sheet."""
    return _page(request, viewer)


@require_POST
@page
def agree(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The works council's yes, or an administrator's waiver; which of them follows from the role."""
    form = WordsForm(request.POST)
    act = agreements.agree if viewer.has(RoleKind.WORKS_COUNCIL) else agreements.waive
    if form.is_valid():
        with refusals(form, other="words"):
            act(viewer=viewer, words=form.cleaned_data["words"], now=moment())
            messages.success(
                request, _("Recorded. Data about persons may come in from now on, as random numbers.")
            )
            return redirect("gather:privacy")
    return _page(request, viewer, words=form)


@require_POST
@page
def withdraw(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The end of a yes or a waiver."""
    agreements.withdraw(viewer=viewer, now=moment())
    messages.success(
        request, _("Withdrawn. No data about persons comes in any more, and no number leads to a person.")
    )
    return redirect("gather:privacy")


@require_POST
@page
def retention(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """How long things are kept: all clocks or none."""
    need_administrator(viewer)
    form = ClocksForm(request.POST, clocks=clocks())
    if form.is_valid():
        with refusals(form):
            with transaction.atomic():
                for kind, days in form.cleaned_data.items():
                    set_retention(viewer=viewer, kind=kind, days=days, now=moment())
            messages.success(request, _("Kept. What is older goes within the hour."))
            return redirect("gather:privacy")
    set_retention(
        viewer=viewer, kind="uploads", days=_uploads(), now=moment()
    )  # who may not is told so, and nothing else
    return _page(request, viewer, periods=form)


def _uploads() -> int:
    return next(clock.days for clock in clocks() if clock.kind == "uploads")


def _page(
    request: HttpRequest, viewer: Viewer, *, words: WordsForm | None = None, periods: ClocksForm | None = None
) -> HttpResponse:
    sheet = privacy_sheet(viewer=viewer, home=home())
    context: dict[str, Any] = {
        "sheet": sheet,
        "clocks": [(KEPT_WORDS[clock.kind], clock) for clock in sheet.clocks],
        "holders": [(ROLE_WORDS[RoleKind(kind)], names) for kind, names in sheet.holders],
        "counted": [(ROLE_WORDS[RoleKind(kind)], n) for kind, n in sheet.counted],
        "words": words or WordsForm(),
        "praise": {"question": QUESTION_DAYS, "name": NAME_DAYS, "told": TOLD_DAYS},
        "periods": periods or ClocksForm(clocks=sheet.clocks),
        "today": viewer.on,
    }
    wrong = words is not None or periods is not None
    return render(request, "gather/privacy.html", context, status=422 if wrong else 200)
