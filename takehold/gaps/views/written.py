"""What people write about: theme by theme, from period to period, and whether two who read it read alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from takehold.gaps.facts.counted import By, Series, Written
from takehold.gaps.forms.codebook import CoderForm
from takehold.gaps.operations import coding
from takehold.gaps.queries import agreeing, codebook, counted
from takehold.gaps.queries.codebook import reader
from takehold.gaps.queries.rights import change_of, led
from takehold.gaps.queries.saying import GROWTHS, RELIANCES, agreed_line, heard_line, theme_line, written_line
from takehold.gaps.views.entry import moment
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import Viewer
from takehold.people.queries.persons import reading_everything
from takehold.people.views.entry import page
from takehold.ui import charts, drawing
from takehold.ui.cells import harmless
from takehold.ui.numbers import day

MOST_QUOTED = 30
CODEBOOK = (
    "theme", "wording", "since", "name", "meaning", "used_when", "not_when", "example", "reason", "given_up_on",
)  # fmt: skip


@require_safe
@page
def written(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Every theme with how much is written about it, and whether it grows."""
    change = reader(viewer, slug)
    found = counted.written(viewer=viewer, change=change)
    context = {
        "initiative": change,
        "written": found,
        "answer": written_line(found),
        "growths": GROWTHS,
        "today": viewer.on,
    }
    return render(request, "gaps/written.html", context)


@require_safe
@page
def theme(request: HttpRequest, viewer: Viewer, slug: str, theme_id: int) -> HttpResponse:
    """One theme: how it changes from survey to survey and month to month, and what stands under it."""
    change = reader(viewer, slug)
    shown = codebook.theme(change=change, theme_id=theme_id)
    texts = counted.sorted_texts(viewer=viewer, change=change)
    channels = counted.heard(viewer=viewer, book=[shown])
    found = counted.of(texts.done, texts.waiting, [shown], channels)
    told = next(iter(found.themes), None)
    quoted = sorted({each.text.text for each in texts.done if theme_id in each.themes})
    context = {
        "initiative": change,
        "each": shown,
        "told": told,
        "answer": theme_line(found),
        "heard": heard_line(channels.get(shown.id)),
        "series": [_picture(each, shown.name, viewer) for each in told.series] if told else [],
        "quoted": quoted[:MOST_QUOTED],
        "more": max(0, len(quoted) - MOST_QUOTED),
        "today": viewer.on,
    }
    return render(request, "gaps/codetheme_page.html", context)


def _picture(series: Series, name: str, viewer: Viewer) -> dict[str, Any]:
    """A series in both widths with its rows, newest first."""
    by = {By.SURVEY: _("In surveys"), By.MONTH: _("In what was said and noted")}[series.by]
    described = _("Share of texts under “{name}”, as ranges: {by}.").format(name=name, by=by)
    ranges = [
        charts.Range(day(each.on, viewer.on) if series.by is By.SURVEY else each.label, each.low, each.high)
        for each in series.points
    ]
    drawn = {
        width: drawing.svg(
            charts.range_chart(ranges, frame=frame, description=described), Path(settings.HOME) / "charts"
        )
        for width, frame in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    }
    return {
        "by": by, "growth": GROWTHS[series.growth], "rows": series.points[::-1], "survey": series.by is By.SURVEY,
        **drawn,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page
def alike(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Whether two people read alike; for who leads the change also who is to be the second."""
    if request.method == "POST":
        led(viewer, slug)
    change = reader(viewer, slug)
    people = reading_everything(viewer=viewer) if change.may_edit else ()
    others = [each for each in people if each.id != viewer.person_id]
    form = CoderForm(request.POST if request.method == "POST" else None, people=others)
    if form.is_valid():
        with refusals(form):
            said = form.cleaned_data
            coding.name_coder(
                viewer=viewer, slug=slug, person_id=said["person"], second=said["second"], now=moment()
            )
            messages.success(request, _("Named. The texts wait under “What people wrote”."))
            return redirect("gaps:alike", slug)
    found = agreeing.agreed(viewer=viewer, change=change, people=people)
    context = {
        "initiative": change,
        "found": found,
        "word": RELIANCES[found.reliance],
        "answer": agreed_line(found),
        "form": form,
        "today": viewer.on,
    }
    return render(request, "gaps/alike.html", context, status=422 if form.is_bound else 200)


@require_safe
@page
def counts_csv(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """How often each theme is written about, in steps of five, as a file."""
    found = _readable(viewer, slug)
    return _csv(counted.rows(found), counted.COLUMNS, f"themes-{slug}.csv")


@require_safe
@page
def codebook_csv(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The codebook with all its wordings, as a file."""
    change = change_of(viewer, slug)
    rows = [
        {
            "theme": each.id, "wording": one.number, "since": one.since.isoformat(), "name": one.name,
            "meaning": one.meaning, "used_when": one.use, "not_when": one.avoid, "example": one.example,
            "reason": one.reason, "given_up_on": each.retired_on.isoformat() if each.retired_on else "",
        }
        for each in codebook.themes(change=change, retired=True)
        for one in (*each.earlier[::-1], each.now)
    ]  # fmt: skip
    return _csv(rows, CODEBOOK, f"codebook-{slug}.csv")


def _readable(viewer: Viewer, slug: str) -> Written:
    return counted.written(viewer=viewer, change=reader(viewer, slug))


def _csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], name: str) -> HttpResponse:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(
        {key: harmless(str("" if cell is None else cell)) for key, cell in row.items()} for row in rows
    )
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
