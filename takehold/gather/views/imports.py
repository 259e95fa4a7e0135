"""Watching an import, what was rejected, and which team each label means."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from takehold.gather import operations, queries
from takehold.gather.facts import SourceLine
from takehold.gather.forms import teams as team_forms
from takehold.gather.views.entry import STEPS, headed, moment
from takehold.ledger.facts import ImportState, RejectedRow
from takehold.people.facts import LabelMatch, TeamFact, Viewer
from takehold.people.views.entry import page
from takehold.ui.cells import harmless
from takehold.ui.parts import is_partial

PAGE = 50


@require_safe
@page
def watch(request: HttpRequest, viewer: Viewer, import_id: UUID) -> HttpResponse:
    """How far the reading is; when it is done, what came of it."""
    offset = _offset(request)
    watching = queries.watching(viewer=viewer, import_id=import_id, offset=offset, limit=PAGE)
    headed(request, viewer, watching.initiative_slug)
    running = watching.fact.state in (ImportState.WAITING, ImportState.READING)
    rejected = () if running else watching.rejected
    context = {
        "watching": watching,
        "fact": watching.fact,
        "running": running,
        "refused": watching.fact.state is ImportState.REFUSED,
        "repeated": watching.fact.state is ImportState.REPEATED,
        "rejected": rejected,
        "more": f"?from={offset + PAGE}" if len(rejected) == PAGE else "",
        "less": f"?from={max(offset - PAGE, 0)}" if offset else "",
        "steps": STEPS,
    }
    name = "gather/watch_live.html" if is_partial(request) else "gather/watch.html"
    response = render(request, name, context)
    if is_partial(request) and not running:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@page
def rejected_csv(request: HttpRequest, viewer: Viewer, import_id: UUID) -> StreamingHttpResponse:
    """The rejected records as a file whose cells no spreadsheet takes for a formula."""
    watching = queries.watching(viewer=viewer, import_id=import_id)

    def rows() -> Iterator[RejectedRow]:
        offset = 0
        while found := queries.rejected(viewer=viewer, import_id=import_id, offset=offset, limit=500):
            yield from found
            offset += len(found)

    response = StreamingHttpResponse(as_csv(rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{watching.fact.id}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def as_csv(rows: Iterator[RejectedRow]) -> Iterator[str]:
    """Lines of CSV, harmless in a spreadsheet."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield str(writer.writerow((_("line"), _("column"), _("reason"))))
    for row in rows:
        yield str(writer.writerow((row.line, harmless(row.column), harmless(row.reason))))


@require_http_methods(["GET", "POST"])
@page
def teams(request: HttpRequest, viewer: Viewer, source_id: int) -> HttpResponse:
    """Match labels to teams, or make teams of them where there are none."""
    line = queries.source_line(viewer=viewer, source_id=source_id)
    headed(request, viewer, line.initiative_slug)
    matches = queries.open_matches(viewer=viewer, source_id=source_id)
    known = queries.teams(viewer=viewer)
    if not known or "make" in request.GET:
        any_name = not known or queries.is_steward(viewer)
        waiting = [
            match
            for match in matches
            if match.how not in ("chosen", "outside") and (any_name or queries.waits(match))
        ]
        return _making(request, viewer, line, waiting, known)
    rows: list[team_forms.LabelRow] = team_forms.rows(matches)
    choices: list[team_forms.Choice] = []
    if request.method == "POST":
        rows, choices = team_forms.read(request.POST.dict(), matches, known)
    problems = [row for row in rows if row.error]
    if request.method == "POST" and not problems:
        chosen = [(choice.label, choice.team_id) for choice in choices]
        return _saved(
            request,
            line,
            operations.match_labels(viewer=viewer, source_id=source_id, choices=chosen, now=moment()),
        )
    context = {
        "line": line,
        "rows": rows,
        "teams": known,
        "problems": problems,
        "groups": team_forms.grouped(rows, _offset(request)),
        "next": _offset(request) + team_forms.A_PAGE,
        "steps": STEPS,
    }
    return render(request, "gather/teams.html", context, status=422 if problems else 200)


def _making(
    request: HttpRequest,
    viewer: Viewer,
    line: SourceLine,
    matches: Sequence[LabelMatch],
    known: Sequence[TeamFact],
) -> HttpResponse:
    """Make teams of labels: what was ticked and typed is kept until all of it can be saved."""
    rows = team_forms.making_rows(matches)
    sizes: dict[str, int] = {}
    if request.method == "POST":
        rows, sizes = team_forms.read_making(request.POST.dict(), matches)
    problems = [row for row in rows if row.error]
    none_ticked = request.method == "POST" and not any(row.ticked for row in rows)
    if request.method == "POST" and not problems and not none_ticked:
        saved = operations.make_teams(viewer=viewer, source_id=line.source.id, sizes=sizes, now=moment())
        if not queries.is_steward(viewer):
            messages.info(
                request,
                _("Their figures are shown once a data steward has confirmed how many people each team has."),
            )
        return _saved(request, line, saved)
    context = {
        "line": line,
        "rows": rows,
        "teams": known,
        "steward": queries.is_steward(viewer),
        "for_all": request.POST.get("people", ""),
        "problems": problems,
        "none_ticked": none_ticked,
        "steps": STEPS,
    }
    return render(request, "gather/making.html", context, status=422 if problems or none_ticked else 200)


def _saved(request: HttpRequest, line: SourceLine, saved: int) -> HttpResponse:
    """Say how many names have their place, and go on to the change."""
    messages.success(request, ngettext("%d name has its place.", "%d names have their place.", saved) % saved)
    if line.initiative_slug:
        return redirect(f"/changes/{line.initiative_slug}/")
    return redirect("gather:source", source_id=line.source.id)


def _offset(request: HttpRequest) -> int:
    text = request.GET.get("from", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
