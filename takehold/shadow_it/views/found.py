"""/shadow/found/: what logs show, and one service of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from takehold.people.facts import NotYours, Viewer
from takehold.people.views.entry import page
from takehold.shadow_it.facts.finds import Trend
from takehold.shadow_it.queries import finds as queries
from takehold.shadow_it.queries.log_rights import may_feed
from takehold.shadow_it.queries.named import of_service
from takehold.shadow_it.queries.rights import works
from takehold.shadow_it.queries.words import STATES
from takehold.shadow_it.queries.words_of_finds import (
    TRENDS,
    answer,
    answer_of,
    category,
    ours,
    people,
    used_for,
    where,
)


@require_safe
@page
def found(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Services in use by the width of their use; what was used once and is not seen lately stands apart."""
    every = queries.finds(viewer=viewer)
    rows = [(each, category(each.service), people(each.people), where(each)) for each in every]
    context = {
        "answer": answer(every, queries.fed_until(on=viewer.on)),
        "used": [row for row in rows if row[0].trend is not Trend.GONE],
        "gone": [row for row in rows if row[0].trend is Trend.GONE],
        "trends": TRENDS,
        "may_feed": may_feed(viewer),
    }
    return render(request, "shadow_it/found.html", context)


@require_safe
@page
def found_one(request: HttpRequest, viewer: Viewer, service: str) -> HttpResponse:
    """One service: what for, by whom, since when, and week by week."""
    each = queries.find(viewer=viewer, service=service)
    if each is None:
        raise NotYours
    tools = of_service(viewer=viewer, service=service)
    context = {
        "find": each,
        "answer": answer_of(each),
        "tools": tools,
        "states": STATES,
        "may_ask": works(viewer) and not tools,
        "category": category(each.service),
        "used_for": used_for(each.service),
        "ours": ours(each.service),
        "trend": TRENDS[each.trend],
        "weeks": [(week, people(week.people) if week.hits else None) for week in reversed(each.weeks)],
    }
    return render(request, "shadow_it/found_one.html", context)
