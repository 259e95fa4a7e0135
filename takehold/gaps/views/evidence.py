"""Evidence: choosing what a step cites, and opening it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gaps.facts import SourceKind
from takehold.gaps.forms.gaps import CiteForm
from takehold.gaps.operations import citing
from takehold.gaps.queries import chains
from takehold.gaps.queries.helping import citable
from takehold.gaps.queries.rights import led
from takehold.gaps.queries.sources import offered
from takehold.gaps.queries.words import SOURCES
from takehold.gaps.views.entry import moment, words
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.views.entry import page

OFFERED = "help"


@require_http_methods(["GET", "HEAD", "POST"])
@page
def pick(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, step_id: int) -> HttpResponse:
    """Choose something to cite, one kind of source at a time."""
    asked = request.GET.get("from", "")
    of_offer = asked == OFFERED
    kind = (
        SourceKind(asked) if asked in set(SourceKind) else SourceKind.CELL if of_offer else SourceKind.FIGURE
    )
    change = led(viewer, slug, whole=kind not in citing.HEARD)
    text, teams = chains.step_text(change.id, gap_id, step_id)
    sources = (
        citable(viewer=viewer, change=change, gap_id=gap_id, teams=teams)
        if of_offer
        else offered(viewer=viewer, change=change, kind=kind, teams=teams)
    )
    form = CiteForm(
        request.POST if request.method == "POST" else None, sources=sources, initial={"against": "0"}
    )
    if form.is_valid():
        said = form.cleaned_data
        with refusals(form):
            citing.cite(
                viewer=viewer, slug=slug, gap_id=gap_id, step_id=step_id, kind=kind, ref=said["ref"],
                against=said["against"], now=moment(),
            )  # fmt: skip
            messages.success(request, _("Cited, as it reads today."))
            return redirect("gaps:step", slug, gap_id, step_id)
    context = {
        "slug": slug,
        "gap_id": gap_id,
        "step_id": step_id,
        "text": text,
        "form": form,
        "found": sources,
        "chosen": form.data.get("ref", "") if form.is_bound else "",
        "filters": [
            *((text, f"?from={each.value}", each is kind and not of_offer) for each, text in SOURCES.items()),
            (_("what would help"), f"?from={OFFERED}", of_offer),
        ],
        "today": viewer.on,
    }
    return render(request, "gaps/pick.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def evidence(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, citation_id: UUID) -> HttpResponse:
    """What was cited, for who may read its source."""
    opened = citing.open_citation(
        viewer=viewer, slug=slug, gap_id=gap_id, citation_id=citation_id, now=moment()
    )
    context = {"slug": slug, "gap_id": gap_id, "opened": opened, "today": viewer.on, **words()}
    return render(request, "gaps/evidence.html", context)


@require_POST
@page
def away(request: HttpRequest, viewer: Viewer, slug: str, gap_id: int, citation_id: UUID) -> HttpResponse:
    """Take it away from the step."""
    citing.uncite(viewer=viewer, slug=slug, gap_id=gap_id, citation_id=citation_id, now=moment())
    messages.success(request, _("Taken away."))
    return redirect("gaps:gap", slug, gap_id)
