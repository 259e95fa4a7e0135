"""What the columns mean, with the first records as they would be read, live."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from takehold.evidence.recipe import RecipeError
from takehold.evidence.sentences import told
from takehold.gather import operations, queries
from takehold.gather.facts import Draft, Preview
from takehold.gather.forms.columns import ColumnsForm, renamed_values
from takehold.gather.queries.agreements import persons_allowed
from takehold.gather.views.entry import STEPS, draft_of, moment
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.views.entry import page
from takehold.ui.parts import is_partial

ZONES = (
    "UTC", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Madrid", "Europe/Paris", "Europe/Brussels",
    "Europe/Amsterdam", "Europe/Berlin", "Europe/Zurich", "Europe/Vienna", "Europe/Rome", "Europe/Stockholm",
    "Europe/Oslo", "Europe/Copenhagen", "Europe/Helsinki", "Europe/Warsaw", "Europe/Prague", "Europe/Athens",
    "Europe/Istanbul", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Toronto", "America/Sao_Paulo", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
    "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@page
def columns(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Show the proposed mapping; “update” shows the preview again, anything else saves."""
    draft = draft_of(request, viewer, draft_id)
    if draft.state == "started" and request.method == "GET":
        return redirect("gather:watch", import_id=draft.import_id)
    if request.method == "GET":
        return _page(request, viewer, draft, _form(draft))
    form = _form(draft, request)
    if is_partial(request) or "update" in request.POST:
        return _page(request, viewer, draft, form, renamed=_renamed(request), quiet=True)
    if not form.is_valid():
        return _page(request, viewer, draft, form, renamed=_renamed(request), status=422)
    operations.map_columns(
        viewer=viewer, draft_id=draft_id, recipe=form.recipe(_renamed(request)), now=moment()
    )
    return redirect("gather:behaviours", draft_id=draft_id)


@require_POST
@page
def mapping_text(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """A column mapping that somebody already has, as text."""
    text = request.POST.get("text", "")
    try:
        operations.use_mapping_text(viewer=viewer, draft_id=draft_id, text=text, now=moment())
    except (RecipeError, NotAllowed) as error:
        draft = draft_of(request, viewer, draft_id)
        said = told(error.sentence, translation) if isinstance(error, RecipeError) else str(error)
        extra = {"mapping_error": said, "mapping_text": text}
        return _page(request, viewer, draft, _form(draft), status=422, extra=extra)
    messages.success(request, _("The mapping file was taken over."))
    return redirect("gather:behaviours", draft_id=draft_id)


def _form(draft: Draft, request: HttpRequest | None = None) -> ColumnsForm:
    posted = request.POST if request else None
    return ColumnsForm(
        posted,
        sample=draft.sample,
        zone=settings.TIME_ZONE,
        recipe=draft.recipe,
        persons=persons_allowed(moment().date()),
    )


def _renamed(request: HttpRequest) -> dict[str, str]:
    return renamed_values({key: str(value) for key, value in request.POST.items()})


def _page(
    request: HttpRequest,
    viewer: Viewer,
    draft: Draft,
    form: ColumnsForm,
    *,
    renamed: dict[str, str] | None = None,
    quiet: bool = False,
    status: int = 200,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page, or its live part. ``quiet``: a preview was asked for, so errors stay at their fields."""
    preview, values = _preview(draft, form, renamed)
    context: dict[str, Any] = {
        "draft": draft,
        "sample": draft.sample,
        "form": form,
        "preview": preview,
        "values": values,
        "lists": queries.same_lists(viewer=viewer, draft_id=draft.id) if not draft.recipe else (),
        "sheets": list(zip(draft.sample.sheets, draft.sample.sheet_records, strict=False)),
        "steps": STEPS,
        "zones": ZONES,
        "summary": not quiet,
        "more": bool({"missing", *(f.name for f in form.optional_fields())} & set(form.errors)),
        **(extra or {}),
    }
    name = "gather/columns_live.html" if is_partial(request) else "gather/columns.html"
    return render(request, name, context, status=status)


def _preview(
    draft: Draft, form: ColumnsForm, renamed: dict[str, str] | None
) -> tuple[Preview | None, tuple[Any, ...]]:
    """The first records by the form as it stands; by what is proposed or saved where it was just opened."""
    if form.is_bound:
        recipe = form.recipe(renamed or {}) if form.is_valid() else None
    else:
        recipe = form.base
        if form.ask_day_month:
            recipe = None
    if recipe is None:
        return None, ()
    return queries.preview(draft=draft, recipe=recipe), queries.renamable(draft=draft, recipe=recipe)
