"""/sources/systems/: systems that are asked by themselves: connect, try, watch, pause, read again; hosts allowed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gather.facts.feeds import FeedFact
from takehold.gather.forms.feeds import AgainForm, ConnectForm, HostForm, SecretForm
from takehold.gather.operations import feed_asking as asking
from takehold.gather.operations import feeds as operations
from takehold.gather.queries import feeds as queries
from takehold.gather.queries import senders as sending
from takehold.gather.views.entry import home, moment
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotFound, RoleKind, Viewer
from takehold.people.views.entry import page


@require_safe
@page
def feeds(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All connected systems, and which kinds can be connected."""
    found = queries.feeds(viewer=viewer)
    context = {
        "feeds": found,
        "troubled": sum(1 for each in found if each.trouble),
        "kinds": queries.kinds(viewer=viewer),
        "senders": sending.senders(viewer=viewer),
        "sending": sending.kinds(viewer=viewer),
        "may_allow": viewer.has(RoleKind.ADMIN),
    }
    return render(request, "gather/feeds.html", context)


@require_http_methods(["GET", "POST"])
@page
def connect(request: HttpRequest, viewer: Viewer, kind: str) -> HttpResponse:
    """The form of one kind. "Try it" asks for one page and keeps nothing."""
    found = queries.kind(viewer=viewer, kind=kind)
    changes = queries.changes(viewer=viewer)
    form = ConnectForm(request.POST if request.method == "POST" else None, kind=found, changes=changes)
    tried, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if "try" not in request.POST:
                    made = operations.connect(viewer=viewer, said=form.said(), now=moment())
                    messages.success(request, _("Connected. The first reading begins within a minute."))
                    return redirect("gather:feed", made)
                tried, status = operations.attempt(viewer=viewer, said=form.said()), 200
            except Invalid as error:
                form.add_error(None, str(error))
    context = {"form": form, "kind": found, "tried": tried, "changes": changes}
    return render(request, "gather/feed_connect.html", context, status=status)


@require_safe
@page
def feed(request: HttpRequest, viewer: Viewer, feed_id: UUID) -> HttpResponse:
    """One system with its last readings."""
    context = {
        "feed": queries.feed(viewer=viewer, feed_id=feed_id),
        "secret": SecretForm(),
        "again": AgainForm(),
    }
    return render(request, "gather/feed.html", context)


@require_POST
@page
def change(request: HttpRequest, viewer: Viewer, feed_id: UUID, what: str) -> HttpResponse:
    """Pause, resume, ask at once, a new password, read again from a day (asked twice), or disconnect."""
    now = moment()
    secret, again = SecretForm(request.POST), AgainForm(request.POST)
    try:
        match what:
            case "pause":
                operations.pause(viewer=viewer, feed_id=feed_id, now=now)
            case "resume":
                operations.resume(viewer=viewer, feed_id=feed_id, now=now)
            case "secret":
                word = secret.cleaned_data["secret"] if secret.is_valid() else ""
                operations.renew_secret(viewer=viewer, feed_id=feed_id, secret=word, now=now)
            case "again":
                found = queries.feed(viewer=viewer, feed_id=feed_id)
                if not again.is_valid():
                    raise Invalid("since", _("Choose the day from which on everything is read again."))
                day = again.cleaned_data["since"]
                if "sure" not in request.POST:
                    return _beforehand(request, viewer, found, day)
                operations.replay(viewer=viewer, feed_id=feed_id, since=day, now=now)
            case "now":
                asking.ask_now(viewer=viewer, feed_id=feed_id, now=now)
            case "disconnect":
                operations.disconnect(viewer=viewer, feed_id=feed_id, now=now)
                messages.success(request, _("Disconnected. What was read stays; its password is forgotten."))
                return redirect("gather:feeds")
            case _else:
                raise NotFound
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect("gather:feed", feed_id)


def _beforehand(request: HttpRequest, viewer: Viewer, feed: FeedFact, since: date) -> HttpResponse:
    """What reading again would change, and whether to do it."""
    foreseen, trouble = None, ""
    try:
        foreseen = asking.foresee(viewer=viewer, feed_id=feed.id, since=since, now=moment(), home=home())
    except Invalid as error:
        trouble = str(error)
    context = {"feed": feed, "since": since, "foreseen": foreseen, "trouble": trouble}
    return render(request, "gather/feed_again.html", context, status=422 if trouble else 200)


@require_http_methods(["GET", "POST"])
@page
def hosts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hosts of one's own network that may be called; only for administrators."""
    found = queries.hosts(viewer=viewer)
    form = HostForm(request.POST if request.method == "POST" and "drop" not in request.POST else None)
    if request.method == "POST":
        drop = request.POST.get("drop", "")
        if drop:
            number = int(drop) if drop.isascii() and drop.isdigit() and len(drop) < 18 else 0
            operations.drop_host(viewer=viewer, host_id=number, now=moment())
            return redirect("gather:feed-hosts")
        if form.is_valid():
            try:
                operations.allow_host(viewer=viewer, host=form.cleaned_data["host"], now=moment())
            except Invalid as error:
                form.add_error("host", str(error))
            else:
                return redirect("gather:feed-hosts")
    context = {"hosts": found, "form": form}
    return render(request, "gather/feed_hosts.html", context, status=422 if form.errors else 200)
