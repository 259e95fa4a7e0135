"""“Bring your own data”: the page with one question, which file?"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gather import operations, queries
from takehold.gather.facts import Draft
from takehold.gather.forms.upload import UploadForm
from takehold.gather.operations import quarantine
from takehold.gather.views.entry import STEPS, home, moment
from takehold.gather.views.receiving import SizeLimitHandler
from takehold.initiatives.facts import Initiative
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import page


@csrf_exempt  # checked inside: the limit must be set before the body is read
@require_http_methods(["GET", "POST"])
@page
def bring(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Ask for a file, or take it."""
    initiative = queries.initiative_to_gather_for(viewer, slug)
    limit = SizeLimitHandler()
    request.upload_handlers = [limit, *request.upload_handlers]
    return _bring(request, viewer=viewer, initiative=initiative, limit=limit)


@csrf_protect
def _bring(
    request: HttpRequest, *, viewer: Viewer, initiative: Initiative, limit: SizeLimitHandler
) -> HttpResponse:
    if request.method == "GET":
        return _page(request, viewer, initiative, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if limit.too_big:
        form.fields["file"].required = False
        form.add_error("file", quarantine.too_big(limit.largest))
    if not form.is_valid():
        return _page(request, viewer, initiative, form)
    file = form.cleaned_data["file"]
    try:
        draft = operations.upload(
            viewer=viewer,
            slug=initiative.slug,
            filename=file.name,
            chunks=file.chunks(),
            announced=file.size,
            now=moment(),
            home=home(),
        )
    except operations.UploadRefused as refused:
        form.add_error("file", str(refused))
        return _page(request, viewer, initiative, form)
    return redirect("gather:columns", draft_id=draft.id)


def _page(request: HttpRequest, viewer: Viewer, initiative: Initiative, form: UploadForm) -> HttpResponse:
    context = {
        "form": form,
        "initiative": initiative,
        "drafts": queries.drafts(viewer=viewer, slug=initiative.slug),
        "steps": STEPS,
    }
    return render(request, "gather/bring.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def discard(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Throw a file away before its import."""
    slug = operations.discard_draft(viewer=viewer, draft_id=draft_id, now=moment(), home=home())
    messages.success(request, _("The file was removed. Nothing of it was counted."))
    return redirect("gather:bring", slug=slug)


@require_POST
@page
def again(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """The same list as before: reuse its mapping and start, unless a date could be read two ways in this file, or somebody
    wants to see first what is counted: another behaviour is chosen there."""
    text = request.POST.get("list", "")
    try:
        earlier = UUID(text) if text else None
    except ValueError as error:
        raise NotFound from error
    draft = operations.reuse_mapping(viewer=viewer, draft_id=draft_id, earlier_id=earlier, now=moment())
    if draft.recipe is not None and queries.order_open(draft.recipe, draft.sample):
        messages.info(
            request, _("One question is open before the import: how are dates written in this file?")
        )
        return redirect("gather:columns", draft_id=draft_id)
    if "choose" in request.POST:
        return redirect("gather:behaviours", draft_id=draft_id)
    fact = operations.start_import(viewer=viewer, draft_id=draft_id, now=moment(), home=home())
    return redirect("gather:watch", import_id=fact.id)


@require_POST
@page
def apart(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Another list with the same columns."""
    operations.keep_apart(viewer=viewer, draft_id=draft_id, now=moment())
    return redirect("gather:columns", draft_id=draft_id)


@require_POST
@page
def sheet(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Another sheet of the workbook."""
    try:
        operations.choose_sheet(
            viewer=viewer, draft_id=draft_id, sheet=request.POST.get("sheet", ""), now=moment(), home=home()
        )
    except operations.UploadRefused as refused:
        messages.error(request, str(refused))
    return redirect("gather:columns", draft_id=draft_id)


def address_of(draft: Draft) -> str:
    """The page where a begun file goes on."""
    name = "gather:behaviours" if draft.recipe else "gather:columns"
    return reverse(name, kwargs={"draft_id": draft.id})


@require_http_methods(["GET"])
@page
def go_on(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """Where the file was left."""
    draft = queries.draft(viewer=viewer, draft_id=draft_id)
    if draft.state == "started" and draft.import_id:
        return redirect("gather:watch", import_id=draft.import_id)
    return HttpResponseRedirect(address_of(draft))
