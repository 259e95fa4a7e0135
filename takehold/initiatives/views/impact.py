"""The change-impact sheet: who is affected, how much, from when; by page and by spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.evidence.limits import Refused
from takehold.evidence.sheets import sheet_text
from takehold.initiatives import queries
from takehold.initiatives.facts import ASPECTS, Conflict, ImpactSheet, Invalid
from takehold.initiatives.forms import impact as forms
from takehold.initiatives.forms.teams import branches
from takehold.initiatives.operations import impact as operations
from takehold.initiatives.queries import impact as impacts
from takehold.initiatives.queries import impact_file
from takehold.initiatives.views.changes import editable
from takehold.people import queries as people
from takehold.people.facts import Unreadable, Viewer
from takehold.people.queries.jobs import jobs
from takehold.people.views.entry import page
from takehold.ui.cells import harmless
from takehold.ui.workbook import TYPE, workbook


@require_http_methods(["GET", "HEAD", "POST"])
@page
def impact(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The sheet: to read for whoever reads the change, to fill in for those who lead it."""
    sheet = impacts.sheet(viewer=viewer, slug=slug)
    if request.method != "POST":
        return _page(request, viewer, slug, sheet)
    editable(viewer, slug)
    teams = people.sight(viewer=viewer).teams
    names, above = {team.id: team.name for team in teams}, {team.parent_id or 0 for team in teams}
    ticked = {name: request.POST.getlist(name) for name in ("teams", "jobs")}
    told = forms.typed(request.POST.dict(), ticked, sheet, names, above)
    if request.POST.get("version") != sheet.version:
        told.problem = _(
            "Somebody else changed this meanwhile. Nothing was overwritten: look at the new text and say yours again."
        )
        return _page(request, viewer, slug, sheet, told)
    if told.good:
        try:
            operations.save_impact(
                viewer=viewer, slug=slug, lines=told.inputs(), version=sheet.version, now=timezone.now()
            )
        except Invalid as error:
            at = int(error.field) - 1
            if at < len(told.lines):
                told.lines[at].errors.append(str(error))
            else:
                told.problem = str(error)
        except Conflict as error:
            told.problem = str(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("initiatives:impact", slug=slug)
    return _page(request, viewer, slug, sheet, told)


@require_POST
@page
def file(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """A sheet that was filled in elsewhere: all of it or nothing."""
    editable(viewer, slug)
    form = forms.SheetFileForm(request.POST, request.FILES)
    refused: Sequence[str] = ()
    if form.is_valid():
        content, name = form.content()
        try:
            lines = impact_file.lines_of(sheet_text(content, name), viewer=viewer)
            count = operations.merge_impact(
                viewer=viewer,
                slug=slug,
                lines=lines,
                only_these=form.cleaned_data["only"],
                now=timezone.now(),
            )
        except Unreadable as error:
            refused = error.sentences
        except (Refused, Invalid) as error:
            refused = (str(error),)
        else:
            told = ngettext("The sheet has {n} group now.", "The sheet has {n} groups now.", count)
            messages.success(request, told.format(n=count))
            return redirect("initiatives:impact", slug=slug)
    sheet = impacts.sheet(viewer=viewer, slug=slug)
    return _page(request, viewer, slug, sheet, file_form=form, refused=refused)


@require_safe
@page
def sheet_csv(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The sheet as CSV; it can be brought back as it is."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(viewer, slug))
    return _download(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"impact-{slug}.csv")


@require_safe
@page
def sheet_xlsx(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The sheet as a workbook; it can be brought back as it is."""
    return _download(workbook(_rows(viewer, slug), title=_("Impact")), TYPE, f"impact-{slug}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def audience(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """What taking the sheet's teams as the audience would change; done when the lead says so."""
    fact = editable(viewer, slug)
    difference = impacts.audience_difference(viewer=viewer, slug=slug)
    problem = ""
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            operations.take_audience(
                viewer=viewer,
                slug=slug,
                version=int(version) if version.isdecimal() and len(version) < 10 else 0,
                now=timezone.now(),
            )
        except (Invalid, Conflict) as error:
            problem = str(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("initiatives:impact", slug=slug)
    context = {"initiative": fact, "difference": difference, "problem": problem}
    return render(request, "initiatives/audience.html", context, status=422 if problem else 200)


def _rows(viewer: Viewer, slug: str) -> list[tuple[str, ...]]:
    sheet = impacts.sheet(viewer=viewer, slug=slug)
    return impact_file.rows_of(sheet, people.sight(viewer=viewer).teams)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: HttpRequest,
    viewer: Viewer,
    slug: str,
    sheet: ImpactSheet,
    told: forms.Typed | None = None,
    *,
    file_form: forms.SheetFileForm | None = None,
    refused: Sequence[str] = (),
) -> HttpResponse:
    lines = told.lines if told is not None else forms.lines_of(sheet)
    teams = people.current(people.sight(viewer=viewer).teams)
    context = {
        "initiative": queries.initiative(viewer=viewer, slug=slug, marks=False),
        "sheet": sheet,
        "lines": lines,
        "problem": told.problem if told is not None else "",
        "failed": told is not None,
        "affected": sum(any(line.said.levels) for line in lines),
        "aspects": [(name, forms.ASPECT_WORDS[name]) for name in ASPECTS],
        "levels": list(enumerate(forms.LEVEL_WORDS)),
        "branches": branches(teams, {}) if sheet.may_edit else (),
        "jobs": jobs(viewer=viewer) if sheet.may_edit else (),
        "needs": impacts.needs(viewer=viewer, slug=slug),
        "like": forms.numbers(each.name for each in sheet.groups),
        "file_form": file_form or forms.SheetFileForm(),
        "refused": refused,
        "today": viewer.on,
    }
    wrong = told is not None or file_form is not None
    return render(request, "initiatives/impact.html", context, status=422 if wrong else 200)
