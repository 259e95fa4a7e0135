"""/shadow/feeds/: sources of logs, bringing one, taking it back, and whose addresses are whose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gather.views.receiving import SizeLimitHandler
from takehold.initiatives.forms.refusing import refusals
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.people.views.entry import page
from takehold.shadow_it.facts.feeds import LogFact
from takehold.shadow_it.forms.feeds import FeedForm, LogForm, RangeForm, ServiceForm
from takehold.shadow_it.operations import feeding, own_services
from takehold.shadow_it.queries import feeds as queries
from takehold.shadow_it.queries.catalogue import current
from takehold.shadow_it.queries.catalogue import own_services as own_of_house
from takehold.shadow_it.queries.finds import fed_until
from takehold.shadow_it.queries.log_rights import feeds as need_right
from takehold.shadow_it.queries.log_rights import may_feed
from takehold.shadow_it.queries.words_of_finds import (
    FEED_KINDS,
    LOG_STATES,
    answer_of_feed,
    answer_of_feeds,
    counted,
    used_for,
)
from takehold.ui.numbers import number

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@page
def feeds(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All sources; one more."""
    form = FeedForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        need_right(viewer)
    if form.is_bound and form.is_valid():
        with refusals(form):
            made = feeding.open_feed(
                viewer=viewer, name=form.cleaned_data["name"], kind=form.cleaned_data["kind"], columns=form.columns(),
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Kept. Bring its first log."))
            return redirect("shadow_it:feed", made)
    return _feeds(request, viewer, form=form)


def _feeds(request: HttpRequest, viewer: Viewer, **bound: Any) -> HttpResponse:
    found = queries.feeds(viewer=viewer)
    catalogue = current()
    context = {
        "feeds": found,
        "kinds": FEED_KINDS,
        "answer": answer_of_feeds(found, fed_until(on=viewer.on)),
        "ranges": queries.ranges(viewer=viewer),
        "may_feed": may_feed(viewer),
        "version": catalogue.version,
        "services": number(len(catalogue.services)),
        "own": [(each, used_for(each)) for each in own_of_house()],
        "form": FeedForm(),
        "range_form": RangeForm(teams=_teams(viewer)),
        **bound,
    }
    wrong = any(form.is_bound for form in bound.values())
    return render(request, "shadow_it/feeds.html", context, status=422 if wrong else 200)


def _teams(viewer: Viewer) -> list[tuple[int, str]]:
    return [(team.id, team.name) for team in people.current(people.sight(viewer=viewer).teams)]


@require_POST
@page
def name_range(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """These addresses are a team's."""
    need_right(viewer)
    form = RangeForm(request.POST, teams=_teams(viewer))
    if form.is_valid():
        with refusals(form):
            feeding.name_range(
                viewer=viewer,
                addresses=form.cleaned_data["addresses"],
                team_id=int(form.cleaned_data["team"]),
                now=timezone.now(),
            )
            messages.success(request, _("Kept. It counts for logs that are read from now on."))
            return redirect("shadow_it:feeds")
    return _feeds(request, viewer, range_form=form)


@require_POST
@page
def drop_range(request: HttpRequest, viewer: Viewer, range_id: int) -> HttpResponse:
    """These addresses are nobody's any more."""
    feeding.drop_range(viewer=viewer, range_id=range_id, now=timezone.now())
    messages.success(request, _("Dropped. What was read stays."))
    return redirect("shadow_it:feeds")


@csrf_exempt  # checked inside: the limit must be set before the body is read
@require_http_methods(BOTH)
@page
def feed(request: HttpRequest, viewer: Viewer, feed_id: int) -> HttpResponse:
    """One source with its logs; bringing one."""
    queries.feed(viewer=viewer, feed_id=feed_id)
    if request.method == "POST":
        need_right(viewer)
        request.upload_handlers = [SizeLimitHandler(), *request.upload_handlers]
    return _feed(request, viewer=viewer, feed_id=feed_id)


@csrf_protect
def _feed(request: HttpRequest, *, viewer: Viewer, feed_id: int) -> HttpResponse:
    form = LogForm(request.POST, request.FILES) if request.method == "POST" else LogForm()
    if form.is_bound and form.is_valid():
        file, listed = form.cleaned_data["file"], form.cleaned_data["accounts"]
        with refusals(form):
            feeding.bring(
                viewer=viewer, feed_id=feed_id, filename=file.name, chunks=file.chunks(), now=timezone.now(),
                accounts=(listed.name, listed.read()) if listed else None,
            )  # fmt: skip
            messages.success(
                request,
                _("The log is kept safely and is read in its turn; the file goes as soon as it was read."),
            )
            return redirect("shadow_it:feed", feed_id)
    return _one(request, viewer, feed_id, form=form)


def _one(request: HttpRequest, viewer: Viewer, feed_id: int, **bound: Any) -> HttpResponse:
    found = queries.feed(viewer=viewer, feed_id=feed_id)
    logs = queries.logs(viewer=viewer, feed_id=feed_id)
    context = {
        "feed": found,
        "kind": FEED_KINDS[found.kind],
        "answer": answer_of_feed(found, logs),
        "logs": [(each, counted(each)) for each in logs],
        "states": LOG_STATES,
        "form": LogForm(),
        "naming": ServiceForm(domains=_unknown(logs)),
        "may_feed": may_feed(viewer),
        **bound,
    }
    wrong = any(form.is_bound for form in bound.values())
    return render(request, "shadow_it/feed.html", context, status=422 if wrong else 200)


def _unknown(logs: Iterable[LogFact]) -> list[str]:
    return sorted({name for each in logs for name, _people in each.unknown})


@require_POST
@page
def name_service(request: HttpRequest, viewer: Viewer, feed_id: int) -> HttpResponse:
    """What a name is that no catalogue knows."""
    queries.feed(viewer=viewer, feed_id=feed_id)
    need_right(viewer)
    form = ServiceForm(request.POST, domains=_unknown(queries.logs(viewer=viewer, feed_id=feed_id)))
    if form.is_valid():
        with refusals(form):
            own_services.name_service(viewer=viewer, now=timezone.now(), **form.said())
            messages.success(
                request,
                _("Kept. It counts for logs that are read from now on; to count what was read, take that log back and bring it again."),
            )  # fmt: skip
            return redirect("shadow_it:feed", feed_id)
    return _one(request, viewer, feed_id, naming=form)


@require_POST
@page
def drop_service(request: HttpRequest, viewer: Viewer, service: str) -> HttpResponse:
    """It is no service any more."""
    own_services.drop_service(viewer=viewer, service=service, now=timezone.now())
    messages.success(request, _("Dropped. What was counted as it is shown no more."))
    return redirect("shadow_it:feeds")


@require_POST
@page
def take_back(request: HttpRequest, viewer: Viewer, log_id: int) -> HttpResponse:
    """What a log showed counts no more."""
    feed_id = queries.log(viewer=viewer, log_id=log_id).feed_id
    feeding.take_back(viewer=viewer, log_id=log_id, now=timezone.now())
    messages.success(request, _("Taken back: what it showed counts no more."))
    return redirect("shadow_it:feed", feed_id)
