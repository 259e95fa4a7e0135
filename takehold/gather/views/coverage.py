"""The coverage map: which affected groups were heard, by which way, and when."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from takehold.gather.facts.coverage import Coverage, CoverageRow, Reached, Way
from takehold.gather.queries.coverage import coverage
from takehold.initiatives import queries as initiatives
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.ui.cells import harmless
from takehold.ui.numbers import day

WORDS: Final[Mapping[Way, Promise]] = {
    Way.DATA: lazy("Data of systems"),
    Way.SURVEY: lazy("Survey"),
    Way.SAY: lazy("Said by themselves"),
    Way.NOTES: lazy("Meetings, observations"),
    Way.CHANNEL: lazy("Open channel"),
    Way.TALLY: lazy("Counted by eye"),
}


GROUPS: Final = 100
"""Groups on one page; the file has all."""


@require_safe
@page
def reach(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The map as a table, those that nobody has heard first."""
    found = coverage(viewer=viewer, slug=slug)
    pages = Paginator(found.rows, GROUPS).get_page(request.GET.get("page"))
    context = {
        "initiative": initiatives.initiative(viewer=viewer, slug=slug, marks=False),
        "map": found,
        "total": len(found.rows),
        "ways": [WORDS[way] for way in Way],
        "rows": [(row, [told(each, viewer) for _way, each in row.cells]) for row in pages],
        "pages": turned(pages) if pages.has_other_pages() else None,
        "today": viewer.on,
    }
    return render(request, "gather/reach.html", context)


def turned(at: Page[CoverageRow]) -> dict[str, Any]:
    """Which groups are shown, and the addresses of the pages before and after."""
    return {
        "first": at.start_index(),
        "last": at.end_index(),
        "total": at.paginator.count,
        "previous": f"?page={at.previous_page_number()}" if at.has_previous() else "",
        "next": f"?page={at.next_page_number()}" if at.has_next() else "",
    }


@require_safe
@page
def reach_csv(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The map as a file."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(("group", "kind", "people", "heard", *Way))
    for row in coverage(viewer=viewer, slug=slug).rows:
        cells = (_cell(each) for _way, each in row.cells)
        kind = "job" if row.is_job else "reporting group"
        writer.writerow((harmless(row.name), kind, row.people, "yes" if row.heard else "no", *cells))
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reach-{slug}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def told(each: Reached | None, viewer: Viewer) -> str:
    """A cell in words; empty where the group was never reached in this way."""
    if each is None:
        return ""
    when = formats.date_format(each.on, "F Y") if each.by_month else day(each.on, viewer.on)
    if each.before:
        when = _("before {when}").format(when=when)
    if each.asked_only:
        when = _("asked {when}").format(when=when)
    if each.part < each.of:
        return _("{when}, in {part} of {of} groups").format(when=when, part=each.part, of=each.of)
    return when


def _cell(each: Reached | None) -> str:
    if each is None:
        return ""
    when = f"{each.on:%Y-%m}" if each.by_month else each.on.isoformat()
    asked = "asked " if each.asked_only else "before " if each.before else ""
    return f"{asked}{when}" + (f" ({each.part} of {each.of})" if each.part < each.of else "")


def shape(found: Coverage) -> list[dict[str, object]]:
    """The map for programs."""
    return [
        {
            "group": row.name,
            "kind": "job" if row.is_job else "reporting group",
            "people": row.people,
            "heard": row.heard,
            "ways": {
                way.value: None
                if each is None
                else {
                    "on": f"{each.on:%Y-%m}" if each.by_month else each.on.isoformat(),
                    "before": each.before,
                    "asked_only": each.asked_only,
                    "part": each.part,
                    "of": each.of,
                }
                for way, each in row.cells
            },
        }
        for row in found.rows
    ]
