"""/council/bodies/<body>/papers/: in which paper requests and packs reach a body; a request as Word."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.governance.facts.papers import PaperFact, PaperKind
from takehold.governance.forms.papers import PaperForm
from takehold.governance.operations import papers as operations
from takehold.governance.queries import bodies, paper_samples
from takehold.governance.queries import papers as queries
from takehold.governance.queries.paper_fields import FIELDS, PAPER_KINDS
from takehold.initiatives.facts import Conflict
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def papers(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """The templates of a body; whoever enters what it decides brings them."""
    body = bodies.body(viewer=viewer, body_id=body_id)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST":
        operations.entering(viewer, body_id)
        if form.is_valid():
            kind, filename, content = form.content()
            with refusals(form), conflicts(form):
                operations.bring(
                    viewer=viewer, body_id=body_id, kind=kind, filename=filename, content=content,
                    version=_version(request), now=timezone.now(),
                )  # fmt: skip
                messages.success(request, _("Kept. From now on papers leave in this template."))
                return redirect("governance:papers", body_id)
    found = queries.papers_of(viewer=viewer, body_id=body_id)
    context = {
        "body": body, "papers": found, "answer": answer(body.name, found), "form": form,
        "versions": [(each.kind.value, each.version) for each in found],
        "fields": [(PAPER_KINDS[kind], kind.value, FIELDS[kind]) for kind in PaperKind], "kinds": PAPER_KINDS,
    }  # fmt: skip
    return render(request, "governance/papers.html", context, status=422 if form.is_bound else 200)


def _version(request: HttpRequest) -> int:
    """The version that was read of the kind that is brought."""
    text = request.POST.get(f"version-{request.POST.get('kind', '')}", "0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def answer(body: str, found: tuple[PaperFact, ...]) -> str:
    """Whether papers leave in the body's own template, in a sentence."""
    if not found:
        return _("Papers reach {body} in the plain template that everybody begins with.").format(body=body)
    kinds = {each.kind for each in found}
    if len(kinds) == len(PaperKind):
        return _("Requests and packs reach {body} in its own templates.").format(body=body)
    if PaperKind.REQUEST in kinds:
        return _("Requests reach {body} in its own template, packs in the plain one.").format(body=body)
    return _("Packs reach {body} in its own template, requests in the plain one.").format(body=body)


@require_POST
@page
def take_away(request: HttpRequest, viewer: Viewer, body_id: int, kind: str) -> HttpResponse:
    """Back to the plain template."""
    try:
        operations.take_away(
            viewer=viewer, body_id=body_id, kind=_kind(kind), version=_version(request), now=timezone.now()
        )
        messages.success(request, _("Taken away. Papers leave in the plain template again."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("governance:papers", body_id)


@require_safe
@page
def template(request: HttpRequest, viewer: Viewer, body_id: int, kind: str) -> HttpResponse:
    """The template of a body, to change it in Word."""
    found = queries.template_for(viewer=viewer, body_id=body_id, kind=_kind(kind))
    return _word(found, f"template-{kind}.docx")


@require_safe
@page
def sample(request: HttpRequest, viewer: Viewer, kind: str) -> HttpResponse:
    """The template that everybody begins with."""
    if not viewer.roles:
        raise NotYours
    return _word(paper_samples.sample(_kind(kind)), f"example-{kind}.docx")


@require_safe
@page
def paper(request: HttpRequest, viewer: Viewer, request_id: int) -> HttpResponse:
    """A request as Word, in the template of the body that is asked."""
    return _word(queries.paper(viewer=viewer, request_id=request_id), f"request-{request_id}.docx")


def _kind(text: str) -> PaperKind:
    try:
        return PaperKind(text)
    except ValueError:
        raise Http404 from None


def _word(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=queries.TYPE)
    response["Content-Disposition"] = f'attachment; filename="takehold-{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
