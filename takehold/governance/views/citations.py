"""/council/directives/<directive>/grounds/: what a directive cites, chosen by whoever writes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.governance.facts.citations import CitationFact
from takehold.governance.forms.citations import CiteForm
from takehold.governance.operations import citations as operations
from takehold.governance.queries import citations as queries
from takehold.governance.queries.directives import directive
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.forms.conflicting import conflicts
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def grounds(request: HttpRequest, viewer: Viewer, directive_id: int) -> HttpResponse:
    """What is cited, and what can be."""
    operations.drafted(viewer, directive_id)
    found = directive(viewer=viewer, directive_id=directive_id)
    offers = queries.offered(viewer=viewer, slug=found.said.change) if found.said.change else ()
    form = CiteForm(
        request.POST if request.method == "POST" else None, offers=offers, initial={"version": found.version}
    )
    if form.is_valid():
        with refusals(form), conflicts(form):
            operations.cite(viewer=viewer, directive_id=directive_id, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Cited, as it stands today."))
            return redirect("governance:directive-grounds", directive_id)
    cited = queries.citations(viewer=viewer, directive_id=directive_id)
    context = {"found": found, "cited": cited, "offers": offers, "form": form, "answer": answer(cited)}
    return render(request, "governance/directive_grounds.html", context, status=422 if form.is_bound else 200)


def answer(cited: tuple[CitationFact, ...]) -> str:
    """How much is cited, in a sentence."""
    if not cited:
        return _("It cites nothing yet: what is measured, and what was tried, can stand beside its ground.")
    return ngettext("It cites {n} thing.", "It cites {n} things.", len(cited)).format(n=len(cited))


@require_POST
@page
def uncite(request: HttpRequest, viewer: Viewer, directive_id: int, citation_id: int) -> HttpResponse:
    """Take one out."""
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() and len(text) < 10 else 0
    try:
        operations.uncite(
            viewer=viewer, directive_id=directive_id, citation_id=citation_id, version=version, now=timezone.now()
        )  # fmt: skip
        messages.success(request, _("Taken out."))
    except (Conflict, Invalid) as error:
        messages.error(request, str(error))
    return redirect("governance:directive-grounds", directive_id)
