"""What a figure rests on: the definition and its version, the source, and the tickets behind it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding
from takehold.ledger import queries as ledger
from takehold.ledger.facts import EventRow, LabelSpan, Scope
from takehold.overview.facts import Pages
from takehold.overview.queries import definitions, feeding, sentences, units
from takehold.overview.views import links
from takehold.overview.views.change import may_bring, worst
from takehold.overview.views.entry import page
from takehold.people import queries as people
from takehold.people.facts import NotFound, Viewer
from takehold.ui.cells import harmless
from takehold.ui.parts import is_partial

A_PAGE = 50
IN_A_FILE = 50_000
WAYS = {"new": "new way", "old": "old way", "neither": "neither", "not-counted": "not counted"}
"""What an address says, and the outcome that the ledger knows."""


@page
def evidence(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """How each behaviour is counted, from which data, and where its tickets are."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    standings = initiatives.standings(viewer=viewer, slug=slug)
    context = {
        "initiative": initiative,
        "tabs": links.tabs(initiative, "evidence"),
        "verdict": worst(standings),
        "today": viewer.on,
        "measured": _measured(standings, viewer.on, timezone.now()),
        "unmeasured": [standing.behaviour for standing in standings if standing.behaviour.measure_id is None],
        "sources_url": links.optional("gather:sources") if may_bring(viewer, initiative) else "",
    }
    return render(request, "overview/evidence.html", context)


def _measured(standings: Sequence[BehaviourStanding], on: date, now: datetime) -> list[dict[str, Any]]:
    asked = [(standing, standing.behaviour.measure_id) for standing in standings]
    measures = {each.id: each for each in ledger.measures(ids={pk for _standing, pk in asked if pk})}
    sources = {each.id: each for each in ledger.sources(on=on)}
    silent = feeding.told(feeding.silences(standings, now), on)
    return [
        {
            "standing": standing,
            "measure": measures[measure_id],
            "definition": definitions.spoken(measures[measure_id].definition),
            "source": sources[measures[measure_id].source_id],
            "stays": sentences.stays(standing.stays_before, on),
            "silent": silent.get(standing.behaviour.source_id, ()),
            "period": standing.verdict.whole if standing.verdict is not None else None,
        }
        for standing, measure_id in asked
        if measure_id is not None
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets are asked for: the scope decides what comes, whatever the address says.

    ``folded``: units of which a ticket tells the name only, and not the label it was recorded under, so that no list
    of tickets speaks of a part of a unit: small teams put together, and teams under several labels.
    """

    standing: BehaviourStanding
    measure_id: int
    scope: Scope
    spans: tuple[LabelSpan, ...]
    folded: frozenset[str]
    unit: str
    outcome: str | None
    first: date
    last: date
    after: int

    def rows(self, limit: int) -> tuple[EventRow, ...]:
        """That many of them, from where the reader is, under names that may be read."""
        found = ledger.events_behind(
            scope=self.scope,
            measure_id=self.measure_id,
            spans=self.spans,
            first=self.first,
            last=self.last,
            outcome=self.outcome,
            offset=self.after,
            limit=limit,
        )
        return tuple(replace(row, label=self._named(row)) for row in found)

    def _named(self, row: EventRow) -> str:
        own = [span.unit for span in self.spans if span.label == row.label and span.unit in self.folded]
        return own[0] if own else row.label


@page
def tickets(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> HttpResponse:
    """The tickets behind a figure, page by page."""
    initiative = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    wanted = _wanted(request, viewer, slug, behaviour)
    rows = wanted.rows(A_PAGE + 1)
    shown = rows[:A_PAGE]
    context = {
        "initiative": initiative,
        "steps": any(row.activity for row in shown),
        "behaviour": wanted.standing.behaviour,
        "rows": shown,
        "attributes": sorted({name for row in shown for name in row.attributes}),
        "wanted": wanted,
        "units": [(units.key_of(each), each.unit) for each in wanted.standing.units],
        "outcomes": _outcomes(request, wanted),
        "way": request.GET.get("way", "") if wanted.outcome else "",
        "pages": _pages(request, wanted, len(rows)),
        "csv_url": reverse("overview:tickets-csv", kwargs={"slug": slug, "behaviour": behaviour})
        + _query(request, after=None),
        "today": viewer.on,
    }
    return render(
        request, "overview/ticket_rows.html" if is_partial(request) else "overview/tickets.html", context
    )


@page
def tickets_csv(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> HttpResponseBase:
    """The same tickets as a file, of which no cell is ever a formula."""
    wanted = _wanted(request, viewer, slug, behaviour)
    response = StreamingHttpResponse(_lines(wanted.rows(IN_A_FILE)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{behaviour}.csv"'
    return response


class _Echo:
    def write(self, value: str) -> str:
        return value


def _lines(rows: Sequence[EventRow]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    names = sorted({name for row in rows for name in row.attributes})
    yield writer.writerow(
        [_("ticket"), _("step"), _("when"), _("team as recorded"), *map(harmless, names), _("way")]
    )
    for row in rows:
        told = [row.case_id, row.activity, row.occurred_at.isoformat(), row.label]
        told += [row.attributes.get(name, "") for name in names]
        yield writer.writerow([harmless(cell) for cell in [*told, row.outcome]])


def _wanted(request: HttpRequest, viewer: Viewer, slug: str, behaviour: str) -> Wanted:
    standing = initiatives.standing(viewer=viewer, slug=slug, key=behaviour)
    if (
        standing.verdict is None
        or standing.behaviour.measure_id is None
        or standing.behaviour.source_id is None
    ):
        raise NotFound
    sight = people.sight(viewer=viewer)
    key = request.GET.get("unit", "")
    unit = units.by_key(standing, key) if key else None
    names = {unit.unit} if unit else {each.unit for each in standing.units}
    every = [unit for unit in sight.units if unit.name in names]
    spans = readable(
        standing, people.spans(viewer=viewer, source_id=standing.behaviour.source_id, units=every)
    )
    parts = Counter(unit for _label, unit in {(span.label, span.unit) for span in spans})
    whole = standing.verdict.whole
    figure = unit.verdict if unit and unit.verdict.recent_from else whole
    first = _day(request.GET.get("from"), figure.recent_from or viewer.on)
    last = _day(request.GET.get("to"), figure.recent_to or viewer.on)
    way = request.GET.get("way", "")
    after = request.GET.get("after", "")
    return Wanted(
        standing=standing,
        measure_id=standing.behaviour.measure_id,
        scope=sight.scope,
        spans=spans,
        folded=frozenset(unit.name for unit in every if unit.folded or parts[unit.name] > 1),
        unit=key,
        outcome=WAYS.get(way),
        first=first,
        last=last,
        after=int(after) if after.isdecimal() and len(after) < 8 else 0,
    )


def readable(standing: BehaviourStanding, spans: Sequence[LabelSpan]) -> tuple[LabelSpan, ...]:
    """Spans that end where the reader's verdict does: what is still the team's own is not told by its tickets either."""
    until = {
        unit.unit: unit.as_of + timedelta(days=1)
        for unit in standing.units
        if unit.held_back and not unit.own
    }
    return tuple(
        replace(span, end=min(span.end or date.max, until[span.unit])) if span.unit in until else span
        for span in spans
    )


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def _query(request: HttpRequest, **changed: object) -> str:
    kept = {
        name: request.GET[name] for name in ("unit", "way", "from", "to", "after") if request.GET.get(name)
    }
    kept |= {name: str(value) for name, value in changed.items() if value}
    for name, value in changed.items():
        if not value:
            kept.pop(name, None)
    return f"?{urlencode(kept)}" if kept else "?"


def _outcomes(request: HttpRequest, wanted: Wanted) -> list[tuple[str, str, bool]]:
    words = {
        "": _("all"),
        "new": _("new way"),
        "old": _("old way"),
        "neither": _("neither"),
        "not-counted": _("not counted"),
    }
    return [
        (word, _query(request, way=way, after=None), wanted.outcome == WAYS.get(way))
        for way, word in words.items()
    ]


def _pages(request: HttpRequest, wanted: Wanted, found: int) -> Pages:
    return Pages(
        first=wanted.after + min(1, found),
        last=wanted.after + min(found, A_PAGE),
        total=None,
        previous=_query(request, after=max(0, wanted.after - A_PAGE)) if wanted.after else "",
        next=_query(request, after=wanted.after + A_PAGE) if found > A_PAGE else "",
    )
